import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pacer } from '../../../src/editor/pace.ts';

/** A screen whose pauses a test ends. */
function slowScreen() {
  let shown = 0;
  const pauses: (() => void)[] = [];
  const show = pacer(
    text => {
      shown += text.length;
    },
    () => new Promise(resolve => pauses.push(resolve)),
  );
  return { show, pauses, shown: () => shown };
}

const settled = () => new Promise(resolve => setImmediate(resolve));

test('what is short is shown at once', async () => {
  const { show, shown, pauses } = slowScreen();
  await show('x'.repeat(1_000));
  assert.deepEqual([shown(), pauses.length], [1_000, 0]);
});

test('a fast writer is held up: no more is shown before each pause has ended', async () => {
  const { show, shown, pauses } = slowScreen();
  const writing = show('x'.repeat(200_000));
  await settled();
  assert.equal(shown(), 65_536);
  pauses.shift()?.();
  await settled();
  assert.equal(shown(), 131_072);
  pauses.shift()?.();
  await settled();
  pauses.shift()?.();
  await writing;
  assert.equal(shown(), 200_000);
});

test('several writers share one pace', async () => {
  const { show, shown, pauses } = slowScreen();
  for (let writer = 0; writer < 10; writer += 1) void show('x'.repeat(65_536));
  await settled();
  assert.deepEqual([shown(), pauses.length], [65_536, 1]);
});

test('many short writes pause as one long one does', async () => {
  const { show, shown } = slowScreen();
  for (let line = 0; line < 10_000; line += 1) void show(`${'x'.repeat(99)}\n`);
  for (let turn = 0; turn < 20; turn += 1) await settled();
  assert.ok(shown() >= 65_536 && shown() < 65_636, String(shown()));
});
