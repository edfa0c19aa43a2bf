import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContainerStatus } from '../../../../../src/core/statefulset/model.ts';
import { runOf } from '../../../../../src/practice/machine/logs/run.ts';
import { newPod } from '../../../../support/practice-cluster.ts';

const container = { name: 'app', image: 'app:v1' };
const ended = { exitCode: 1, startedAt: '2026-01-01T00:00:00Z', finishedAt: '2026-01-01T00:00:05Z' };
const running = { running: { startedAt: '2026-01-01T00:01:00Z' } };

/** A run of a container that is in this state. */
function run(status: Partial<ContainerStatus>, previous = false) {
  const containerStatuses = [{ name: 'app', ready: false, restartCount: 0, ...status }];
  return runOf({ ...newPod('web'), status: { containerStatuses } }, container, previous, Date.UTC(2026, 0, 1, 1));
}

test('a run has the same number while it is the newest as when it is the previous one', () => {
  const first = run({ state: { terminated: ended } });
  const afterwards = run({ restartCount: 1, state: running, lastState: { terminated: ended } }, true);
  const { number, begin, end, crashed } = first;
  assert.deepEqual(
    { number, begin, end, crashed },
    { number: 0, begin: afterwards.begin, end: afterwards.end, crashed: true },
  );
  assert.equal(afterwards.number, 0);
  assert.equal(run({ restartCount: 1, state: running }).number, 1);
});

test('while the next run waits, the one before it is the newest', () => {
  const waiting = { waiting: { reason: 'CrashLoopBackOff' } };
  const status = { state: waiting, lastState: { terminated: ended } };
  assert.equal(run(status).number, 0);
  assert.deepEqual(run(status), run(status, true));
});

test('a run that ended well did not crash', () => {
  const lastState = { terminated: { ...ended, exitCode: 0 } };
  assert.equal(run({ restartCount: 1, state: running, lastState }, true).crashed, false);
});
