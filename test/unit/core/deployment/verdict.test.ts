import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { whyText } from '../../../../src/cli/why/text.ts';
import type { Deployment, ReplicaSet } from '../../../../src/core/deployment/model.ts';
import { type DeploymentEvidence, deploymentVerdict } from '../../../../src/core/deployment/verdict.ts';
import type { Condition, Pod, PodStatus } from '../../../../src/core/statefulset/model.ts';
import type { Verdict } from '../../../../src/core/statefulset/verdict.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';
import { deployment, NOW, replicaSet } from '../../../support/deployment.ts';
import { eventAbout, unschedulable } from '../../../support/evidence.ts';

const ownedBy = (kind: string, name: string, uid: string) => ({
  ownerReferences: [{ apiVersion: 'apps/v1', kind, name, uid, controller: true }],
});

function revision(name: string, number: number, wanted: number, available: number): ReplicaSet {
  const set = replicaSet(name, wanted, available, { revision: number });
  return { ...set, metadata: { ...set.metadata, ...ownedBy('Deployment', 'web', 'deployment-1') } };
}

function pod(of: ReplicaSet, status: PodStatus, more: Partial<Pod['metadata']> = {}): Pod {
  const name = `${of.metadata.name}-abcde`;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'shop',
      uid: `uid-${name}`,
      creationTimestamp: ago(60),
      ...ownedBy('ReplicaSet', of.metadata.name, of.metadata.uid ?? ''),
      ...more,
    },
    spec: { containers: [{ name: 'app', image: 'app:v2' }], nodeName: 'node-1' },
    status,
  };
}

const ago = (seconds: number) => new Date(NOW - seconds * 1_000).toISOString();
const old = revision('old', 1, 3, 3);
const fresh = revision('new', 2, 1, 0);
const crashing: PodStatus = {
  phase: 'Running',
  conditions: [{ type: 'Ready', status: 'False' }],
  containerStatuses: [
    {
      name: 'app',
      ready: false,
      restartCount: 2,
      state: { waiting: { reason: 'CrashLoopBackOff' } },
      lastState: { terminated: { exitCode: 3 } },
    },
  ],
};

const moving = { observedGeneration: 1, replicas: 4, updatedReplicas: 1, readyReplicas: 3, availableReplicas: 3 };

function told(found: Verdict): string {
  const judged = { kind: 'Deployment', name: 'web', namespace: 'shop', now: NOW, verdict: found } as const;
  return whyText(judged, {}, speaker(allSentences));
}

