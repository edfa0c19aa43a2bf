import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { lineCutter } from '../../../../src/cluster/wire/lines.ts';

it('finds the same lines however the bytes were cut', () => {
  const line = fc.string({ unit: 'grapheme' }).map(text => text.replaceAll('\n', ' '));
  fc.assert(
    fc.property(fc.array(line), fc.array(fc.nat({ max: 400 })), (lines, cuts) => {
      const bytes = Buffer.from(lines.map(text => `${text}\n`).join(''));
      const places = [...new Set([0, ...cuts.map(cut => Math.min(cut, bytes.length)), bytes.length])].sort(
        (a, b) => a - b,
      );
      const cutter = lineCutter();
      const found = places.flatMap((place, index) =>
        cutter.push(bytes.subarray(place, places[index + 1] ?? bytes.length)),
      );
      assert.deepEqual(found, lines);
      assert.equal(cutter.unfinished, false);
    }),
  );
});

it('knows that something is left over', () => {
  const cutter = lineCutter();
  cutter.push(Buffer.from('{"type"'));
  assert.equal(cutter.unfinished, true);
  cutter.push(Buffer.from('}\n  '));
  assert.equal(cutter.unfinished, false);
});

it('does not collect a line without end', () => {
  const cutter = lineCutter();
  const chunk = Buffer.alloc(8_000_000, 'x');
  assert.throws(() => {
    for (let turn = 0; turn < 10; turn += 1) cutter.push(chunk);
  }, RangeError);
});
