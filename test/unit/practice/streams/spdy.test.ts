import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { constants, createDeflate } from 'node:zlib';
import fc from 'fast-check';
import { checksum, dictionary } from '../../../../src/practice/streams/spdy/dictionary.ts';
import { headerReader, headerWriter } from '../../../../src/practice/streams/spdy/headers.ts';
import { spdySession } from '../../../../src/practice/streams/spdy/session.ts';
import type { SpdyStream } from '../../../../src/practice/streams/spdy/stream.ts';
import { eventually } from '../../../support/eventually.ts';

function number(value: number, bytes = 4): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntBE(value, 0, bytes);
  return buffer;
}

function block(pairs: Readonly<Record<string, string>>): Buffer {
  const texts = Object.entries(pairs).flat();
  return Buffer.concat([number(texts.length / 2), ...texts.flatMap(text => [number(text.length), Buffer.from(text)])]);
}

/** Compresses as clients do: one stream for the whole connection. */
function compressor() {
  const deflate = createDeflate({ dictionary });
  return async (pairs: Readonly<Record<string, string>>): Promise<Buffer> => {
    await new Promise<void>(resolve => deflate.write(block(pairs), () => resolve()));
    await new Promise<void>(resolve => deflate.flush(constants.Z_SYNC_FLUSH, () => resolve()));
    const bytes: unknown = deflate.read();
    return Buffer.isBuffer(bytes) ? bytes : Buffer.alloc(0);
  };
}

/** A client at the other end of a wire in memory. */
function client() {
  const compress = compressor();
  const opened: SpdyStream[] = [];
  const state = { sent: Buffer.alloc(0), closed: false, data: (_: Buffer): void => {}, close: (): void => {} };
  spdySession(
    {
      send(bytes) {
        state.sent = Buffer.concat([state.sent, bytes]);
      },
      close() {
        state.closed = true;
        state.close();
      },
      onData(listener) {
        state.data = listener;
      },
      onClose(listener) {
        state.close = listener;
      },
    },
    stream => opened.push(stream),
  );
  const settle = () => new Promise<void>(resolve => setImmediate(() => setImmediate(resolve)));
  async function push(bytes: Buffer): Promise<void> {
    state.data(bytes);
    for (let turn = 0; turn < 20; turn += 1) await settle();
  }
  const control = (kind: number, body: Buffer, flags = 0) =>
    push(Buffer.concat([number(0x8003, 2), number(kind, 2), number(flags, 1), number(body.length, 3), body]));
  return {
    opened,
    state,
    push,
    control,
    /** Opens a stream, and waits until the server has taken or refused it: headers are read in a thread of their own. */
    async open(id: number, headers: Readonly<Record<string, string>>, flags = 0) {
      const before = opened.length;
      await control(1, Buffer.concat([number(id), number(0), number(0, 2), await compress(headers)]), flags);
      await eventually(() => assert.ok(opened.length > before || state.closed));
    },
    data: (id: number, text: string, flags = 0) =>
      push(Buffer.concat([number(id), number(flags, 1), number(text.length, 3), Buffer.from(text)])),
    /** The data that came on a stream, and whether it has ended. */
    received(id: number): string {
      let text = '';
      for (let at = 0; at + 8 <= state.sent.length; ) {
        const length = state.sent.readUIntBE(at + 5, 3);
        if (state.sent.readUInt32BE(at) === id) {
          text += state.sent.toString('utf8', at + 8, at + 8 + length);
          if ((state.sent[at + 4] ?? 0) === 1) text += '.';
        }
        at += 8 + length;
      }
      return text;
    },
  };
}

