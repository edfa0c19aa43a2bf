import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decide, type World } from '../../../../src/core/statefulset/controller.ts';
import { revisionOf } from '../../../../src/core/statefulset/identity.ts';
import type { Pod } from '../../../../src/core/statefulset/model.ts';
import {
  imagePullBackOff,
  moves,
  newImage,
  podNamed,
  set,
  settled,
  unready,
  withImage,
  withoutPod,
  withPodStatus,
} from '../../../support/statefulset.ts';

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
