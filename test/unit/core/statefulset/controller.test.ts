import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decide, type World } from '../../../../src/core/statefulset/controller.ts';
import { revisionOf } from '../../../../src/core/statefulset/identity.ts';
import type { Pod, PodStatus, StatefulSetSpec } from '../../../../src/core/statefulset/model.ts';
import {
  empty,
  imagePullBackOff,
  moves,
  NOW,
  podNamed,
  set,
  settled,
  unready,
  withImage,
  withoutPod,
  withPodStatus,
  withSpec,
} from '../../../support/statefulset.ts';

const terminating = (world: World, name: string): World => ({
  ...world,
  pods: world.pods.map(pod =>
    pod.metadata.name === name
      ? { ...pod, metadata: { ...pod.metadata, deletionTimestamp: '2026-01-01T12:00:00Z' } }
      : pod,
  ),
});

const change = (world: World, spec: Partial<StatefulSetSpec>): World => ({ ...world, set: withSpec(world, spec) });
const newImage = (world: World, image = 'app:v2'): World => ({ ...world, set: withImage(world, image) });
const failed: PodStatus = { phase: 'Failed' };

describe('creating pods in order', () => {
  it('starts with the revision, the claim and the first pod', () => {
    assert.deepEqual(moves(empty(set())), ['create revision 1', 'create data-web-0', 'create web-0']);
  });

  it('waits for a pod to be ready before it creates the next', () => {
    const world = withPodStatus(withoutPod(settled(set({ replicas: 2 })), 'web-1'), 'web-0', { phase: 'Pending' });
    assert.deepEqual(moves(world), []);
    assert.deepEqual(decide(world).waits, { for: 'ready', pod: 'web-0', during: 'create' });
  });

  it('rests when every pod is ready', () => {
    const world = settled(set());
    assert.deepEqual(moves(world), []);
    assert.equal(decide(world).waits, undefined);
    assert.equal(decide(world).statusChanged, false);
  });

  it('fills a gap below pods that exist', () => {
    assert.deepEqual(moves(withoutPod(settled(set()), 'web-1')), ['create web-1']);
  });

  it('waits while a pod is on its way out', () => {
    const world = terminating(settled(set()), 'web-1');
    assert.deepEqual(moves(world), []);
    assert.deepEqual(decide(world).waits, { for: 'gone', pod: 'web-1', during: 'create' });
  });

  it('deletes a pod that failed or succeeded, once', () => {
    const world = withPodStatus(settled(set()), 'web-1', failed);
    assert.deepEqual(moves(world), ['delete web-1 (finished)']);
    assert.deepEqual(moves(withPodStatus(settled(set()), 'web-1', { phase: 'Succeeded' })), [
      'delete web-1 (finished)',
    ]);
    assert.deepEqual(moves(terminating(world, 'web-1')), []);
  });

  it('does nothing but count when the set itself is being deleted', () => {
    const world = withoutPod(settled(set()), 'web-1');
    const metadata = { ...world.set.metadata, deletionTimestamp: '2026-01-01T12:00:00Z' };
    const decision = decide({ ...world, set: { ...world.set, metadata } });
    assert.deepEqual(decision.moves, []);
    assert.equal(decision.status.replicas, 2);
  });
});

describe('creating pods in parallel', () => {
  it('creates all of them and their claims in one pass', () => {
    assert.deepEqual(moves(empty(set({ replicas: 2, podManagementPolicy: 'Parallel' }))), [
      'create revision 1',
      'create data-web-0',
      'create web-0',
      'create data-web-1',
      'create web-1',
    ]);
  });

  it('does not wait for a pod that is not ready', () => {
    const world = withPodStatus(settled(set({ podManagementPolicy: 'Parallel' })), 'web-0', unready);
    assert.deepEqual(moves(withoutPod(world, 'web-2')), ['create web-2']);
  });
});

