import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { World } from '../../../../src/core/statefulset/decision.ts';
import { type Change, plan } from '../../../../src/core/statefulset/plan.ts';
import { planLines, podRanges } from '../../../../src/core/statefulset/plan-lines.ts';
import { speaker } from '../../../../src/words/words.ts';
import { imagePullBackOff, set, settled, withImage, withPodStatus, withSpec } from '../../../support/statefulset.ts';

const say = speaker();

/** The plan as a person reads it. */
function read(before: World, change: Change): string[] {
  const { steps, stays, claims, notes } = planLines(plan(before, change), 'web');
  return [...steps, ...stays, ...claims, ...notes].map(say.data);
}

describe('a plan, as a person reads it', () => {
  const before = settled(set({ replicas: 5 }));
  const held = { type: 'RollingUpdate', rollingUpdate: { partition: 3 } };

  it('tells a canary in one line a pod', () => {
    assert.deepEqual(read(before, { kind: 'spec', set: withImage(before, 'app:v2', { updateStrategy: held }) }), [
      'web-4: deleted and created again, revision 1 → 2',
      'web-3: deleted and created again, revision 1 → 2',
      'web-0…web-2: held at the old revision by the partition',
      'Ready now: 5. On the way never fewer than 4.',
    ]);
  });

  it('tells a scale-up with its claims', () => {
    assert.deepEqual(read(before, { kind: 'spec', set: withSpec(before, { replicas: 6 }) }), [
      'web-5: created at revision 1, with new claim data-web-5',
      'web-0…web-4: already at the new revision',
      'New claims: data-web-5',
    ]);
  });

  it('tells that the data stays when the set goes', () => {
    const lines = read(settled(set({ replicas: 1 })), { kind: 'delete-set', propagation: 'Background' });
    assert.deepEqual(lines, [
      'web-0: deleted with its StatefulSet',
      'Kept with their data, though no pod uses them then: data-web-0',
      'Ready now: 1. On the way never fewer than 0.',
    ]);
  });

  it('tells a pod that comes back at its revision', () => {
    assert.equal(
      read(before, { kind: 'delete-pods', pods: ['web-1'] })[0],
      'web-1: deleted and created again at the same revision 1',
    );
  });

  it('tells where it would stop', () => {
    const first = settled(set());
    const broken = withPodStatus(first, 'web-1', imagePullBackOff);
    assert.deepEqual(read(broken, { kind: 'spec', set: withImage(broken, 'app:v2') }), [
      'web-0…web-2: stay at the old revision, because the rollout does not get to them',
      'It stops at web-1, which is not ready and will not become ready by itself: the controller waits for it before it does anything else.',
    ]);
  });

  it('tells that nothing happens', () => {
    assert.ok(read(before, { kind: 'spec', set: before.set }).includes('No pod is created, replaced or deleted.'));
  });
});

it('names of pods are folded into ranges', () => {
  assert.equal(
    podRanges('web', ['web-4', 'web-0', 'web-1', 'web-2', 'web-10', 'web-11']),
    'web-0…web-2, web-4, web-10, web-11',
  );
});
