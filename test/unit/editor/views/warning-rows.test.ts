import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClusterEvent } from '../../../../src/core/statefulset/model.ts';
import { setBranches } from '../../../../src/editor/views/set-rows.ts';
import { warningBranches } from '../../../../src/editor/views/warning-rows.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';
import { NOW, statefulSet } from '../objects.ts';
import { factsOf } from './set-facts.ts';

const context = { say: speaker(allSentences), now: NOW, showNamespace: false };

function event(name: string, more: Partial<ClusterEvent> = {}): ClusterEvent {
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name, namespace: 'shop' },
    involvedObject: { kind: 'Pod', namespace: 'shop', name: 'web-0' },
    type: 'Warning',
    reason: 'BackOff',
    message: 'Back-off restarting failed container',
    firstTimestamp: '2026-01-01T00:08:00Z',
    lastTimestamp: '2026-01-01T00:09:30Z',
    count: 4,
    ...more,
  };
}

test('the problem that began first stands first', () => {
  const older = event('older', {
    firstTimestamp: '2026-01-01T00:01:00Z',
    involvedObject: { kind: 'PersistentVolumeClaim', namespace: 'shop', name: 'data-web-1' },
    reason: 'ProvisioningFailed',
    message: 'no disk',
    count: 1,
  });
  const [branch] = warningBranches(statefulSet(), [event('newer'), older], context);
  assert.equal(branch?.row.description, '2');
  assert.deepEqual(
    branch?.children.map(({ row }) => [row.label, row.description]),
    [
      ['data-web-1', 'ProvisioningFailed · 30s ago · no disk'],
      ['web-0', 'BackOff · 4 times, last 30s ago · Back-off restarting failed container'],
    ],
  );
  assert.deepEqual(branch?.children[1]?.row.target, { kind: 'Pod', namespace: 'shop', name: 'web-0' });
  assert.equal(
    branch?.children[1]?.row.spoken,
    'Warning about Pod web-0: BackOff, 4 times, last 30s ago. Back-off restarting failed container',
  );
});

test('what is no warning is not shown, and without one there is no row', () => {
  assert.deepEqual(warningBranches(statefulSet(), [event('fine', { type: 'Normal' })], context), []);
});

test('warnings stand under the set', () => {
  const branches = setBranches(factsOf({ events: [event('one')] }), context);
  assert.ok(branches.some(({ row }) => row.label === 'Warnings'));
});
