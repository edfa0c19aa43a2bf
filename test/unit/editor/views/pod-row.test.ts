import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClusterEvent, ContainerStatus, Pod } from '../../../../src/core/statefulset/model.ts';
import { podRow } from '../../../../src/editor/views/pod-row.ts';
import type { Row } from '../../../../src/editor/views/row.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';
import { NOW, pod } from '../objects.ts';

const context = {
  say: speaker(allSentences),
  now: NOW,
  revision: 'only',
  revisionName: 'web-a',
  revisionNumber: 1,
  minReadySeconds: 0,
  hasClaims: false,
  waitsForClaim: false,
  events: [],
} as const;

function restarted(count: number, finishedAt?: string): Pod {
  const shown = pod('web-0');
  const [app] = shown.status?.containerStatuses ?? [];
  const status: ContainerStatus = {
    ...(app ?? { name: 'app', ready: true }),
    restartCount: count,
    ...(finishedAt === undefined
      ? {}
      : { lastState: { terminated: { exitCode: 137, reason: 'OOMKilled', finishedAt } } }),
  };
  return { ...shown, status: { ...shown.status, containerStatuses: [status] } };
}

function values({ tooltip }: Row): string[] {
  return tooltip.map(fact => ('name' in fact ? `${fact.name}: ${fact.value}` : fact.sentence));
}

test('restarts are counted right for one and for many, with when the last one was', () => {
  const of = (count: number, at?: string) => podRow(restarted(count, at), context).description;
  assert.equal(of(0), 'Running 1/1 · 5m · node-1');
  assert.equal(of(1), 'Running 1/1 · 1 restart · 5m · node-1');
  assert.equal(of(1, '2026-01-01T00:09:00Z'), 'Running 1/1 · 1 restart (60s ago) · 5m · node-1');
  assert.equal(of(4), 'Running 1/1 · 4 restarts · 5m · node-1');
  assert.equal(of(4, '2026-01-01T00:09:00Z'), 'Running 1/1 · 4 restarts (last 60s ago) · 5m · node-1');
});

test('the tooltip says how a container ended before its restart', () => {
  const told = values(podRow(restarted(1, '2026-01-01T00:09:00Z'), context));
  assert.ok(told.includes('Ended before: app: OOMKilled (exit code 137)'), told.join('\n'));
});

test('the tooltip has every address, and the conditions that are met and that are not', () => {
  const shown = pod('web-0', { ready: false });
  const conditions = [
    { type: 'PodScheduled', status: 'True' },
    { type: 'Initialized', status: 'True' },
    { type: 'Ready', status: 'False', reason: 'ContainersNotReady' },
  ];
  const podIPs = [{ ip: '10.0.0.7' }, { ip: 'fd00::7' }];
  const told = values(podRow({ ...shown, status: { ...shown.status, conditions, podIPs } }, context));
  assert.ok(told.includes('Address: 10.0.0.7, fd00::7'), told.join('\n'));
  assert.ok(told.includes('Conditions not met: Ready False (ContainersNotReady)'), told.join('\n'));
  assert.ok(told.includes('Conditions met: PodScheduled, Initialized'), told.join('\n'));
});

test('the tooltip has the last three events about the pod, the newest first', () => {
  const event = (reason: string, minute: number, name = 'web-0', uid = 'uid-web-0'): ClusterEvent => ({
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: reason },
    involvedObject: { kind: 'Pod', name, uid },
    reason,
    message: `about ${reason}`,
    lastTimestamp: `2026-01-01T00:0${minute}:00Z`,
  });
  const events = [
    event('Started', 7),
    event('Scheduled', 5),
    event('Pulled', 6),
    event('Unhealthy', 9),
    event('Elsewhere', 9, 'web-1', 'uid-web-1'),
    event('Earlier', 9, 'web-0', 'of-the-pod-before'),
  ];
  const told = values(podRow(pod('web-0'), { ...context, events })).slice(-3);
  assert.deepEqual(told, [
    '60s ago: Unhealthy: about Unhealthy',
    '3m ago: Started: about Started',
    '4m ago: Pulled: about Pulled',
  ]);
});

test('a pod that waits says for what, and its icon differs by revision and not by colour alone', () => {
  const icon = (revision: 'update' | 'current', ready: boolean) =>
    podRow(pod('web-0', { ready }), { ...context, revision }).icon.name;
  assert.deepEqual(
    [icon('update', true), icon('current', true), icon('update', false), icon('current', false)],
    ['pass-filled', 'pass', 'circle-filled', 'circle-outline'],
  );
  const soon = podRow(pod('web-0'), { ...context, minReadySeconds: 310 });
  assert.match(soon.description, /· available in 10s ·/);
});

test('a screen reader hears name, state, revision and restarts', () => {
  const row = podRow(restarted(2), { ...context, revision: 'update', revisionNumber: 3 });
  assert.equal(row.spoken, 'Pod web-0, Running, #3 update, 1 of 1 containers ready, 2 restarts');
});
