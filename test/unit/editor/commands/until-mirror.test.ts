import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Mirror, MirrorNews } from '../../../../src/cluster/mirror.ts';
import { untilMirror } from '../../../../src/editor/commands/until-mirror.ts';

/** A mirror whose news and whose time the test makes. */
function stage() {
  const listeners = new Set<() => void>();
  const timers = new Map<() => void, number>();
  return {
    listeners,
    timers,
    mirror: {
      subscribe(listener: (news: MirrorNews) => void) {
        const told = () => listener({ changes: [], statuses: [] });
        listeners.add(told);
        return () => listeners.delete(told);
      },
    } as Pick<Mirror, 'subscribe'>,
    clock: {
      after(delay: number, task: () => void) {
        timers.set(task, delay);
        return () => timers.delete(task);
      },
    },
  };
}

test('what the mirror shows already is not waited for', async () => {
  const { mirror, clock, listeners, timers } = stage();
  assert.equal(await untilMirror(mirror, () => 'there', 5_000, clock), 'there');
  assert.deepEqual([listeners.size, timers.size], [0, 0]);
});

test('what the mirror shows later is found with the news that bring it, and nothing is left waiting', async () => {
  const { mirror, clock, listeners, timers } = stage();
  let found: number | undefined;
  const waiting = untilMirror(mirror, () => found, 5_000, clock);
  assert.deepEqual([...timers.values()], [5_000]);
  for (const tell of listeners) tell();
  assert.equal(listeners.size, 1);
  found = 0;
  for (const tell of [...listeners]) tell();
  assert.equal(await waiting, 0);
  assert.deepEqual([listeners.size, timers.size], [0, 0]);
});

test('what the mirror never shows is given up in time', async () => {
  const { mirror, clock, listeners, timers } = stage();
  const waiting = untilMirror(mirror, () => undefined, 5_000, clock);
  for (const [task] of [...timers]) task();
  assert.equal(await waiting, undefined);
  assert.deepEqual([listeners.size, timers.size], [0, 0]);
});
