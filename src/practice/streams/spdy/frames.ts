/** The flag of the last frame of a stream in one direction. */
export const finished = 1;

export const kinds = { open: 1, reply: 2, reset: 3, settings: 4, ping: 6, goAway: 7, headers: 8, window: 9 } as const;

/** Longer frames are refused; kubectl sends at most 32 KB at once. */
export const longestFrame = 1024 * 1024;

/** What the eight bytes before every body say: data of a stream, or a word about streams and the connection. */
export type Frame =
  | { readonly stream: number; readonly flags: number; readonly body: Buffer }
  | { readonly kind: number; readonly flags: number; readonly body: Buffer };

/** Cuts bytes, as they come, into frames. Throws at one that is too long. */
export function frameCutter(): (data: Buffer) => Generator<Frame, void> {
  let rest = Buffer.alloc(0);
  return function* cut(data) {
    rest = Buffer.concat([rest, data]);
    while (rest.length >= 8) {
      const length = rest.readUIntBE(5, 3);
      if (length > longestFrame) throw new Error('a frame that is too long');
      if (rest.length < 8 + length) return;
      const head = rest.subarray(0, 8);
      const body = rest.subarray(8, 8 + length);
      rest = rest.subarray(8 + length);
      const flags = head.readUInt8(4);
      if ((head.readUInt8(0) & 0x80) === 0) yield { stream: head.readUInt32BE(0), flags, body };
      else yield { kind: head.readUInt16BE(2), flags, body };
    }
  };
}

export function dataFrame(stream: number, flags: number, body: Buffer): Buffer {
  const head = headOf(flags, body);
  head.writeUInt32BE(stream);
  return Buffer.concat([head, body]);
}

export function controlFrame(kind: number, body: Buffer): Buffer {
  const head = headOf(0, body);
  head.writeUInt16BE(0x8003, 0);
  head.writeUInt16BE(kind, 2);
  return Buffer.concat([head, body]);
}

function headOf(flags: number, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt8(flags, 4);
  head.writeUIntBE(body.length, 5, 3);
  return head;
}