describe('a claim in the way', () => {
  it('is created for a pending pod that lost it', () => {
    const world = withPodStatus(settled(set()), 'web-0', { phase: 'Pending' });
    const claims = new Map(world.claims);
    claims.delete('data-web-0');
    assert.deepEqual(moves({ ...world, claims }), ['create data-web-0']);
  });

  it('is not created again for a pod that runs', () => {
    const world = settled(set());
    assert.deepEqual(moves({ ...world, claims: new Map() }), []);
  });

  it('makes creation fail while it is being deleted', () => {
    const world = withoutPod(settled(set()), 'web-1');
    const claim = world.claims.get('data-web-1');
    assert.ok(claim);
    const metadata = { ...claim.metadata, deletionTimestamp: '2026-01-01T12:00:00Z' };
    const claims = new Map(world.claims).set('data-web-1', { ...claim, metadata });
    assert.deepEqual(moves({ ...world, claims }), ['fail create web-1: data-web-1']);
    assert.deepEqual(decide({ ...world, claims }).waits, { for: 'claim-gone', pod: 'web-1', during: 'create' });
  });

  it('of an earlier pod of the same name stops creation without a word', () => {
    const world = withoutPod(settled(set({ persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' } })), 'web-1');
    const claim = world.claims.get('data-web-1');
    assert.ok(claim);
    const ownerReferences = [{ apiVersion: 'v1', kind: 'Pod', name: 'web-1', uid: 'earlier', controller: true }];
    const claims = new Map(world.claims).set('data-web-1', {
      ...claim,
      metadata: { ...claim.metadata, ownerReferences },
    });
    assert.deepEqual(moves({ ...world, claims }), []);
    assert.deepEqual(decide({ ...world, claims }).waits, { for: 'stale-claim', pod: 'web-1', during: 'create' });
  });
});

describe('scaling down', () => {
  it('deletes the highest pod and waits until it is gone', () => {
    const world = change(settled(set({ replicas: 4 })), { replicas: 2 });
    assert.deepEqual(moves(world), ['delete web-3 (scaled-down)']);
    assert.deepEqual(moves(terminating(world, 'web-3')), []);
    assert.deepEqual(moves(withoutPod(world, 'web-3')), ['delete web-2 (scaled-down)']);
  });

  it('deletes all at once in a parallel set', () => {
    const world = change(settled(set({ replicas: 4, podManagementPolicy: 'Parallel' })), { replicas: 2 });
    assert.deepEqual(moves(world), ['delete web-3 (scaled-down)', 'delete web-2 (scaled-down)']);
  });

  it('deletes an unready pod if nothing else is unavailable', () => {
    const world = change(withPodStatus(settled(set()), 'web-2', unready), { replicas: 2 });
    assert.deepEqual(moves(world), ['delete web-2 (scaled-down)']);
  });

  it('is blocked by the lower of two unready pods', () => {
    const two = withPodStatus(withPodStatus(settled(set({ replicas: 4 })), 'web-2', unready), 'web-3', unready);
    const world = change(two, { replicas: 2 });
    assert.deepEqual(moves(world), []);
    assert.deepEqual(decide(world).waits, { for: 'ready', pod: 'web-2', during: 'scale-down' });
  });

  it('removes the ordinals below a start that was raised, after the new ones are there', () => {
    const world = change(settled(set({ replicas: 2 })), { ordinals: { start: 1 } });
    assert.deepEqual(moves(world), ['create data-web-2', 'create web-2']);
    const raised = settled(world.set, world);
    assert.deepEqual(raised.pods.map(pod => pod.metadata.name).sort(), ['web-1', 'web-2']);
  });
});

describe('updating', () => {
  it('deletes the highest outdated pod first, one at a time', () => {
    assert.deepEqual(moves(newImage(settled(set()))), ['create revision 2', 'delete web-2 (outdated)']);
  });

  it('leaves pods below the partition alone', () => {
    const world = newImage(
      settled(set({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 3 } } })),
    );
    assert.deepEqual(moves(world), ['create revision 2']);
  });

  it('brings a deleted pod back at the revision of its side of the partition', () => {
    const held = { type: 'RollingUpdate', rollingUpdate: { partition: 1 } };
    const before = settled(set());
    const canary = settled(withImage(before, 'app:v2', { updateStrategy: held }), before);
    const { currentRevision, updateRevision } = decide(canary);
    const created = (name: string): Pod[] =>
      decide(withoutPod(canary, name)).moves.flatMap(move => (move.do === 'create-pod' ? [move.pod] : []));
    assert.deepEqual(created('web-0').map(revisionOf), [currentRevision]);
    assert.deepEqual(created('web-1').map(revisionOf), [updateRevision]);
    assert.notEqual(currentRevision, updateRevision);
  });

  it('brings a pod back at the current revision by the count of the status where rollingUpdate is absent', () => {
    const before = settled(set({ updateStrategy: { type: 'RollingUpdate' } }));
    const world = newImage(before);
    const [create] = decide(withoutPod(world, 'web-0')).moves.filter(move => move.do === 'create-pod');
    assert.equal(create?.do === 'create-pod' ? create.revision : '', before.set.status?.currentRevision);
  });

  it('waits at an updated pod that is not ready, in a parallel set too', () => {
    const before = settled(set({ podManagementPolicy: 'Parallel' }));
    const half = withPodStatus(settledUntil(newImage(before), 'web-2'), 'web-2', unready);
    assert.deepEqual(moves(half), []);
    assert.deepEqual(decide(half).waits, { for: 'ready', pod: 'web-2', during: 'update' });
  });

  it('replaces an outdated pod whatever its health once it gets to it', () => {
    const before = settled(set({ podManagementPolicy: 'Parallel' }));
    const world = withPodStatus(newImage(before), 'web-2', imagePullBackOff);
    assert.deepEqual(moves(world), ['create revision 2', 'delete web-2 (outdated)']);
  });

  it('never reaches an outdated pod behind one that is not ready when pods are managed in order', () => {
    const world = withPodStatus(newImage(settled(set())), 'web-0', imagePullBackOff);
    assert.deepEqual(moves(world), ['create revision 2']);
    assert.deepEqual(decide(world).waits, { for: 'ready', pod: 'web-0', during: 'create' });
  });

  it('touches nothing under OnDelete', () => {
    assert.deepEqual(moves(newImage(settled(set({ updateStrategy: { type: 'OnDelete' } })))), ['create revision 2']);
  });

  it('counts the pod it deletes out of the current ones in the same pass', () => {
    const { status } = decide(newImage(settled(set())));
    assert.deepEqual([status.currentReplicas, status.updatedReplicas], [2, 0]);
  });
});

describe('maxUnavailable', () => {
  const two = { type: 'RollingUpdate', rollingUpdate: { partition: 0, maxUnavailable: 2 } };
  const features = { maxUnavailable: true };

  it('is ignored while its gate is off', () => {
    assert.deepEqual(moves(newImage(settled(set({ updateStrategy: two })))), [
      'create revision 2',
      'delete web-2 (outdated)',
    ]);
  });

  it('lets that many pods go together with the gate on', () => {
    assert.deepEqual(moves({ ...newImage(settled(set({ updateStrategy: two }))), features }), [
      'create revision 2',
      'delete web-2 (outdated)',
      'delete web-1 (outdated)',
    ]);
  });

  it('counts pods that are unavailable already, wherever they are', () => {
    const parallel = settled(set({ updateStrategy: two, podManagementPolicy: 'Parallel' }));
    const world = { ...withPodStatus(newImage(parallel), 'web-0', unready), features };
    assert.deepEqual(moves(world), ['create revision 2', 'delete web-2 (outdated)']);
  });

  it('replaces no broken pod of a Parallel set once so many are down, up to 1.36, and every one of them since 1.37', () => {
    const parallel = newImage(settled(set({ updateStrategy: two, podManagementPolicy: 'Parallel' })));
    const broken = withPodStatus(withPodStatus(parallel, 'web-0', unready), 'web-1', unready);
    assert.deepEqual(moves({ ...broken, features }), ['create revision 2']);
    assert.deepEqual(moves({ ...broken, features: { ...features, replacesUnavailable: true } }), [
      'create revision 2',
      'delete web-1 (outdated)',
      'delete web-0 (outdated)',
    ]);
  });

  it('rounds a percentage down, but never below one', () => {
    const percent = (value: string) => ({
      ...newImage(
        settled(
          set({
            replicas: 5,
            updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0, maxUnavailable: value } },
          }),
        ),
      ),
      features,
    });
    assert.equal(moves(percent('59%')).length, 1 + 2);
    assert.equal(moves(percent('1%')).length, 1 + 1);
  });
});

