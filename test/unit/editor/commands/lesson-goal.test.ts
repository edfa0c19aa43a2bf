import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Mirror } from '../../../../src/cluster/mirror.ts';
import { followGoal } from '../../../../src/editor/commands/lesson-goal.ts';
import type { LiveCluster } from '../../../../src/editor/connect/session.ts';
import { onDispose } from '../../../../src/editor/dispose.ts';

const begun = Date.parse('2026-05-01T10:00:00Z');

function reached(lesson: string, lastTimestamp = '2026-05-01T10:05:00Z') {
  return { reason: 'LessonReached', message: `The goal of the lesson ${lesson} is reached`, lastTimestamp };
}

/** A practice cluster whose events a test sets, and the lesson pending-claim followed in it. */
function lesson() {
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of [...listeners]) listener();
  };
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  let events: readonly object[] = [];
  const clusterNow = () => ({ mirror: { list: () => events, subscribe } as unknown as Mirror }) as LiveCluster;
  let cluster: LiveCluster | undefined = clusterNow();
  let open = true;
  let looks = 0;
  const ground = {
    practice: () => cluster,
    hasPractice: () => open,
    onState: (listener: () => void) => onDispose(subscribe(listener)),
  };
  const goal = followGoal(ground, 'pending-claim', begun, () => {
    looks += 1;
    return onDispose(() => {
      looks -= 1;
    });
  });
  let outcome: boolean | undefined;
  void goal.ended.then(result => {
    outcome = result;
  });
  return {
    end: goal.end,
    looks: () => looks,
    listening: () => listeners.size,
    say(...now: readonly object[]) {
      events = now;
      tell();
    },
    away() {
      cluster = undefined;
      tell();
    },
    again() {
      cluster = clusterNow();
      tell();
    },
    close() {
      cluster = undefined;
      open = false;
      tell();
    },
    async outcome() {
      await new Promise(setImmediate);
      return outcome;
    },
  };
}

test('the goal is noticed by its event, and nothing is followed afterwards', async () => {
  const { say, outcome, looks, listening } = lesson();
  assert.equal(looks(), 1);
  say(reached('pending-claim'));
  assert.equal(await outcome(), true);
  assert.deepEqual([looks(), listening()], [0, 0]);
});

test('goals of other lessons and of an earlier time are not its own', async () => {
  const { say, outcome } = lesson();
  say(reached('healthy-trio'), reached('pending-claim', '2026-05-01T09:59:58Z'));
  assert.equal(await outcome(), undefined);
});

test('another namespace or a connection that comes back is followed in place of the former one', async () => {
  const { away, again, say, looks, outcome } = lesson();
  away();
  assert.equal(await outcome(), undefined);
  again();
  assert.equal(looks(), 1);
  say(reached('pending-claim'));
  assert.equal(await outcome(), true);
});

test('a lesson ends with its practice cluster: when it is stopped, reset or closed', async () => {
  const { close, outcome, looks, listening } = lesson();
  close();
  assert.equal(await outcome(), false);
  assert.deepEqual([looks(), listening()], [0, 0]);
});

test('a lesson that a person ends waits for no goal', async () => {
  const { end, say, outcome } = lesson();
  end();
  say(reached('pending-claim'));
  assert.equal(await outcome(), false);
});
