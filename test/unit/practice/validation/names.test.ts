import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  annotationKeyFault,
  dnsLabelFault,
  dnsSubdomainFault,
  labelValueFault,
  portNameFault,
  qualifiedNameFault,
} from '../../../../src/core/names.ts';
import {
  annotationKeyErrors,
  labelErrors,
  labelValueErrors,
  portNameErrors,
  qualifiedNameErrors,
  subdomainErrors,
} from '../../../../src/practice/validation/names.ts';

/** The start of each message behind the value. */
function begins(errors: readonly { readonly message: string }[]): string[] {
  return errors.map(({ message }) => message.replace(/^Invalid value: "[^"]*": /, '').slice(0, 30));
}

test('a name is told every rule that it breaks', () => {
  assert.deepEqual(begins(labelErrors('f', `A${'a'.repeat(63)}`)), [
    'must be no more than 63 charac',
    'a lowercase RFC 1123 label mus',
  ]);
  assert.deepEqual(begins(labelErrors('f', 'a.b')), ['must not contain dots']);
  assert.deepEqual(begins(labelErrors('f', 'a_.b')), ['a lowercase RFC 1123 label mus']);
  assert.deepEqual(begins(portNameErrors('f', '-8--0-')), [
    'must contain at least one lett',
    'must not contain consecutive h',
    'must not begin or end with a h',
  ]);
  assert.deepEqual(begins(qualifiedNameErrors('f', 'A.b/')), [
    'prefix part a lowercase RFC 11',
    'name part must be non-empty',
    'name part must consist of alph',
  ]);
  assert.deepEqual(begins(qualifiedNameErrors('f', 'a/b/c')), ['a valid label key must consist']);
  assert.deepEqual(begins(annotationKeyErrors('f', 'Example.com/A')), []);
  assert.deepEqual(begins(labelValueErrors('f', `-${'é'.repeat(32)}`)), [
    'must be no more than 63 bytes',
    'a valid label must be an empty',
  ]);
});

const pairs = [
  [labelErrors, dnsLabelFault],
  [subdomainErrors, dnsSubdomainFault],
  [qualifiedNameErrors, qualifiedNameFault],
  [annotationKeyErrors, annotationKeyFault],
  [labelValueErrors, labelValueFault],
  [portNameErrors, portNameFault],
] as const;

test('a name has a message exactly where the rules of core find a fault', () => {
  const texts = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', 'Z', '0', '-', '_', '.', '/', 'é', ' '), maxLength: 8 }),
    fc.nat({ max: 300 }).map(length => 'a'.repeat(length)),
  );
  for (const [errors, fault] of pairs)
    fc.assert(fc.property(texts, text => errors('f', text).length > 0 === (fault(text) !== undefined)));
});
