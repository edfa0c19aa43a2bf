import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decide, type World } from '../../src/core/statefulset/controller.ts';
import type { OwnerReference, Pod, PodStatus } from '../../src/core/statefulset/model.ts';
import { revisionData } from '../../src/core/statefulset/revision.ts';
import { type Branch, branches } from '../support/branches.ts';
import { RecordedCluster, recordings, timeOf } from '../support/recording.ts';
import {
  empty,
  imagePullBackOff,
  NOW,
  podNamed,
  set,
  settled,
  unready,
  withImage,
  withoutPod,
  withPodStatus,
  withSpec,
} from '../support/statefulset.ts';

/**
 * Every branch of the brain stands on a fact. Most facts were seen in recordings of a real controller; those that no recording shows stand
 * here with a world in which the brain takes them, so that the list of what only the text of the facts vouches for is complete.
 */
const unrecorded: Readonly<Record<string, () => World>> = {
  'a revision from before 1.34 is the same but for a null': () => {
    const world = settled(set());
    return { ...world, revisions: world.revisions.map(revision => ({ ...revision, data: withNull(world) })) };
  },
  'the name of a revision is taken by other data': () => {
    const taken = decide(empty(set())).updateRevision;
    const [revision] = settled(set({ image: 'app:other' })).revisions;
    assert.ok(revision);
    return { ...empty(set()), revisions: [{ ...revision, metadata: { ...revision.metadata, name: taken } }] };
  },
  'a pod that failed or succeeded is deleted': () => withPodStatus(settled(set()), 'web-1', { phase: 'Failed' }),
  'a pod that failed or succeeded is waited for while it goes': () =>
    going(withPodStatus(settled(set()), 'web-1', { phase: 'Succeeded' }), 'web-1'),
  'the claim of an earlier pod stops its successor': () => {
    const deleting = settled(set({ persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' } }));
    return owned(withoutPod(deleting, 'web-1'), 'data-web-1', { kind: 'Pod', name: 'web-1', uid: 'earlier' });
  },
  'a claim that is being deleted makes creation fail': () =>
    claimGoing(withoutPod(settled(set()), 'web-1'), 'data-web-1'),
  'a claim that is being deleted makes a pass fail at its pending pod': () =>
    claimGoing(withPodStatus(settled(set()), 'web-1', { phase: 'Pending' }), 'data-web-1'),
  'the name label of a pod is repaired': () =>
    withPod(settled(set()), 'web-1', pod => ({
      ...pod,
      metadata: { ...pod.metadata, labels: without(pod.metadata.labels ?? {}, 'statefulset.kubernetes.io/pod-name') },
    })),
  'the volumes of an adopted pod are repaired': () =>
    withPod(settled(set()), 'web-1', pod => ({ ...pod, spec: { ...pod.spec, volumes: [] } })),
  'claims become nobody’s': () => {
    const before = settled(set({ persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } }));
    return { ...before, set: withSpec(before, { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain' } }) };
  },
  'claims become the set’s': () => {
    const before = settled(set());
    return { ...before, set: withSpec(before, { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } }) };
  },
  'a claim of an earlier set or pod is not touched': () => {
    const before = settled(set({ replicas: 1 }));
    const stale = owned(before, 'data-web-0', { kind: 'StatefulSet', name: 'web', uid: 'earlier' });
    return { ...stale, set: withSpec(stale, { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } }) };
  },
  'a claim that another controller owns raises a warning': () => {
    const policy = { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } };
    const before = withPodStatus(settled(set({ replicas: 1, ...policy })), 'web-0', { phase: 'Pending' });
    return owned(before, 'data-web-0', { kind: 'Backup', name: 'nightly', uid: 'backup' });
  },
  'a condemned pod that is not ready waits for the one below it': () => {
    const two = withPodStatus(withPodStatus(settled(set({ replicas: 4 })), 'web-2', unready), 'web-3', unready);
    return { ...two, set: withSpec(two, { replicas: 2 }) };
  },
  'a condemned pod that is not available waits for the one below it': () => {
    const four = settled(set({ replicas: 4, minReadySeconds: 30 }));
    const two = withPodStatus(withPodStatus(four, 'web-2', readyAt(four.now)), 'web-3', unready);
    return { ...two, set: withSpec(two, { replicas: 2 }) };
  },
  'pods below a raised start are condemned': () => {
    const before = settled(set({ replicas: 2 }));
    const raised = { ...before, set: withSpec(before, { ordinals: { start: 1 } }) };
    const pod = podNamed(before, 'web-1');
    const name = 'web-2';
    const labels = { ...pod.metadata.labels, 'statefulset.kubernetes.io/pod-name': name };
    const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data-web-2' } }];
    const next = { ...pod, metadata: { ...pod.metadata, name, uid: 'next', labels }, spec: { ...pod.spec, volumes } };
    return { ...raised, pods: [...raised.pods, next] };
  },
  'an outdated pod is deleted though it is not available': () => {
    const before = settled(set({ podManagementPolicy: 'Parallel' }));
    return withPodStatus({ ...before, set: withImage(before, 'app:v2') }, 'web-2', imagePullBackOff);
  },
  'with the gate on, several pods are updated together': () => gated(2),
  'with the gate on, too many pods down stop the update': () => withPodStatus(gated(1), 'web-0', unready),
  'with the gate on, since 1.37, pods that are down are updated though too many are': () => ({
    ...withPodStatus(gated(1), 'web-0', unready),
    features: { maxUnavailable: true, replacesUnavailable: true },
  }),
  'without rollingUpdate the count of the status decides the revision': () => {
    const before = settled(set({ updateStrategy: { type: 'RollingUpdate' } }));
    return withoutPod({ ...before, set: withImage(before, 'app:v2') }, 'web-0');
  },
  'without replicas a revision becomes the current one at once': () => {
    const before = settled(set({ replicas: 0 }));
    return { ...before, set: withImage(before, 'app:v2') };
  },
  'revisions beyond the limit are removed': () => {
    const first = settled(set({ revisionHistoryLimit: 0 }));
    const second = settled(withImage(first, 'app:v2'), first);
    return { ...second, revisions: [...first.revisions, ...second.revisions] };
  },
  'a negative limit keeps all revisions': () => {
    const first = settled(set({ revisionHistoryLimit: -1 }));
    return settled(withImage(first, 'app:v2'), first);
  },
};

describe('each branch of the brain is taken', () => {
  const recorded = takenInRecordings();
  for (const branch of branches) {
    const world = unrecorded[branch.name];
    if (world === undefined)
      it(`${branch.fact}: ${branch.name} (recorded)`, () => {
        assert.ok(recorded.has(branch.name), 'no recording takes it: give it a world of its own');
      });
    else
      it(`${branch.fact}: ${branch.name} (by the text of the facts only)`, () => {
        assert.ok(taken(branch, world()), 'its own world does not take it');
        assert.ok(!recorded.has(branch.name), 'a recording takes it: it needs no world of its own any more');
      });
  }

  it('and every world here belongs to a branch', () => {
    const names = new Set(branches.map(branch => branch.name));
    assert.deepEqual(
      Object.keys(unrecorded).filter(name => !names.has(name)),
      [],
    );
  });
});

function takenInRecordings(): ReadonlySet<string> {
  const left = new Set(branches);
  for (const recording of recordings()) {
    const cluster = new RecordedCluster();
    for (const event of recording.events) {
      // Recorded times have whole seconds.
      for (const slack of [0, 1_000]) {
        const world = cluster.world(timeOf(recording, event) + slack);
        if (world === undefined) continue;
        for (const branch of left) if (taken(branch, world)) left.delete(branch);
      }
      cluster.apply(event);
    }
  }
  return new Set(branches.filter(branch => !left.has(branch)).map(branch => branch.name));
}

function taken(branch: Branch, world: World): boolean {
  return branch.taken(world, decide(world));
}

function withNull(world: World): object {
  const { template } = world.set.spec;
  const metadata: object = { creationTimestamp: null, ...template.metadata };
  return revisionData({ ...template, metadata });
}

function gated(maxUnavailable: number): World {
  const strategy = { type: 'RollingUpdate', rollingUpdate: { partition: 0, maxUnavailable } };
  const before = settled(set({ podManagementPolicy: 'Parallel', updateStrategy: strategy }));
  return { ...before, set: withImage(before, 'app:v2'), features: { maxUnavailable: true } };
}

function readyAt(time: number): PodStatus {
  const lastTransitionTime = new Date(time - 1_000).toISOString();
  return { phase: 'Running', conditions: [{ type: 'Ready', status: 'True', lastTransitionTime }] };
}

function withPod(world: World, name: string, change: (pod: Pod) => Pod): World {
  return { ...world, pods: world.pods.map(pod => (pod.metadata.name === name ? change(pod) : pod)) };
}

function going(world: World, name: string): World {
  const deletionTimestamp = new Date(NOW).toISOString();
  return withPod(world, name, pod => ({ ...pod, metadata: { ...pod.metadata, deletionTimestamp } }));
}

function claimGoing(world: World, name: string): World {
  const claim = world.claims.get(name);
  assert.ok(claim);
  const metadata = { ...claim.metadata, deletionTimestamp: new Date(NOW).toISOString() };
  return { ...world, claims: new Map(world.claims).set(name, { ...claim, metadata }) };
}

function owned(world: World, name: string, owner: Pick<OwnerReference, 'kind' | 'name' | 'uid'>): World {
  const claim = world.claims.get(name);
  assert.ok(claim);
  const metadata = { ...claim.metadata, ownerReferences: [{ apiVersion: 'v1', controller: true, ...owner }] };
  return { ...world, claims: new Map(world.claims).set(name, { ...claim, metadata }) };
}

function without(labels: Readonly<Record<string, string>>, key: string): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([other]) => other !== key));
}