describe('minReadySeconds', () => {
  it('holds the next pod back until the time is over, and says when to look again', () => {
    const slow = settled(set({ replicas: 2, minReadySeconds: 30 }));
    const since = new Date(NOW - 10_000).toISOString();
    const status = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: since }] };
    const world = { ...withPodStatus(withoutPod(slow, 'web-1'), 'web-0', status), now: NOW };
    assert.deepEqual(moves(world), []);
    assert.deepEqual(decide(world).waits, { for: 'available', pod: 'web-0', during: 'create' });
    assert.equal(decide(world).again, 20_000);
    assert.deepEqual(moves({ ...world, now: NOW + 20_000 }), ['create web-1']);
  });
});

describe('retention of claims', () => {
  for (const [whenScaled, whenDeleted, inRange, condemned] of [
    ['Retain', 'Retain', [], []],
    ['Retain', 'Delete', ['StatefulSet'], ['StatefulSet']],
    ['Delete', 'Retain', [], ['Pod']],
    ['Delete', 'Delete', ['StatefulSet'], ['Pod']],
  ] as const)
    it(`${whenScaled} when scaled and ${whenDeleted} when deleted`, () => {
      const before = settled(set({ replicas: 2, persistentVolumeClaimRetentionPolicy: { whenScaled, whenDeleted } }));
      const owners = (world: World, claim: string) =>
        (world.claims.get(claim)?.metadata.ownerReferences ?? []).map(owner => owner.kind);
      assert.deepEqual(owners(before, 'data-web-1'), inRange);
      const scaled = decide(change(before, { replicas: 1 }));
      const given = scaled.moves.find(move => move.do === 'update-claim-owners');
      const after = given?.do === 'update-claim-owners' ? (given.claim.metadata.ownerReferences ?? []) : undefined;
      assert.deepEqual(after?.map(owner => owner.kind) ?? owners(before, 'data-web-1'), condemned);
    });

  it('takes the owner away again when the policy goes back to Retain', () => {
    const before = settled(set({ replicas: 1, persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } }));
    assert.deepEqual(moves(change(before, { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain' } })), [
      'give data-web-0 to nobody',
      'update web-0',
    ]);
  });

  it('leaves a claim alone that another controller owns, and warns', () => {
    const before = settled(set({ replicas: 1 }));
    const claim = before.claims.get('data-web-0');
    assert.ok(claim);
    const ownerReferences = [{ apiVersion: 'x/v1', kind: 'Backup', name: 'b', uid: 'b', controller: true }];
    const claims = new Map([['data-web-0', { ...claim, metadata: { ...claim.metadata, ownerReferences } }]]);
    const world = change({ ...before, claims }, { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } });
    assert.deepEqual(moves(world), []);
    const pending = withPodStatus(world, 'web-0', { phase: 'Pending' });
    assert.deepEqual(moves(pending), ['warn data-web-0']);
  });
});

