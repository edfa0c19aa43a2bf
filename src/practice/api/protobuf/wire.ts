/** A field as it is on the wire: a number, or bytes of which the type decides what they are. */
interface WireField {
  readonly number: number;
  readonly value: number | Buffer;
}

/** The fields of a message in order; undefined if the bytes are no message. */
export function readFields(bytes: Buffer): WireField[] | undefined {
  const fields: WireField[] = [];
  for (let place = 0; place < bytes.length; ) {
    const tag = readVarint(bytes, place);
    const value = tag === undefined ? undefined : readVarint(bytes, tag.end);
    if (tag === undefined || value === undefined) return undefined;
    const number = tag.value >>> 3;
    if ((tag.value & 7) === 0) {
      fields.push({ number, value: value.value });
      place = value.end;
    } else if ((tag.value & 7) === 2 && value.end + value.value <= bytes.length) {
      fields.push({ number, value: bytes.subarray(value.end, value.end + value.value) });
      place = value.end + value.value;
    } else return undefined;
  }
  return fields;
}

/** Negative integers come as ten bytes; they are read as 64 bits with a sign. */
function readVarint(bytes: Buffer, start: number): { readonly value: number; readonly end: number } | undefined {
  let value = 0n;
  for (let index = 0; index < 10; index += 1) {
    const byte = bytes[start + index];
    if (byte === undefined) return undefined;
    value |= BigInt(byte & 0x7f) << BigInt(7 * index);
    if (byte < 0x80) return { value: Number(BigInt.asIntN(64, value)), end: start + index + 1 };
  }
  return undefined;
}
