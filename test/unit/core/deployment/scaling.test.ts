import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { fencepostsOf } from '../../../../src/core/deployment/fenceposts.ts';
import type { ReplicaSet } from '../../../../src/core/deployment/model.ts';
import { sumStatus, sumWanted, wantedBy } from '../../../../src/core/deployment/replica-sets.ts';
import { isResized, newSize, resize, shrinkOld } from '../../../../src/core/deployment/scaling.ts';
import { deployment, replicaSet } from '../../../support/deployment.ts';

describe('the fenceposts of a rolling update', () => {
  it('round the surge up and what may be missing down', () => {
    assert.deepEqual(fencepostsOf(deployment({ replicas: 3 })), { surge: 1, unavailable: 0 });
    assert.deepEqual(fencepostsOf(deployment({ replicas: 10 })), { surge: 3, unavailable: 2 });
  });

  it('let one pod be missing when both come to nothing', () => {
    const rollingUpdate = { maxSurge: 0, maxUnavailable: '10%' };
    assert.deepEqual(fencepostsOf(deployment({ replicas: 3, strategy: { rollingUpdate } })), {
      surge: 0,
      unavailable: 1,
    });
  });

  it('never let more be missing than there are', () => {
    const rollingUpdate = { maxSurge: 0, maxUnavailable: 7 };
    assert.deepEqual(fencepostsOf(deployment({ replicas: 3, strategy: { rollingUpdate } })), {
      surge: 0,
      unavailable: 3,
    });
    assert.deepEqual(fencepostsOf(deployment({ replicas: 0 })), { surge: 0, unavailable: 0 });
  });

  it('do not stand where all pods are recreated', () => {
    assert.deepEqual(fencepostsOf(deployment({ strategy: { type: 'Recreate' } })), { surge: 0, unavailable: 0 });
  });
});

describe('a pass of a rolling update', () => {
  it('lets the new ReplicaSet grow as far as the surge allows', () => {
    const rolling = deployment({ replicas: 4 });
    const current = replicaSet('new', 1, 1);
    assert.equal(newSize(rolling, [replicaSet('old', 4, 4), current], current), 1);
    assert.equal(newSize(rolling, [replicaSet('old', 2, 2), current], current), 3);
    assert.equal(newSize(rolling, [current], current), 4);
  });

  it('takes the pods of old ReplicaSets that are not available first, oldest ReplicaSet first', () => {
    const rolling = deployment({ replicas: 4 });
    const old = [replicaSet('sick', 2, 0, { age: 2 }), replicaSet('fine', 3, 3, { age: 1 })];
    const sizes = shrinkOld(rolling, old, replicaSet('new', 0, 0)).map(({ set, to }) => `${set.metadata.name} ${to}`);
    assert.deepEqual(sizes, ['sick 0']);
  });

  it('takes available pods only as far as enough remain', () => {
    const rolling = deployment({ replicas: 4 });
    const old = [replicaSet('old', 4, 4)];
    const shrunk = shrinkOld(rolling, old, replicaSet('new', 1, 1)).map(({ to }) => to);
    assert.deepEqual(shrunk, [2]);
    assert.deepEqual(shrinkOld(deployment({ replicas: 3 }), [replicaSet('old', 3, 3)], replicaSet('new', 1, 0)), []);
  });

  it('takes nothing more once it gets to a ReplicaSet that has not removed its pods yet', () => {
    const rolling = deployment({ replicas: 4, strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 2 } } });
    const sick = replicaSet('sick', 2, 1, { age: 3 });
    const behind = replicaSet('behind', 1, 2, { age: 2 });
    const fine = replicaSet('fine', 3, 3, { age: 1 });
    const shrunk = (...old: ReplicaSet[]) =>
      shrinkOld(rolling, old, replicaSet('new', 0, 0)).map(({ set, to }) => `${set.metadata.name} ${to}`);
    assert.deepEqual(shrunk(sick, behind, fine), ['sick 1']);
    assert.deepEqual(shrunk(behind, fine), []);
    assert.deepEqual(shrunk(replicaSet('sick', 3, 0, { age: 3 }), replicaSet('behind', 0, 1, { age: 2 }), fine), [
      'sick 0',
      'fine 2',
    ]);
  });

  it('scales a ReplicaSet twice that gives up sick pods and then well ones', () => {
    const rolling = deployment({ replicas: 4, strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 2 } } });
    const steps = shrinkOld(rolling, [replicaSet('old', 4, 3)], replicaSet('new', 1, 0));
    assert.deepEqual(
      steps.map(({ set, to }) => [wantedBy(set), to]),
      [
        [4, 3],
        [3, 2],
      ],
    );
  });

  it('never leaves fewer available than promised, nor makes more than allowed, whatever the start', () => {
    const counts = fc.integer({ min: 0, max: 6 });
    const share = fc.oneof(
      fc.integer({ min: 0, max: 4 }),
      fc.integer({ min: 0, max: 100 }).map(n => `${n}%`),
    );
    const sets = fc.array(fc.tuple(counts, counts), { maxLength: 4 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        share,
        share,
        sets,
        fc.tuple(counts, counts),
        (replicas, maxSurge, maxUnavailable, olds, fresh) => {
          const rolling = deployment({ replicas, strategy: { rollingUpdate: { maxSurge, maxUnavailable } } });
          const old = olds.map(([wanted, available], index) =>
            replicaSet(`old-${index}`, wanted, Math.min(wanted, available), { age: index }),
          );
          const current = replicaSet('new', Math.min(fresh[0], replicas), Math.min(...fresh, replicas));
          const { surge, unavailable } = fencepostsOf(rolling);
          const all = [...old, current];
          const grown = newSize(rolling, all, current);
          assert.ok(grown >= wantedBy(current) && grown <= replicas);
          if (grown > wantedBy(current)) assert.ok(sumWanted(old) + grown <= replicas + surge);
          const shrunk = shrinkOld(rolling, old, current);
          const left =
            sumStatus([current], 'availableReplicas') +
            old.reduce((sum, set) => {
              const to = shrunk.findLast(scale => scale.set.metadata.name === set.metadata.name)?.to ?? wantedBy(set);
              return sum + Math.min(to, set.status?.availableReplicas ?? 0);
            }, 0);
          const before = sumStatus(all, 'availableReplicas');
          assert.ok(left >= Math.min(before, replicas - unavailable), `${left} of ${before} left`);
          assert.ok(shrunk.every(({ set, to }) => to >= 0 && to < wantedBy(set)));
        },
      ),
    );
  });
});

