import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { World } from '../../../../src/core/statefulset/decision.ts';
import { featuresOfServer } from '../../../../src/core/statefulset/features.ts';
import type { Node, PodStatus } from '../../../../src/core/statefulset/model.ts';
import type { Evidence } from '../../../../src/core/statefulset/verdict.ts';
import {
  claimsWith,
  eventAbout,
  goingSince,
  judge,
  restarted,
  short,
  storageClass,
  unschedulable,
  waiting,
} from '../../../support/evidence.ts';
import {
  imagePullBackOff,
  podNamed,
  set,
  settled,
  unready,
  withImage,
  withoutPod,
  withPodStatus,
  withSpec,
} from '../../../support/statefulset.ts';

const world = settled(set());
const ago = (seconds: number) => new Date(world.now - seconds * 1_000).toISOString();
const later = (of: World, seconds: number): World => ({ ...of, now: of.now + seconds * 1_000 });
describe('a container that ends again and again', () => {
  const crashing: PodStatus = {
    ...restarted(4, 137, ago(30)),
    containerStatuses: [
      {
        name: 'app',
        ready: false,
        restartCount: 4,
        state: { waiting: { reason: 'CrashLoopBackOff' } },
        lastState: { terminated: { exitCode: 137, reason: 'OOMKilled', finishedAt: ago(30) } },
      },
    ],
  };

  it('is told with its exit code', () => {
    const found = judge(withPodStatus(world, 'web-2', crashing));
    assert.equal(short(found), 'stuck web-2 crash-loop fix-template');
    assert.deepEqual(found.evidence, ['CrashLoopBackOff', 'exit code 137', 'OOMKilled']);
  });

  it('is known while it runs between two ends', () => {
    assert.equal(judge(withPodStatus(world, 'web-2', restarted(3, 1, ago(1)))).cause, 'crash-loop');
    assert.equal(judge(withPodStatus(world, 'web-2', restarted(1, 1, ago(1)))).cause, 'starting');
    assert.equal(judge(withPodStatus(world, 'web-2', restarted(3, 1, ago(3_600)))).cause, 'not-ready');
  });

  it('is known while it has just ended', () => {
    const status = restarted(1, 2, ago(1));
    const [container] = status.containerStatuses ?? [];
    assert.ok(container);
    const ended = { ...container, state: { terminated: { exitCode: 2 } } };
    const found = judge(withPodStatus(world, 'web-2', { ...status, containerStatuses: [ended] }));
    assert.deepEqual([found.cause, found.evidence], ['crash-loop', ['exit code 2']]);
  });

  it('never lets a set with minReadySeconds get on, though it is ready now', () => {
    const slow = settled(set({ minReadySeconds: 30 }));
    const since = new Date(slow.now - 1_000).toISOString();
    const flapping = judge(withPodStatus(slow, 'web-2', restarted(5, 1, since, true)));
    assert.deepEqual([flapping.verdict, flapping.cause, flapping.waitsFor], ['stuck', 'crash-loop', 'web-2']);
    const steady = judge(withPodStatus(slow, 'web-2', restarted(0, 0, since, true)));
    assert.equal(short(steady), 'progressing web-2 min-ready-seconds');
  });
});

describe('a pod that cannot start its containers', () => {
  it('for a Secret that is missing needs the Secret, and no deletion', () => {
    const status = waiting('CreateContainerConfigError', 'secret "db" not found');
    assert.equal(
      short(judge(withPodStatus(world, 'web-2', status))),
      'stuck web-2 container-config create-missing-object',
    );
  });

  it('for a volume that cannot be mounted is stuck once it has had its time', () => {
    const status = waiting('ContainerCreating');
    const events = [eventAbout(podNamed(world, 'web-2'), 'FailedMount', 'Multi-Attach error', { now: world.now })];
    const stalled = withPodStatus(world, 'web-2', status);
    assert.equal(short(judge(stalled, { events })), 'progressing web-2 starting');
    const found = judge(later(stalled, 120), { events });
    assert.equal(short(found), 'stuck web-2 mount-failed mend-mount');
    assert.deepEqual(found.evidence, ['Multi-Attach error']);
  });
});