describe('header blocks of SPDY', () => {
  it('begin with the dictionary that the protocol names', () => {
    assert.equal(dictionary.length, 1423);
    assert.equal(checksum(dictionary), 0xe3c6a7c2);
  });

  it('are read as clients compress them, each building on those before', async () => {
    const compress = compressor();
    const reader = headerReader();
    for (const pairs of [{ streamtype: 'error', port: '80' }, { streamtype: 'data', port: '80' }, {}])
      assert.deepEqual(Object.fromEntries(await reader.read(await compress(pairs))), pairs);
    reader.close();
  });

  it('are written so that they can be read', async () => {
    const write = headerWriter();
    const reader = headerReader();
    for (const pairs of [new Map(), new Map([['a', 'ö']]), new Map([['b', 'c']])])
      assert.deepEqual(await reader.read(write(pairs)), pairs);
    reader.close();
  });

  it('are refused when they are none', async () => {
    for (const bytes of [Buffer.from('nonsense'), headerWriter()(new Map([['a', 'b']])).subarray(0, 12)]) {
      const reader = headerReader();
      await assert.rejects(reader.read(bytes));
      reader.close();
    }
  });
});

describe('a SPDY session', () => {
  it('opens streams, answers each, and carries data both ways', async () => {
    const { open, data, opened, received, state } = client();
    await open(1, { StreamType: 'data', port: '80' });
    const [stream = assert.fail('no stream')] = opened;
    assert.equal(stream.headers.get('streamtype'), 'data');
    assert.equal(state.sent.readUInt16BE(2), 2);
    await data(1, 'early ');
    let heard = '';
    let ended = false;
    stream.onData(bytes => {
      heard += bytes.toString();
    });
    stream.onEnd(() => {
      ended = true;
    });
    await data(1, 'late', 1);
    assert.deepEqual([heard, ended], ['early late', true]);
    stream.write(Buffer.from('answer'));
    stream.end();
    stream.write(Buffer.from('too late'));
    assert.equal(received(1), 'answer.');
  });

  it('sends data in frames of at most 32 KiB, and none where there is nothing to send', async () => {
    const { open, opened, state } = client();
    await open(1, { streamtype: 'data', port: '80' });
    const before = state.sent.length;
    const [stream = assert.fail('no stream')] = opened;
    stream.write(Buffer.alloc(0));
    assert.equal(state.sent.length, before);
    stream.write(Buffer.alloc(64 * 1024));
    assert.equal(state.sent.length - before, 2 * (8 + 32 * 1024));
  });

  it('takes frames in any pieces', async () => {
    const { opened, push, state } = client();
    const body = Buffer.concat([number(1), number(0), number(0, 2), await compressor()({ port: '80' })]);
    const frame = Buffer.concat([number(0x8003, 2), number(1, 2), number(0, 1), number(body.length, 3), body]);
    for (const byte of frame) await push(Buffer.from([byte]));
    await eventually(() => assert.equal(opened.length, 1));
    assert.equal(state.closed, false);
  });

  it('sends long data in pieces', async () => {
    const { open, opened, received } = client();
    await open(1, {});
    const text = 'x'.repeat(100_000);
    opened[0]?.write(Buffer.from(text));
    assert.equal(received(1), text);
  });

  it('answers pings, and ends when the client says goodbye or resets', async () => {
    const { control, state, open, opened } = client();
    await control(6, number(7));
    assert.equal(state.sent.toString('hex'), '800300060000000400000007');
    await open(1, {});
    let ended = false;
    opened[0]?.onEnd(() => {
      ended = true;
    });
    await control(3, Buffer.concat([number(1), number(5)]));
    assert.equal(ended, true);
    await control(4, Buffer.alloc(12));
    await control(9, Buffer.alloc(8));
    assert.equal(state.closed, false);
    await control(7, Buffer.alloc(8));
    assert.equal(state.closed, true);
  });

  it('hangs up on a stream opened twice, a kind that there is not, and a frame too long', async () => {
    const twice = client();
    await twice.open(1, {});
    await twice.open(1, {});
    assert.equal(twice.state.closed, true);
    const unknown = client();
    await unknown.control(77, Buffer.alloc(4));
    assert.equal(unknown.state.closed, true);
    const long = client();
    await long.push(Buffer.from('80030001ffffffff', 'hex'));
    assert.equal(long.state.closed, true);
  });

  it('survives any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 5 }), async pieces => {
        const { push, state } = client();
        for (const bytes of pieces) await push(Buffer.from(bytes));
        state.close();
      }),
      { numRuns: 50 },
    );
  });
});
