import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Lines } from '../../../src/language/lines.ts';

test('offsets become lines and characters, from zero', () => {
  const lines = new Lines('ab\r\nc\n\nd');
  const at = (offset: number) => Object.values(lines.positionAt(offset)).join(':');
  assert.deepEqual([0, 1, 4, 5, 6, 7, 8].map(at), ['0:0', '0:1', '1:0', '1:1', '2:0', '3:0', '3:1']);
});

test('a line is shown without its end', () => {
  const lines = new Lines('ab\r\nc\n\nd');
  assert.deepEqual(
    [0, 1, 2, 3, 4].map(line => lines.lineText(line)),
    ['ab', 'c', '', 'd', ''],
  );
});