describe('a pod that failed', () => {
  const evicted = withPodStatus(world, 'web-1', { phase: 'Failed', reason: 'Evicted', message: 'The node was low' });
  const deletions = (count: number) =>
    eventAbout(world.set, 'SuccessfulDelete', 'delete Pod web-1 in StatefulSet web successful', {
      now: world.now,
      count,
    });

  it('is replaced, and its end is told', () => {
    const found = judge(evicted);
    assert.equal(short(found), 'progressing web-1 pod-failed');
    assert.deepEqual(found.evidence, ['Evicted', 'The node was low']);
  });

  it('for the third time will fail again', () => {
    assert.equal(short(judge(evicted, { events: [deletions(3)] })), 'stuck web-1 pod-failed make-room-on-node');
    const failed = withPodStatus(world, 'web-1', { phase: 'Failed' });
    assert.equal(short(judge(failed, { events: [deletions(3)] })), 'stuck web-1 pod-failed fix-template');
    assert.equal(judge(evicted, { events: [deletions(2)] }).verdict, 'progressing');
  });

  it('is known while its successor starts', () => {
    const starting = withPodStatus(world, 'web-1', waiting('ContainerCreating'));
    assert.equal(short(judge(starting, { events: [deletions(4)] })), 'stuck web-1 pod-failed fix-template');
  });

  it('is not one that changes of the template replaced', () => {
    const revisions = world.revisions.map(revision => ({ ...revision, revision: 4 }));
    const starting = withPodStatus(world, 'web-1', waiting('ContainerCreating'));
    assert.equal(judge(starting, { revisions, events: [deletions(4)] }).verdict, 'progressing');
  });
});

describe('a pod that no node takes', () => {
  const told = (message: string, more: Partial<Evidence> = {}) =>
    judge(withPodStatus(world, 'web-2', unschedulable(message)), more);
  const pending = (storageClassName: string) =>
    claimsWith(world, 'data-web-2', claim => ({
      ...claim,
      spec: { ...claim.spec, storageClassName },
      status: { phase: 'Pending' },
    }));

  it('because its volume is elsewhere needs room there, not a node', () => {
    const found = told('0/3 nodes are available: 1 Insufficient cpu, 2 node(s) had volume node affinity conflict.');
    assert.equal(short(found), 'stuck web-2 unschedulable make-room-at-volume');
  });

  it('because its claim is lost has lost its data', () => {
    const claims = claimsWith(world, 'data-web-2', claim => ({
      ...claim,
      spec: { ...claim.spec, volumeName: 'pv-9' },
      status: { phase: 'Lost' },
    }));
    const found = told('0/3 nodes are available: 3 node(s) unavailable.', { claims });
    assert.equal(short(found), 'stuck web-2 claim-lost restore-volume');
    assert.equal(found.claim, 'data-web-2');
  });

  it('because a claim that it mounts does not exist needs that claim', () => {
    const found = told('persistentvolumeclaim "shared" not found');
    assert.equal(short(found), 'stuck web-2 claim-missing create-claim-or-fix-template');
    assert.equal(found.claim, 'shared');
  });

  it('while its claim waits for it is judged by the scheduler’s own words', () => {
    const classes = [storageClass('local', 'csi.example.com', 'WaitForFirstConsumer')];
    const claims = pending('local');
    assert.equal(
      short(told('0/3 nodes are available: 3 Insufficient memory.', { classes, claims })),
      'stuck web-2 unschedulable lower-request-or-add-node',
    );
    const none = told("0/3 nodes are available: 3 node(s) didn't find available persistent volumes to bind.", {
      classes,
      claims,
    });
    assert.equal(short(none), 'stuck web-2 claim-pending provide-volume-or-class');
  });

  it('and whose claims may not be read is told to look at them', () => {
    const found = told('0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims.', {
      claims: undefined,
    });
    assert.equal(short(found), 'stuck web-2 claim-pending look-at-claim');
    assert.deepEqual([found.claim, found.unknown], ['data-web-2', ['PersistentVolumeClaim']]);
  });

  it('and of which no scheduler says a word may have none', () => {
    const silent = withPodStatus(world, 'web-2', { phase: 'Pending' });
    assert.equal(judge(silent).verdict, 'progressing');
    assert.equal(short(judge(later(silent, 60))), 'stuck web-2 unschedulable look-at-scheduler');
  });
});

describe('maxUnavailable with its gate on', () => {
  const one = { type: 'RollingUpdate', rollingUpdate: { partition: 0, maxUnavailable: 1 } };
  const before = settled(set({ podManagementPolicy: 'Parallel', updateStrategy: one }));
  const broken = withPodStatus({ ...before, set: withImage(before, 'app:v2') }, 'web-0', imagePullBackOff);
  const revised = { ...broken, revisions: settled(broken.set, broken).revisions };

  it('lets a broken pod block a parallel set, which a new template does not heal', () => {
    const found = judge({ ...revised, features: featuresOfServer('v1.35.2') });
    assert.equal(short(found), 'stuck web-0 outdated-broken-pod delete-pod');
    assert.equal(found.blocks, 'update');
  });

  it('does so in the versions only that have the gate on', () => {
    assert.equal(judge({ ...revised, features: featuresOfServer('v1.36.2') }).verdict, 'progressing');
    const on = ['v1.35.0', 'v1.35.3+k3s1', 'v1.37.0'].map(version => featuresOfServer(version).maxUnavailable);
    const off = ['v1.34.9', 'v1.35.4', 'v1.36.2', 'unreadable'].map(
      version => featuresOfServer(version).maxUnavailable,
    );
    assert.deepEqual([on, off], [Array(3).fill(true), Array(4).fill(false)]);
  });
});