describe('a Deployment that is resized', () => {
  it('is known by what its ReplicaSets remember of its size', () => {
    assert.equal(isResized(deployment({ replicas: 4 }), [replicaSet('one', 3, 3, { desired: 3 })]), true);
    assert.equal(isResized(deployment({ replicas: 3 }), [replicaSet('one', 1, 1, { desired: 3 })]), false);
    assert.equal(isResized(deployment({ replicas: 4 }), [replicaSet('idle', 0, 0, { desired: 3 })]), false);
  });

  it('gives all to the only active ReplicaSet', () => {
    const current = replicaSet('new', 3, 3, { desired: 3 });
    const scales = resize(deployment({ replicas: 5 }), [replicaSet('old', 0, 0)], current);
    assert.deepEqual(scales, [{ set: current, to: 5 }]);
  });

  it('lets old ReplicaSets go when the new one is complete', () => {
    const current = replicaSet('new', 3, 3, { desired: 3 });
    const scales = resize(deployment({ replicas: 3 }), [replicaSet('old', 2, 2)], current);
    assert.deepEqual(
      scales.map(({ set, to }) => `${set.metadata.name} ${to}`),
      ['old 0'],
    );
  });

  it('grows in the middle of a rollout in proportion, the largest taking the rest', () => {
    const rolling = deployment({ replicas: 10, strategy: { rollingUpdate: { maxSurge: 2, maxUnavailable: 1 } } });
    const old = replicaSet('old', 4, 4, { desired: 5, most: 7, age: 1 });
    const current = replicaSet('new', 3, 1, { desired: 5, most: 7 });
    const sizes = resize(rolling, [old], current).map(({ set, to }) => `${set.metadata.name} ${to}`);
    assert.deepEqual(sizes, ['old 7', 'new 5']);
  });

  it('shrinks to nothing when it wants nothing', () => {
    const scales = resize(
      deployment({ replicas: 0 }),
      [replicaSet('old', 2, 2, { most: 4 })],
      replicaSet('new', 2, 1, { most: 4 }),
    );
    assert.deepEqual(
      scales.map(({ to }) => to),
      [0, 0],
    );
  });

  it('comes out at its size and surge whatever the shares were', () => {
    const size = fc.integer({ min: 1, max: 20 });
    fc.assert(
      fc.property(size, fc.array(size, { minLength: 2, maxLength: 5 }), (after, shares) => {
        const rolling = deployment({ replicas: after });
        const most = shares.reduce((sum, wanted) => sum + wanted, 0);
        const [first, ...others] = shares.map((wanted, index) =>
          replicaSet(`rs-${index}`, wanted, wanted - 1, { desired: most - 1, most, age: index }),
        );
        const scales = resize(rolling, others, first);
        assert.equal(
          scales.reduce((sum, { to }) => sum + to, 0),
          after + fencepostsOf(rolling).surge,
        );
        assert.ok(scales.every(({ to }) => to >= 0));
      }),
    );
  });
});
