import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClusterEvent } from '../../../../src/core/statefulset/model.ts';
import { setBranches } from '../../../../src/editor/views/set-rows.ts';
import { warningBranches } from '../../../../src/editor/views/warning-rows.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';
import { claim, NOW, pod, statefulSet } from '../objects.ts';
import { factsOf } from './set-facts.ts';

const context = { say: speaker(allSentences), now: NOW, showNamespace: false };
const broken = pod('web-0', { ready: false });
const waiting = claim('data-web-1', { bound: false });

function event(name: string, more: Partial<ClusterEvent> = {}): ClusterEvent {
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name, namespace: 'shop' },
    involvedObject: { kind: 'Pod', namespace: 'shop', name: 'web-0', uid: 'uid-web-0' },
    type: 'Warning',
    reason: 'BackOff',
    message: 'Back-off restarting failed container',
    firstTimestamp: '2026-01-01T00:08:00Z',
    lastTimestamp: '2026-01-01T00:09:30Z',
    count: 4,
    ...more,
  };
}

const older = event('older', {
  firstTimestamp: '2026-01-01T00:01:00Z',
  involvedObject: { kind: 'PersistentVolumeClaim', namespace: 'shop', name: 'data-web-1', uid: 'uid-data-web-1' },
  reason: 'ProvisioningFailed',
  message: 'no disk',
  count: 1,
});

test('the problem that began first stands first', () => {
  const [branch] = warningBranches(statefulSet(), [broken, waiting], [event('newer'), older], context);
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

test('what is over stands last, says so in word and icon, and is not counted', () => {
  const [branch] = warningBranches(statefulSet(), [broken, claim('data-web-1')], [event('newer'), older], context);
  assert.equal(branch?.row.description, '1');
  assert.equal(branch?.row.spoken, 'Warnings, 1 that are still so, 1 that are over');
  assert.deepEqual(
    branch?.children.map(({ row }) => [row.label, row.description, row.icon.name]),
    [
      ['web-0', 'BackOff · 4 times, last 30s ago · Back-off restarting failed container', 'warning'],
      ['data-web-1', 'over · ProvisioningFailed · 30s ago · no disk', 'check'],
    ],
  );
});

test('where all are over the row says that there is none now', () => {
  const [branch] = warningBranches(statefulSet(), [claim('data-web-1')], [older], context);
  assert.deepEqual([branch?.row.description, branch?.row.icon.name], ['none now', 'history']);
});

test('the same at several pods is one row, named by their range, and its commands are about the first of them', () => {
  const pods = [0, 1, 2].map(number => pod(`web-${number}`, { ready: false }));
  const events = pods.map(({ metadata: { name, uid = '' } }) =>
    event(name, {
      involvedObject: { kind: 'Pod', namespace: 'shop', name, uid },
      message: `Back-off restarting failed container app in pod ${name}_shop(${uid})`,
    }),
  );
  const [branch] = warningBranches(statefulSet(), pods, events, context);
  assert.deepEqual(
    branch?.children.map(({ row }) => [row.label, row.target]),
    [['web-0…web-2', { kind: 'Pod', namespace: 'shop', name: 'web-0' }]],
  );
  assert.match(branch?.children[0]?.row.description ?? '', /^BackOff · 12 times, last 30s ago/);
  assert.match(branch?.children[0]?.row.spoken ?? '', /^Warning about Pod web-0, web-1, web-2: /);
  assert.match(branch?.children[0]?.row.message ?? '', /^BackOff · Back-off restarting failed container app/);
});

test('what is no warning is not shown, and without one there is no row', () => {
  assert.deepEqual(warningBranches(statefulSet(), [broken], [event('fine', { type: 'Normal' })], context), []);
});

test('warnings stand under the set', () => {
  const branches = setBranches(factsOf({ events: [event('one')], pods: [broken] }), context);
  const warnings = branches.find(({ row }) => row.label === 'Warnings');
  assert.equal(warnings?.row.description, '1');
});
