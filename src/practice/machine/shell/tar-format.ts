/** A file of an archive; one without text is a folder. */
export interface Entry {
  /** As it stands in the archive: relative, with `/` between its parts. */
  readonly name: string;
  readonly text: string | undefined;
}

/** An archive that ends too early, or is none. */
export class ArchiveFault extends Error {}

const block = 512;
const prefixLength = 155;
const nameLength = 100;

/** An archive in the form `ustar`, as a text that is its bytes in UTF-8. Names that are too long for it are left out. */
export function pack(entries: readonly Entry[], seconds: number): string {
  const parts = entries.flatMap(({ name, text }) => {
    const body = Buffer.from(text ?? '');
    const head = headOf(text === undefined ? `${name}/` : name, text === undefined ? undefined : body.length, seconds);
    return head === undefined ? [] : [head, body, Buffer.alloc(-body.length & (block - 1))];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * block)]).toString();
}

/** The files and folders of an archive. Other things, such as links, are passed over. Throws an ArchiveFault. */
export function unpack(archive: string): Entry[] {
  const bytes = Buffer.from(archive);
  const entries: Entry[] = [];
  let name: string | undefined;
  let at = 0;
  while (at + block <= bytes.length) {
    const head = bytes.subarray(at, at + block);
    if (head.every(byte => byte === 0)) return entries;
    if (sumOf(head) !== numberAt(head, 148, 8)) throw new ArchiveFault('invalid tar magic');
    const size = numberAt(head, 124, 12);
    const body = bytes.subarray(at + block, at + block + size);
    if (body.length < size) throw new ArchiveFault('short read');
    const kind = String.fromCharCode(head[156] ?? 0);
    const full = name ?? nameIn(head);
    name = undefined;
    if (kind === 'x') name = /(?:^|\n)\d+ path=([^\n]*)\n/.exec(body.toString())?.[1];
    else if (kind === 'L') name = textIn(body);
    else if (kind === '5') entries.push({ name: full, text: undefined });
    else if (kind === '0' || kind === '\0') entries.push({ name: full, text: body.toString() });
    at += block + size + (-size & (block - 1));
  }
  if (at === 0) throw new ArchiveFault('short read');
  return entries;
}

/** The block before a file; undefined for a name that does not fit. */
function headOf(name: string, size: number | undefined, seconds: number): Buffer | undefined {
  const place = placeOf(name);
  if (place === undefined) return undefined;
  const head = Buffer.alloc(block);
  const put = (text: string, offset: number): void => {
    head.write(text, offset);
  };
  put(place.name, 0);
  put(size === undefined ? '0000755\0' : '0000644\0', 100);
  put('0000000\0', 108);
  put('0000000\0', 116);
  put(`${(size ?? 0).toString(8).padStart(11, '0')}\0`, 124);
  put(`${Math.trunc(seconds).toString(8).padStart(11, '0')}\0`, 136);
  put(size === undefined ? '5' : '0', 156);
  put('ustar\0', 257);
  put('00', 263);
  put('root', 265);
  put('root', 297);
  put(place.prefix, 345);
  put(`${sumOf(head).toString(8).padStart(6, '0')}\0 `, 148);
  return head;
}

/** A long name is parted at a slash. */
function placeOf(name: string): { readonly prefix: string; readonly name: string } | undefined {
  if (Buffer.byteLength(name) <= nameLength) return { prefix: '', name };
  // A name has at least as many bytes as letters, and what is endless is not looked at slash by slash.
  if (name.length > prefixLength + 1 + nameLength) return undefined;
  for (let at = name.indexOf('/'); at >= 0; at = name.indexOf('/', at + 1)) {
    const [prefix, rest] = [name.slice(0, at), name.slice(at + 1)];
    if (rest !== '' && Buffer.byteLength(rest) <= nameLength && Buffer.byteLength(prefix) <= prefixLength)
      return { prefix, name: rest };
  }
  return undefined;
}

/** The sum of all bytes, those of the sum itself taken for blanks. */
function sumOf(head: Buffer): number {
  return head.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 32 : byte), 0);
}

function nameIn(head: Buffer): string {
  const prefix = textIn(head.subarray(345, 345 + prefixLength));
  const name = textIn(head.subarray(0, nameLength));
  return prefix === '' || textIn(head.subarray(257, 263)) !== 'ustar' ? name : `${prefix}/${name}`;
}

function textIn(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return bytes.subarray(0, end < 0 ? bytes.length : end).toString();
}

function numberAt(head: Buffer, offset: number, length: number): number {
  const number = Number.parseInt(textIn(head.subarray(offset, offset + length)).trim() || '0', 8);
  if (!Number.isSafeInteger(number)) throw new ArchiveFault('invalid tar header');
  return number;
}
