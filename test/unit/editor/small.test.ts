import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wrapped } from '../../../src/editor/commands/wrap.ts';
import { Disposables, onDispose, Slot } from '../../../src/editor/dispose.ts';
import { podsDownward, podsUpward } from '../../../src/editor/names.ts';
import { isProtected } from '../../../src/editor/protection.ts';
import { signal } from '../../../src/editor/signal.ts';
import { aloud } from '../../../src/editor/views/row.ts';
import { tooltipMarkdown } from '../../../src/editor/views/tooltip.ts';
import { allSentences } from '../../../src/words/spoken/all.ts';
import { speaker } from '../../../src/words/words.ts';

test('what was taken last is let go first', () => {
  const order: string[] = [];
  const held = new Disposables();
  held.add(onDispose(() => order.push('first')));
  held.add(onDispose(() => order.push('second')));
  held.dispose();
  held.dispose();
  assert.deepEqual(order, ['second', 'first']);
});

test('what is added after the end is let go at once', () => {
  const held = new Disposables();
  held.dispose();
  let released = false;
  held.add(onDispose(() => (released = true)));
  assert.ok(released);
});

test('one that fails to let go does not keep the others', () => {
  const held = new Disposables();
  let released = false;
  held.add(onDispose(() => (released = true)));
  held.add({
    dispose() {
      throw new Error('stuck');
    },
  });
  assert.throws(() => held.dispose(), /stuck/);
  assert.ok(released);
});

test('a slot holds one thing, and lets go of it for the next', () => {
  const order: string[] = [];
  const slot = new Slot();
  slot.set(onDispose(() => order.push('one')));
  slot.set(onDispose(() => order.push('two')));
  assert.deepEqual(order, ['one']);
  slot.dispose();
  assert.deepEqual(order, ['one', 'two']);
});

test('a signal tells of changes only, until the listener goes', () => {
  const seen: number[] = [];
  const value = signal(1);
  const listener = value.onChange(next => seen.push(next));
  value.set(1);
  value.set(2);
  listener.dispose();
  value.set(3);
  assert.deepEqual(seen, [2]);
  assert.equal(value.get(), 3);
});

test('runs of pods are written with their ends, in the order asked for', () => {
  assert.equal(podsUpward('web', [2, 0, 1]), 'web-0…web-2');
  assert.equal(podsDownward('web', [2, 3, 4]), 'web-4…web-2');
  assert.equal(podsDownward('web', [0, 1, 4]), 'web-4, web-1, web-0');
  assert.equal(podsUpward('web', [7]), 'web-7');
  assert.equal(podsUpward('web', []), '');
});

test('a protected context is named in full or by a pattern', () => {
  assert.ok(isProtected('prod', ['prod']));
  assert.ok(isProtected('prod-eu', ['prod-*']));
  assert.ok(!isProtected('nonprod-eu', ['prod-*']));
  assert.ok(!isProtected('prod-eu', ['prod']));
  assert.ok(!isProtected('prodXeu', ['prod.eu']));
  assert.ok(!isProtected('prod', []));
});

test('long lines are broken at spaces, and nothing is lost', () => {
  assert.deepEqual(wrapped('one two three', 7), ['one two', 'three']);
  assert.deepEqual(wrapped('a-very-long-word b', 4), ['a-very-long-word', 'b']);
  assert.deepEqual(wrapped('', 4), ['']);
});

test('text of the cluster is never read as Markdown or HTML', () => {
  const text = tooltipMarkdown('web', [
    { name: 'Image', value: '[click](command:evil) <img src=x> ![a](b) `c` https://example.com' },
  ]);
  assert.ok(!/(?<!\\)\[click/.test(text));
  assert.ok(!text.includes('<img'));
  assert.ok(!/(?<!\\)`/.test(text));
  assert.ok(!text.includes('https://'));
});

test('in a tooltip each sentence is a paragraph, and values that stand together are lines of one', () => {
  const text = tooltipMarkdown('web', [
    { sentence: 'It is stuck' },
    { sentence: 'Delete it' },
    { name: 'Kind', value: 'Pod' },
    { name: 'Node', value: 'one' },
    { sentence: 'Said last' },
  ]);
  assert.equal(text, '**web**\n\nIt is stuck\n\nDelete it\n\nKind: Pod  \nNode: one\n\nSaid last');
});

test('what is read aloud has pauses for dots and words for fractions, and leaves names and addresses as they are', () => {
  const say = speaker(allSentences);
  assert.equal(aloud(say, '2/3 ready', undefined, 'canary · new'), '2 of 3 ready, canary, new');
  assert.equal(aloud(say, 'ConfigMap/a1', '10.0.0.0/24', 'shop/web:v2'), 'ConfigMap/a1, 10.0.0.0/24, shop/web:v2');
});