describe('a pod that goes', () => {
  const node = (status: string): Node => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'node-1' },
    status: { conditions: [{ type: 'Ready', status, message: 'Kubelet stopped posting node status.' }] },
  });
  const placed: World = {
    ...world,
    pods: world.pods.map(pod => ({ ...pod, spec: { ...pod.spec, nodeName: 'node-1' } })),
  };

  it('and does not, on a node that does not answer, needs the node', () => {
    const found = judge(goingSince(placed, 'web-2', 60), { nodes: [node('Unknown')] });
    assert.equal(short(found), 'stuck web-2 node-lost bring-node-back');
    assert.deepEqual(found.evidence, ['node-1', 'Kubelet stopped posting node status.']);
  });

  it('and whose node is gone from the cluster is removed by itself, however long it has been going', () => {
    const found = judge(goingSince(placed, 'web-2', 600), { nodes: [] });
    assert.equal(short(found), 'progressing web-2 node-lost');
    assert.equal(found.nodeGone, true);
  });

  it('and whose node is gone waits for its finalizers all the same', () => {
    const found = judge(goingSince(placed, 'web-2', 600, { finalizers: ['example.com/wait'] }), { nodes: [] });
    assert.equal(short(found), 'stuck web-2 finalizer let-its-owner-finish');
  });

  it('and does not, without a finalizer and on a node that answers, needs a look at the node', () => {
    const found = judge(goingSince(placed, 'web-2', 60), { nodes: [node('True')] });
    assert.equal(short(found), 'stuck web-2 terminating look-at-node');
    assert.equal(judge(goingSince(placed, 'web-2', 1), { nodes: [node('True')] }).verdict, 'progressing');
  });
});

