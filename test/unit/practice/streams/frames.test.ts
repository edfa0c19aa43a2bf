import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  controlFrame,
  dataFrame,
  type Frame,
  frameCutter,
  longestFrame,
} from '../../../../src/practice/streams/spdy/frames.ts';

const body = fc.uint8Array({ maxLength: 40 }).map(bytes => Buffer.from(bytes));
const frames = fc.array(
  fc.oneof(
    fc.record({ stream: fc.integer({ min: 0, max: 0x7fffffff }), flags: fc.integer({ min: 0, max: 255 }), body }),
    fc.record({ kind: fc.integer({ min: 0, max: 0xffff }), flags: fc.constant(0), body }),
  ),
);

const written = (frame: Frame): Buffer =>
  'stream' in frame ? dataFrame(frame.stream, frame.flags, frame.body) : controlFrame(frame.kind, frame.body);

test('frames are read as they were written, however the bytes are cut', () => {
  fc.assert(
    fc.property(frames, fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }), (sent, sizes) => {
      const bytes = Buffer.concat(sent.map(written));
      const cut = frameCutter();
      const read: Frame[] = [];
      for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
        const size = sizes[turn % sizes.length] ?? 1;
        read.push(...cut(bytes.subarray(at, at + size)));
        at += size;
      }
      assert.deepEqual(
        read,
        sent.map(frame => ({ ...frame })),
      );
    }),
  );
});

test('a frame that is too long is refused at its head, before its bytes have come', () => {
  const head = dataFrame(1, 0, Buffer.alloc(0));
  head.writeUIntBE(longestFrame + 1, 5, 3);
  assert.throws(() => [...frameCutter()(head)], /too long/);
  head.writeUIntBE(longestFrame, 5, 3);
  assert.deepEqual([...frameCutter()(head)], []);
});
