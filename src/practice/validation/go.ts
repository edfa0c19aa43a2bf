import { at, isList, isObject, type JsonObject } from '../json.ts';

/** Values as Go prints them into messages of the API server (`field.Error`). */

/** A value behind `Invalid value:`: texts quoted, numbers and booleans plain, nothing as `null`, everything else as JSON. */
export function goValue(value: unknown): string {
  if (value === undefined || value === null) return 'null';
  if (typeof value === 'string') return goQuote(value);
  return typeof value === 'object' ? goJson(value) : String(value);
}

const short: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

/** A text as `%q` prints it: what can be seen stays, what cannot is escaped. */
export function goQuote(text: string): string {
  const quoted = text.replace(/["\\]|\p{C}|(?! )\p{Z}/gu, character => {
    const known = short[character];
    if (known !== undefined) return known;
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) return `\\x${hex(code, 2)}`;
    return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
  });
  return `"${quoted}"`;
}

function hex(code: number, length: number): string {
  return code.toString(16).padStart(length, '0');
}

/** JSON as `encoding/json` writes it: fit for HTML. */
export function goJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    character => `\\u${hex(character.codePointAt(0) ?? 0, 4)}`,
  );
}

/** A map as Go writes one: by its keys in order. */
export function goMap(map: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(map).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** A label selector as Go writes one. */
export function goSelector(selector: unknown): unknown {
  const labels = at(selector, 'matchLabels');
  const requirements = at(selector, 'matchExpressions');
  return {
    ...(isObject(labels) ? { matchLabels: goMap(labels) } : {}),
    ...(isList(requirements)
      ? {
          matchExpressions: requirements.map(requirement => ({
            key: at(requirement, 'key') ?? '',
            operator: at(requirement, 'operator') ?? '',
            values: at(requirement, 'values'),
          })),
        }
      : {}),
  };
}

/** A value that was read from JSON as `%+v` prints it: `map[spec:map[replicas:3]]`. */
export function goPrint(value: unknown): string {
  if (value === undefined || value === null) return '<nil>';
  if (isList(value)) return `[${value.map(goPrint).join(' ')}]`;
  if (!isObject(value)) return String(value);
  const entries = Object.entries(goMap(value)).map(([key, item]) => `${key}:${goPrint(item)}`);
  return `map[${entries.join(' ')}]`;
}