describe('a pod that is not created', () => {
  const scaled = withoutPod(world, 'web-2');
  const refused = (message: string, secondsAgo = 0, reason = 'FailedCreate') =>
    eventAbout(world.set, reason, message, { now: world.now, secondsAgo });
  const failure = 'create Pod web-2 in StatefulSet web failed error: ';

  it('because of the quota is told so, whatever became of its claim in the same second', () => {
    const events = [
      refused(`${failure}pods "web-2" is forbidden: exceeded quota: two-pods`),
      refused('create Claim data-web-2 Pod web-2 in StatefulSet web success', 0, 'SuccessfulCreate'),
    ];
    assert.equal(short(judge(scaled, { events })), 'stuck web-2 create-refused raise-quota');
  });

  it('was refused once and created later is not refused now', () => {
    const events = [
      refused(`${failure}exceeded quota`, 60),
      refused('create Pod web-2 in StatefulSet web successful', 10, 'SuccessfulCreate'),
    ];
    assert.equal(judge(scaled, { events }).verdict, 'progressing');
  });

  for (const [message, wayOut] of [
    ['Internal error occurred: failed calling webhook "policy.example.com"', 'mend-webhook'],
    ['admission webhook "policy.example.com" denied the request', 'fix-template'],
    ['error looking up service account default/db: serviceaccount "db" not found', 'create-missing-object'],
    ['unable to create new content in namespace x because it is being terminated', 'use-another-namespace'],
  ] as const)
    it(`needs ${wayOut} where the server says: ${message}`, () => {
      assert.equal(judge(scaled, { events: [refused(`${failure}${message}`)] }).wayOut, wayOut);
    });

  it('for long and without a word has lost its controller', () => {
    assert.equal(judge(later(scaled, 20)).verdict, 'progressing');
    assert.equal(short(judge(later(scaled, 60))), 'stuck web-2 controller-missing look-at-controller');
  });

  it('for long is for those to explain who may read events', () => {
    const found = judge(later(scaled, 60), { events: undefined });
    assert.equal(short(found), 'stuck web-2 create-refused look-at-events');
  });

  it('for long after its claim was deleted with it is one that nothing wakes the controller for', () => {
    const deleting = settled(set({ persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' } }));
    assert.equal(short(judge(later(withoutPod(deleting, 'web-2'), 60))), 'stuck web-2 stale-claim touch-set');
  });

  it('while its claim goes has had no time yet, and then is stuck', () => {
    const going = (seconds: number) =>
      claimsWith(world, 'data-web-2', claim => ({
        ...claim,
        metadata: { ...claim.metadata, deletionTimestamp: ago(seconds), finalizers: ['example.com/hold'] },
      }));
    assert.equal(short(judge(scaled, { claims: going(1) })), 'progressing web-2 claim-terminating');
    assert.equal(short(judge(scaled, { claims: going(10) })), 'stuck web-2 claim-terminating let-its-owner-finish');
  });
});

describe('a pod that was taken over', () => {
  it('and cannot be given its claims is to be replaced, its data first', () => {
    const pod = podNamed(world, 'web-1');
    const adopted = {
      ...world,
      pods: world.pods.map(one => (one === pod ? { ...pod, spec: { containers: [] } } : one)),
    };
    const message = 'update Pod web-1 in StatefulSet web failed error: pod updates may not change fields';
    const events = [eventAbout(world.set, 'FailedUpdate', message, { now: world.now })];
    assert.equal(short(judge(adopted, { events })), 'stuck web-1 update-refused replace-adopted-pod');
  });
});

describe('a set that is being deleted', () => {
  it('is stuck at a pod that a finalizer holds', () => {
    const held = goingSince(world, 'web-1', 60, { finalizers: ['example.com/hold'] });
    const metadata = { ...held.set.metadata, deletionTimestamp: ago(60), finalizers: ['foregroundDeletion'] };
    const found = judge({ ...held, set: { ...held.set, metadata } });
    assert.equal(short(found), 'stuck web-1 finalizer let-its-owner-finish');
  });

  it('is stuck at a finalizer of its own that somebody else put there', () => {
    const metadata = { ...world.set.metadata, deletionTimestamp: ago(60), finalizers: ['backup.example.com/last'] };
    const found = judge({ ...world, pods: [], set: { ...world.set, metadata } });
    assert.deepEqual(
      [short(found), found.evidence],
      ['stuck finalizer let-its-owner-finish', ['backup.example.com/last']],
    );
  });
});

describe('data that is about to be lost', () => {
  const going = claimsWith(world, 'data-web-1', claim => ({
    ...claim,
    metadata: { ...claim.metadata, deletionTimestamp: ago(60), finalizers: ['kubernetes.io/pvc-protection'] },
  }));

  it('is told though nothing is wrong with the pods', () => {
    const found = judge(world, { claims: going });
    assert.equal(found.verdict, 'fine');
    assert.deepEqual(found.atRisk, [{ claim: 'data-web-1', pod: 'web-1', why: 'claim-terminating' }]);
  });

  it('is never put at risk by the advice to delete its pod', () => {
    const found = judge(withPodStatus(world, 'web-1', unready), { claims: going });
    assert.equal(short(found), 'stuck web-1 not-ready save-data-first');
  });
});

describe('what may not be read', () => {
  it('leaves no verdict where it is the pods, but what the status counts', () => {
    const found = judge(world, { pods: undefined });
    assert.deepEqual([found.verdict, found.unknown], ['unknown', ['Pod']]);
    assert.deepEqual(found.evidence, ['readyReplicas 3/3', 'updatedReplicas 3/3']);
  });

  it('makes no claim look as if it were missing', () => {
    const starting = withPodStatus(world, 'web-2', waiting('ImagePullBackOff'));
    assert.equal(judge(starting, { claims: undefined }).cause, 'image-pull');
  });

  it('makes no pod look outdated where it is the revisions', () => {
    assert.equal(judge(world, { revisions: undefined }).verdict, 'fine');
    const parked = { type: 'RollingUpdate', rollingUpdate: { partition: 2 } };
    const canary = settled(withImage(world, 'app:v2', { updateStrategy: parked }), world);
    const found = judge(canary, { revisions: undefined });
    assert.deepEqual([found.verdict, found.outdated], ['held', ['web-0', 'web-1']]);
  });
});

describe('what stands still', () => {
  it('is nothing but the update where pods are managed in parallel', () => {
    const parallel = settled(set({ podManagementPolicy: 'Parallel' }));
    const scaled = withPodStatus({ ...parallel, set: withSpec(parallel, { replicas: 4 }) }, 'web-0', unready);
    assert.equal(judge(scaled).blocks, undefined);
    const ordered = withPodStatus({ ...world, set: withSpec(world, { replicas: 4 }) }, 'web-0', unready);
    assert.equal(judge(ordered).blocks, 'create');
    const huge = { ...ordered, set: withSpec(world, { replicas: 2_000_000_000 }) };
    assert.equal(judge(huge).blocks, 'create');
  });
});
