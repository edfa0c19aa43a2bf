import { constants, createInflate } from 'node:zlib';
import { checksum, dictionary } from './dictionary.ts';

/** Reads the compressed header blocks of one connection, in order; each builds on those before. */
export interface HeaderReader {
  /** Rejects when the block cannot be read. */
  read(block: Buffer): Promise<ReadonlyMap<string, string>>;
  close(): void;
}

const mostPairs = 100;

export function headerReader(): HeaderReader {
  const inflate = createInflate({ dictionary, finishFlush: constants.Z_SYNC_FLUSH });
  let failure: Error | undefined;
  inflate.on('error', error => {
    failure = error;
  });
  return {
    read: block =>
      new Promise((resolve, reject) => {
        const fail = (error: Error): void => {
          inflate.off('error', fail);
          reject(error);
        };
        if (failure !== undefined) {
          reject(failure);
          return;
        }
        inflate.once('error', fail);
        inflate.write(block, () => {
          inflate.off('error', fail);
          const bytes: unknown = inflate.read();
          const pairs = Buffer.isBuffer(bytes) ? pairsOf(bytes) : undefined;
          if (pairs === undefined) reject(new Error('a header block that cannot be read'));
          else resolve(pairs);
        });
      }),
    close: () => inflate.destroy(),
  };
}

function pairsOf(bytes: Buffer): ReadonlyMap<string, string> | undefined {
  const pairs = new Map<string, string>();
  let at = 4;
  function text(): string | undefined {
    if (at + 4 > bytes.length) return undefined;
    const end = at + 4 + bytes.readUInt32BE(at);
    if (end > bytes.length) return undefined;
    const found = bytes.toString('utf8', at + 4, end);
    at = end;
    return found;
  }
  const count = bytes.length < 4 ? mostPairs + 1 : bytes.readUInt32BE(0);
  if (count > mostPairs) return undefined;
  for (let index = 0; index < count; index += 1) {
    const name = text();
    const value = text();
    if (name === undefined || value === undefined) return undefined;
    pairs.set(name.toLowerCase(), value);
  }
  return pairs;
}

/** Writes header blocks. They are stored, not compressed, which every reader takes: the few that are sent here hold nothing. */
export function headerWriter(): (pairs: ReadonlyMap<string, string>) => Buffer {
  let begun = false;
  return pairs => {
    const parts: Buffer[] = [number32(pairs.size)];
    for (const text of [...pairs].flat()) parts.push(number32(Buffer.byteLength(text)), Buffer.from(text));
    const content = Buffer.concat(parts);
    const stored = Buffer.alloc(5);
    stored.writeUInt16LE(content.length, 1);
    stored.writeUInt16LE(~content.length & 0xffff, 3);
    const begin = begun ? [] : [Buffer.from([0x78, 0xbb]), number32(checksum(dictionary))];
    begun = true;
    return Buffer.concat([...begin, stored, content, flush]);
  };
}

/** An empty block: readers hand out what they have when they come to it. */
const flush = Buffer.from([0, 0, 0, 0xff, 0xff]);

function number32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
