import { isObject, type JsonObject } from '../json.ts';
import { messages } from './protobuf/messages.ts';
import { readFields } from './protobuf/wire.ts';

/**
 * Since 1.32 kubectl sends what `kubectl create …` and `kubectl drain` make as protobuf, and no server may refuse it. These are the numbers
 * of the fields that such requests use; a message with another one is not understood, and the caller answers 415.
 */
export const protobufType = 'application/vnd.kubernetes.protobuf';

interface FieldCode {
  readonly name: string;
  readonly type: string;
  readonly isList: boolean;
}

/** The object in a protobuf body; undefined for kinds and fields that are not in the table. */
export function readProtobuf(body: Buffer): JsonObject | undefined {
  if (body.subarray(0, 4).toString('latin1') !== 'k8s\0') return undefined;
  const envelope = readMessage('Unknown', body.subarray(4));
  const typeMeta = envelope?.['typeMeta'];
  const kind = isObject(typeMeta) && typeof typeMeta['kind'] === 'string' ? typeMeta['kind'] : '';
  const raw = envelope?.['raw'];
  if (!Buffer.isBuffer(raw) || !isObject(typeMeta)) return undefined;
  const object = readMessage(kind, raw);
  return object === undefined ? undefined : { ...typeMeta, ...object };
}

function readMessage(message: string, bytes: Buffer): JsonObject | undefined {
  const codes = Object.hasOwn(messages, message) ? messages[message] : undefined;
  const fields = codes === undefined ? undefined : readFields(bytes);
  if (codes === undefined || fields === undefined) return undefined;
  const known = new Map(codes.map(parseCode));
  const result = new Map<string, unknown>();
  for (const { number, value } of fields) {
    const code = known.get(number);
    if (code === undefined) return undefined;
    if (code.type === 'skip') continue;
    const read = readField(code.type, value);
    if (read === undefined) return undefined;
    put(result, code, read.value);
  }
  return Object.fromEntries(result);
}

function parseCode(text: string): readonly [number, FieldCode] {
  const [number = '', name = '', type = ''] = text.split(' ');
  return [Number(number), { name, type: type.replace('[]', ''), isList: type.endsWith('[]') }];
}

function put(result: Map<string, unknown>, { name, type, isList }: FieldCode, value: unknown): void {
  const had = result.get(name);
  if (isList) result.set(name, [...(Array.isArray(had) ? had : []), value]);
  else if (type === 'map' || type.endsWith('-map'))
    result.set(name, { ...(isObject(had) ? had : {}), ...(isObject(value) ? value : {}) });
  else if (value !== '' && value !== 0 && value !== false) result.set(name, value);
  else if (type.endsWith('?')) result.set(name, value);
}

function readField(type: string, value: number | Buffer): { readonly value: unknown } | undefined {
  const bare = type.replace('?', '');
  if (typeof value === 'number')
    return bare === 'int' ? { value } : bare === 'bool' ? { value: value !== 0 } : undefined;
  if (bare === 'text') return { value: value.toString('utf8') };
  if (bare === 'bytes') return { value };
  if (bare === 'map' || bare === 'bytes-map')
    return readEntry(value, part => part.toString(bare === 'map' ? 'utf8' : 'base64'));
  if (bare === 'Quantity-map')
    return readEntry(value, part => String(readMessage('Quantity', part)?.['string'] ?? '0'));
  const message = readMessage(bare, value);
  if (message === undefined) return undefined;
  return {
    value:
      bare === 'IntOrString' ? (message['type'] === 1 ? (message['strVal'] ?? '') : (message['intVal'] ?? 0)) : message,
  };
}

/** An entry of a map is a message of its key and its value. */
function readEntry(bytes: Buffer, read: (part: Buffer) => string): { readonly value: JsonObject } | undefined {
  const fields = readFields(bytes);
  if (fields === undefined) return undefined;
  const part = (number: number): Buffer => {
    const found = fields.find(field => field.number === number)?.value;
    return Buffer.isBuffer(found) ? found : Buffer.alloc(0);
  };
  return { value: { [part(1).toString('utf8')]: read(part(2)) } };
}