describe('identity', () => {
  it('gives a pod its names, labels and claims over what the template says', () => {
    const template = set().spec.template;
    const other = set({
      template: {
        metadata: { labels: { app: 'web', 'apps.kubernetes.io/pod-index': '9' } },
        spec: { ...template.spec, hostname: 'mine', volumes: [{ name: 'data' }, { name: 'tmp' }] },
      },
    });
    const pod = podNamed(settled(other), 'web-2');
    assert.equal(pod.metadata.labels?.['apps.kubernetes.io/pod-index'], '2');
    assert.equal(pod.metadata.labels?.['statefulset.kubernetes.io/pod-name'], 'web-2');
    assert.deepEqual([pod.spec.hostname, pod.spec.subdomain], ['web-2', 'web']);
    assert.deepEqual(pod.spec.volumes, [
      { name: 'data', persistentVolumeClaim: { claimName: 'data-web-2' } },
      { name: 'tmp' },
    ]);
  });

  it('tries to repair an adopted pod that mounts no claim', () => {
    const world = settled(set({ replicas: 1 }));
    const pod = podNamed(world, 'web-0');
    const adopted = { ...pod, spec: { ...pod.spec, volumes: [] } };
    assert.deepEqual(moves({ ...world, pods: [adopted] }), ['update web-0']);
  });
});

describe('status and revisions', () => {
  it('makes the update revision current once every pod is updated and ready', () => {
    const after = settled(newImage(settled(set())).set, settled(set()));
    assert.equal(after.set.status?.currentRevision, after.set.status?.updateRevision);
    assert.equal(after.set.status?.currentReplicas, 3);
  });

  it('keeps the old revision current while the partition holds pods', () => {
    const before = settled(set());
    const strategy = { type: 'RollingUpdate', rollingUpdate: { partition: 2 } };
    const { status } = settled(withImage(before, 'app:v2', { updateStrategy: strategy }), before).set;
    assert.notEqual(status?.currentRevision, status?.updateRevision);
    assert.deepEqual([status?.currentReplicas, status?.updatedReplicas], [2, 1]);
  });

  it('takes up an older revision with the same template and gives it the next number', () => {
    const first = settled(set());
    const second = settled(withImage(first, 'app:v2'), first);
    assert.deepEqual(moves({ ...second, set: withImage(second, 'app:v1') }).slice(0, 1), ['renumber to 3']);
  });

  it('keeps the history limit and what is in use', () => {
    let world = settled(set({ revisionHistoryLimit: 1 }));
    for (const image of ['app:v2', 'app:v3', 'app:v4']) world = settled(withImage(world, image), world);
    assert.deepEqual(world.revisions.map(revision => revision.revision).sort(), [3, 4]);
  });

  it('keeps every revision under a negative limit', () => {
    let world = settled(set({ revisionHistoryLimit: -1 }));
    for (const image of ['app:v2', 'app:v3', 'app:v4']) world = settled(withImage(world, image), world);
    assert.equal(world.revisions.length, 4);
  });
});

/** Runs a rollout only until this pod was created again. */
function settledUntil(world: World, name: string): World {
  const after = settled(world.set, world);
  const updated = podNamed(after, name);
  return {
    ...world,
    set: { ...world.set, status: decide(world).status },
    revisions: after.revisions,
    pods: world.pods.map(pod => (pod.metadata.name === name ? updated : pod)),
  };
}

it('a set that wants two thousand million pods does not exhaust the memory', () => {
  assert.deepEqual(moves(empty(set({ replicas: 2_000_000_000 }))).slice(-1), ['create web-0']);
});
