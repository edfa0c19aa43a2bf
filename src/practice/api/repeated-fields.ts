/** A key of a JSON text: the field by the server's name, where it stands, and whether its object had it before. */
export interface JsonKey {
  readonly field: string;
  readonly at: number;
  readonly isRepeated: boolean;
}

interface Level {
  readonly field: string;
  readonly keys: Set<string>;
  /** The number of the next item; -1 in an object. */
  index: number;
}

const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/**
 * Every key of a JSON text in its order. `JSON.parse` keeps the last value of a key that stands twice and says nothing; the server's
 * decoder tells. The text must be JSON.
 */
export function keysOf(text: string): readonly JsonKey[] {
  const found: JsonKey[] = [];
  const levels: Level[] = [];
  let field = '';
  let isKey = false;
  for (const { 0: token, index: at } of text.matchAll(tokens)) {
    const level = levels.at(-1);
    switch (token) {
      case '{':
      case '[':
        levels.push({ field: fieldIn(level, field), keys: new Set(), index: token === '{' ? -1 : 0 });
        isKey = token === '{';
        break;
      case '}':
      case ']':
        levels.pop();
        isKey = false;
        break;
      case ',':
        isKey = level?.index === -1;
        if (level !== undefined && level.index >= 0) level.index += 1;
        break;
      case ':':
        isKey = false;
        break;
      default:
        if (!isKey || level === undefined) break;
        field = read(token);
        found.push({ field: below(level.field, field), at, isRepeated: level.keys.has(field) });
        level.keys.add(field);
    }
  }
  return found;
}

/** The field of a value that begins: an item of a list, or what stands under the last key. */
function fieldIn(level: Level | undefined, key: string): string {
  if (level === undefined) return '';
  return level.index >= 0 ? `${level.field}[${level.index}]` : below(level.field, key);
}

function below(field: string, key: string): string {
  return field === '' ? key : `${field}.${key}`;
}

function read(token: string): string {
  const text: unknown = JSON.parse(token);
  return typeof text === 'string' ? text : '';
}