function judge(status: Deployment['status'], more: Partial<DeploymentEvidence> = {}, spec = {}): Verdict {
  return deploymentVerdict({
    deployment: deployment(spec, { status: status ?? {} }),
    replicaSets: [old, fresh],
    pods: [],
    claims: [],
    events: [],
    volumes: [],
    classes: [],
    nodes: [{ apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-1' } }],
    now: NOW,
    ...more,
  });
}

const short = ({ verdict, waitsFor, cause, wayOut }: Verdict) =>
  [verdict, waitsFor, cause, wayOut].filter(word => word !== undefined).join(' ');

const failure = (message: string): Condition => ({
  type: 'ReplicaFailure',
  status: 'True',
  reason: 'FailedCreate',
  message,
});

describe('the verdict on a Deployment', () => {
  it('is fine when everything wanted is there', () => {
    const complete = { observedGeneration: 1, replicas: 3, updatedReplicas: 3, readyReplicas: 3, availableReplicas: 3 };
    assert.equal(short(judge(complete)), 'fine');
  });

  it('progresses while a new pod starts', () => {
    const starting = pod(fresh, { phase: 'Pending' });
    assert.equal(short(judge(moving, { pods: [starting] })), 'progressing new-abcde starting');
  });

  it('is told by the quota that refuses its pods, before any pod is looked at', () => {
    const message = 'pods "new-abcde" is forbidden: exceeded quota: three-pods';
    const found = judge({ ...moving, conditions: [failure(message)] });
    assert.equal(short(found), 'stuck new create-refused raise-quota');
    assert.deepEqual(found.evidence, [message]);
  });

  it('is told by events of the ReplicaSet where no condition says so yet', () => {
    const wanting = { ...fresh, status: { replicas: 0 } };
    const events = [eventAbout(wanting, 'FailedCreate', 'Error creating: pods "x" is forbidden: exceeded quota: q')];
    assert.equal(short(judge(moving, { replicaSets: [old, wanting], events })), 'stuck new create-refused raise-quota');
  });

  it('is held while it is paused, and only where something is left to do', () => {
    assert.deepEqual(
      [judge(moving, {}, { paused: true }).verdict, judge(moving, {}, { paused: true }).by],
      ['held', 'paused'],
    );
    const complete = { observedGeneration: 1, replicas: 3, updatedReplicas: 3, readyReplicas: 3, availableReplicas: 3 };
    assert.equal(judge(complete, {}, { paused: true }).verdict, 'fine');
  });

  it('says with which command it is resumed', () => {
    assert.match(told(judge(moving, {}, { paused: true })), /Resume it \(kubectl rollout resume deployment\/web\)/);
  });

  it('is stuck at a crash loop before the deadline says so, and goes back to what ran', () => {
    const found = judge(moving, { pods: [pod(fresh, crashing)] });
    assert.equal(short(found), 'stuck new-abcde crash-loop undo');
    assert.deepEqual(found.evidence, ['CrashLoopBackOff', 'exit code 3']);
  });

  it('names the revision to go back to, with its images', () => {
    const older = revision('older', 1, 0, 0);
    const found = judge(moving, {
      replicaSets: [older, revision('old', 2, 3, 3), revision('new', 3, 1, 0)],
      pods: [pod(fresh, crashing)],
    });
    assert.deepEqual(found.revision, { number: 2, images: 'app:old' });
    const text = whyText(
      { kind: 'Deployment', name: 'web', namespace: 'shop', now: NOW, verdict: found },
      {},
      speaker(allSentences),
    );
    assert.match(text, /^web has been stuck for 1 min\. new-abcde starts and ends again and again\.$/m);
    assert.match(text, /kubectl --namespace shop rollout undo deployment\/web --to-revision=2/);
  });

  it('is not advised to go back where the revision has run, and does so in other pods', () => {
    const conditions = [{ type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable' }];
    const found = judge(
      { ...moving, conditions },
      { replicaSets: [old, revision('new', 2, 3, 2)], pods: [pod(fresh, crashing)] },
    );
    assert.deepEqual([found.wayOut, found.othersRun], ['fix-template', true]);
  });

  it('names broken pods while it is paused', () => {
    const found = judge(moving, { pods: [pod(fresh, crashing)] }, { paused: true });
    assert.deepEqual([found.by, found.also], ['paused', ['new-abcde']]);
  });

  it('has nothing to go back to in its first revision', () => {
    const found = judge(moving, { replicaSets: [fresh], pods: [pod(fresh, crashing)] });
    assert.equal(short(found), 'stuck new-abcde crash-loop fix-template');
  });

  it('is stuck at a new pod that no node takes, for which going back is not the answer', () => {
    const unplaced = pod(fresh, unschedulable('0/3 nodes are available: 3 Insufficient memory.'));
    const { nodeName: _, ...spec } = unplaced.spec;
    const found = judge(moving, { pods: [{ ...unplaced, spec }] }, { strategy: { rollingUpdate: { maxSurge: 0 } } });
    assert.equal(short(found), 'stuck new-abcde unschedulable lower-request-or-add-node');
  });

  it('waits under Recreate for old pods that do not go', () => {
    const leaving = pod(old, { phase: 'Running' }, { deletionTimestamp: ago(60), finalizers: ['example.com/hold'] });
    const found = judge(moving, { pods: [leaving] }, { strategy: { type: 'Recreate' } });
    assert.equal(short(found), 'stuck old-abcde finalizer let-its-owner-finish');
    assert.equal(judge(moving, { pods: [leaving] }).verdict, 'progressing');
  });

  it('names the other pods that are broken', () => {
    const second = { ...pod(fresh, crashing), metadata: { ...pod(fresh, crashing).metadata, name: 'new-fghij' } };
    assert.deepEqual(judge(moving, { pods: [pod(fresh, crashing), second] }).also, ['new-fghij']);
  });

  it('is stuck past its deadline though no pod says why', () => {
    const deadline = { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', message: 'timed out' };
    const found = judge({ ...moving, conditions: [deadline] });
    assert.equal(short(found), 'stuck deadline undo');
    assert.deepEqual(found.evidence, ['ProgressDeadlineExceeded', 'timed out']);
  });

  it('is about a broken pod, paused or not, where nothing is left to roll out', () => {
    const complete = { observedGeneration: 1, replicas: 3, updatedReplicas: 3, readyReplicas: 2, availableReplicas: 2 };
    const conditions = [{ type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable' }];
    const found = judge(
      { ...complete, conditions },
      { replicaSets: [revision('new', 2, 3, 2)], pods: [pod(fresh, crashing)] },
      { paused: true },
    );
    assert.equal(short(found), 'stuck new-abcde crash-loop fix-template');
  });

  it('is not about pods that were evicted: each has a successor', () => {
    const evicted = pod(fresh, { phase: 'Failed', reason: 'Evicted' });
    assert.equal(short(judge(moving, { pods: [evicted] })), 'progressing');
  });

  it('waits until a pod on a lost node is made elsewhere, unless it never is', () => {
    const status = { phase: 'Running', conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: ago(60) }] };
    const silent = (seconds: number) => ({
      nodes: [
        {
          apiVersion: 'v1',
          kind: 'Node' as const,
          metadata: { name: 'node-1' },
          status: { conditions: [{ type: 'Ready', status: 'Unknown', lastTransitionTime: ago(seconds) }] },
        },
      ],
    });
    const found = judge(moving, { pods: [pod(fresh, status)], ...silent(100) });
    assert.equal(short(found), 'progressing new-abcde node-lost');
    assert.match(told(found), /In some minutes the pod is deleted and another made elsewhere\./);
    assert.equal(judge(moving, { pods: [pod(fresh, status)], ...silent(400) }).verdict, 'stuck');
  });

  it('is stuck between two pods that want one volume, and says how both can move', () => {
    const mounting = (of: ReplicaSet, status: PodStatus, nodeName: string): Pod => {
      const made = pod(of, status);
      const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
      return { ...made, spec: { ...made.spec, nodeName, volumes } };
    };
    const creating: PodStatus = {
      phase: 'Pending',
      conditions: [{ type: 'PodScheduled', status: 'True' }],
      containerStatuses: [
        { name: 'app', ready: false, restartCount: 0, state: { waiting: { reason: 'ContainerCreating' } } },
      ],
    };
    const waiting = mounting(fresh, creating, 'node-1');
    const holding = mounting(old, { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] }, 'node-2');
    const events = [eventAbout(waiting, 'FailedAttachVolume', 'Multi-Attach error for volume "pvc-1"', { now: NOW })];
    const found = judge(moving, { pods: [waiting, holding], events });
    assert.equal(short(found), 'stuck new-abcde mount-failed use-recreate');
    assert.match(told(found), /Set the strategy to Recreate/);
    assert.equal(judge(moving, { pods: [waiting], events }).wayOut, 'mend-mount');
    assert.equal(
      judge(moving, { pods: [waiting, holding], events }, { strategy: { type: 'Recreate' } }).wayOut,
      'mend-mount',
    );
  });

  it('has lost its controller when nobody has looked at a change for long', () => {
    const changed = deployment({}, { status: { observedGeneration: 0 } });
    const asked = (seconds: number) => ({
      ...changed.metadata,
      generation: 2,
      managedFields: [{ time: ago(seconds) }],
    });
    const found = (seconds: number) => judge({}, { deployment: { ...changed, metadata: asked(seconds) } });
    assert.equal(short(found(5)), 'progressing');
    assert.equal(short(found(60)), 'stuck controller-missing look-at-controller');
  });

  it('is not given where pods may not be read and the status leaves it open', () => {
    const found = judge(moving, { pods: undefined });
    assert.deepEqual([found.verdict, found.unknown], ['unknown', ['Pod']]);
    assert.deepEqual(found.evidence, ['updatedReplicas 1/3', 'availableReplicas 3/3']);
  });
});
