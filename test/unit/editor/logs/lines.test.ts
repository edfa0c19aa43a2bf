import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { prefixer } from '../../../../src/editor/logs/lines.ts';

test('every line gets the prefix, however the text was cut', () => {
  const lines = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', ' ') }), { minLength: 1 });
  fc.assert(
    fc.property(lines, fc.array(fc.nat(7), { minLength: 1 }), (wanted, cuts) => {
      const text = wanted.map(line => `${line}\n`).join('');
      const { push, end } = prefixer('web-0 | ');
      let told = '';
      for (let at = 0, turn = 0; at < text.length; turn += 1) {
        const length = (cuts[turn % cuts.length] ?? 0) + 1;
        told += push(text.slice(at, at + length));
        at += length;
      }
      assert.equal(told + end(), wanted.map(line => `web-0 | ${line}\n`).join(''));
    }),
  );
});

test('a last line without a line break is told when the log ends, once', () => {
  const { push, end } = prefixer('> ');
  assert.equal(push('one\r\ntwo'), '> one\n');
  assert.equal(end(), '> two\n');
  assert.equal(end(), '');
});

test('a line that never ends is given out in parts', () => {
  const { push } = prefixer('');
  assert.equal(push('x'.repeat(100_001)).length, 100_002);
});
