import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { jsonFault } from '../../../../src/practice/api/json-fault.ts';

const faults: readonly (readonly [string, string])[] = [
  ['', 'unexpected end of JSON input'],
  ['  {"a":', 'unexpected end of JSON input'],
  ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
  ['{a: 1}', "invalid character 'a' looking for beginning of object key string"],
  ['{"a" 1}', "invalid character '1' after object key"],
  ['{"a":1 "b":2}', `invalid character '"' after object key:value pair`],
  ['[1,]', "invalid character ']' looking for beginning of value"],
  ['[1 2]', "invalid character '2' after array element"],
  ['{"a":[{}}', "invalid character '}' after array element"],
  ['kind: Pod', "invalid character 'k' looking for beginning of value"],
  ["{'a':1}", "invalid character '\\'' looking for beginning of object key string"],
  ['"a\nb"', "invalid character '\\n' in string literal"],
  ['"\\x"', "invalid character 'x' in string escape code"],
  ['"\\u00g0"', "invalid character 'g' in \\u hexadecimal character escape"],
  ['-a', "invalid character 'a' in numeric literal"],
  ['1.a', "invalid character 'a' after decimal point in numeric literal"],
  ['1e+', 'unexpected end of JSON input'],
  ['1ex', "invalid character 'x' in exponent of numeric literal"],
  ['tru}', "invalid character '}' in literal true (expecting 'e')"],
  ['{} {}', "invalid character '{' after top-level value"],
  ['01', "invalid character '1' after top-level value"],
  ['é', "invalid character 'Ã' looking for beginning of value"],
];

test('what is no JSON is called wrong in the words of Go', () => {
  for (const [text, fault] of faults) assert.equal(jsonFault(text), fault, text);
});

test('a text is faultless exactly where it can be read, however it is damaged and however deep it nests', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.constantFrom('', '}', '"', ',', '\\', '0', 'e', ' '), (text, place, damage) => {
      const at = place % (text.length + 1);
      for (const each of [text, text.slice(0, at) + damage + text.slice(at + 1)])
        assert.equal(jsonFault(each) === undefined, isReadable(each), each);
    }),
  );
  assert.equal(jsonFault('['.repeat(200_000)), 'unexpected end of JSON input');
});

function isReadable(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
