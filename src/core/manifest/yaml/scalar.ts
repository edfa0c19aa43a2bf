import type { Scalar } from './node.ts';

const TRUE = ['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE'];
const FALSE = ['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE'];
const NULL = ['', '~', 'null', 'Null', 'NULL'];

const WORDS: ReadonlyMap<string, Scalar> = new Map([
  ...TRUE.map((word): [string, Scalar] => [word, true]),
  ...FALSE.map((word): [string, Scalar] => [word, false]),
  ...NULL.map((word): [string, Scalar] => [word, null]),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word): [string, Scalar] => [
    word,
    Number.POSITIVE_INFINITY,
  ]),
  ...['-.inf', '-.Inf', '-.INF'].map((word): [string, Scalar] => [word, Number.NEGATIVE_INFINITY]),
  ...['.nan', '.NaN', '.NAN'].map((word): [string, Scalar] => [word, Number.NaN]),
]);

const BASED = /^([-+]?)0(?:[xX]([0-9a-fA-F]+)|[oO]([0-7]+)|[bB]([01]+)|([0-7]+))$/;
const DECIMAL = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;

/**
 * What a plain (unquoted) scalar means to the API server's YAML, a mix of YAML 1.1 and 1.2: the booleans of 1.1, both kinds of octal,
 * underscores in numbers, but no base 60 and no timestamps. Facts: validation-rules.md, section 2.
 */
export function resolvePlain(source: string): Scalar {
  const word = WORDS.get(source);
  if (word !== undefined) return word;
  return mayBeNumber(source) ? (numberIn(source.replaceAll('_', '')) ?? source) : source;
}

/** What a scalar under an explicit tag means: `!!str 5`, `!!int "3"`. Other tags change nothing. */
export function resolveTagged(tag: string, source: string, plain: boolean): Scalar {
  if (tag.endsWith(':str') || tag === '!!str') return source;
  if (/(^!!|:)binary$/.test(tag)) return decoded(source);
  if (/(^!!|:)(int|float|bool|null)$/.test(tag)) return resolvePlain(source);
  return plain ? resolvePlain(source) : source;
}

/** The bytes behind Base64 as the text that they are; what is no Base64 stays as it is written. */
function decoded(source: string): string {
  try {
    const bytes = Uint8Array.from(atob(source), character => character.charCodeAt(0));
    return new TextDecoder().decode(bytes);
  } catch {
    return source;
  }
}

/** The text of a key: JSON has no other keys, so `y:` is the key "true" and `1:` the key "1". */
export function keyText(key: Scalar): string {
  return String(key);
}

function mayBeNumber(source: string): boolean {
  const first = source.charCodeAt(0);
  return (first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46;
}

function numberIn(digits: string): number | undefined {
  const based = BASED.exec(digits);
  if (based !== null) return (based[1] === '-' ? -1 : 1) * basedNumber(based);
  return DECIMAL.test(digits) ? Number(digits) : undefined;
}

function basedNumber([, , hexadecimal, octal, binary, oldOctal]: RegExpExecArray): number {
  if (hexadecimal !== undefined) return Number.parseInt(hexadecimal, 16);
  if (binary !== undefined) return Number.parseInt(binary, 2);
  return Number.parseInt(octal ?? oldOctal ?? '', 8);
}
