import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { batchOf, isMadeAfter, statusWithout } from '../../../../src/core/statefulset/batches.ts';
import { decide, type Move } from '../../../../src/core/statefulset/controller.ts';
import { makePass, modelOf } from '../../../../src/core/statefulset/model-cluster.ts';
import {
  change,
  empty,
  moves,
  set,
  settled,
  unready,
  withImage,
  withoutPod,
  withPodStatus,
} from '../../../support/statefulset.ts';

const inParallel = set({ replicas: 8, podManagementPolicy: 'Parallel', volumeClaimTemplates: [] });

describe('pods managed in parallel', () => {
  it('are seen to in batches of 1, 2, 4 and so on, 500 at most', () => {
    const firsts = Array.from({ length: 2_000 }, (_, index) => index).filter(
      index => index > 0 && batchOf(index) !== batchOf(index - 1),
    );
    assert.deepEqual(firsts, [1, 3, 7, 15, 31, 63, 127, 255, 511, 1_011, 1_511]);
  });

  it('are made with the others of a batch in which one fails, and later batches are left for another pass', () => {
    const world = empty(set({ replicas: 5, podManagementPolicy: 'Parallel' }));
    const claim = settled(set()).claims.get('data-web-1');
    assert.ok(claim);
    const going = { ...claim, metadata: { ...claim.metadata, deletionTimestamp: '2026-01-01T12:00:00Z' } };
    assert.deepEqual(moves({ ...world, claims: new Map([['data-web-1', going]]) }).slice(1), [
      'create data-web-0',
      'create web-0',
      'fail create web-1: data-web-1',
      'create data-web-2',
      'create web-2',
    ]);
  });

  it('get what is left to do in the batch of a refused pod, and nothing of later batches and phases', () => {
    const world = change(withoutPod(withoutPod(settled(inParallel), 'web-1'), 'web-4'), { replicas: 7 });
    const { moves: all } = decide(withPodStatus(world, 'web-2', { phase: 'Failed' }));
    const [refused] = all;
    assert.ok(refused);
    assert.deepEqual(told(all), ['web-1', 'web-2', 'web-4', 'web-7']);
    assert.deepEqual(told(all.filter(move => move !== refused && isMadeAfter(world.set, [refused], move))), ['web-2']);
    assert.equal(isMadeAfter(world.set, [refused], refused), false);
  });

  it('are not updated in a pass in which one of them is refused', () => {
    const outdated: Move = { do: 'delete-pod', pod: 'web-2', because: 'outdated' };
    const refused: Move = { do: 'fail', pod: 'web-1', claims: ['data-web-1'], verb: 'create' };
    assert.equal(isMadeAfter(inParallel, [refused], outdated), false);
    assert.equal(isMadeAfter(inParallel, [], outdated), true);
  });
});

it('a pod that the update could not get to is counted as current', () => {
  const before = settled(set({ podManagementPolicy: 'Parallel' }));
  const world = withoutPod({ ...before, set: withImage(before, 'app:v2') }, 'web-0');
  const decision = decide(world);
  const { currentReplicas } = decision.status;
  assert.deepEqual(told(decision.moves), ['web-0', 'web-2']);
  assert.equal(statusWithout(decision, decision.moves).currentReplicas, currentReplicas);
  assert.equal(statusWithout(decision, []).currentReplicas, (currentReplicas ?? 0) + 1);
  const model = modelOf({ ...world, taken: new Set(['web-0']) });
  makePass(model);
  assert.equal(model.set.status?.currentReplicas, 2);
});

it('a pod that is refused ends the pass of a set that is managed in order', () => {
  const world = withPodStatus(settled(set()), 'web-1', unready);
  const refused: Move = { do: 'fail', pod: 'web-1', claims: ['data-web-1'] };
  assert.equal(isMadeAfter(world.set, [refused], { do: 'delete-pod', pod: 'web-2', because: 'finished' }), false);
});

function told(all: readonly Move[]): string[] {
  return all.flatMap(move =>
    move.do === 'create-pod' ? move.pod.metadata.name : move.do === 'delete-pod' ? move.pod : [],
  );
}
