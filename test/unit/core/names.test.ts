import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  annotationKeyFault,
  byteLength,
  dnsLabelFault,
  dnsSubdomainFault,
  labelValueFault,
  portNameFault,
  qualifiedNameFault,
} from '../../../src/core/names.ts';

function all(fault: (text: string) => string | undefined, table: Readonly<Record<string, string | undefined>>): void {
  for (const [text, expected] of Object.entries(table)) assert.equal(fault(text), expected, JSON.stringify(text));
}

test('a DNS label is lower case, 63 long at most, and has no dots', () => {
  const long = 'a'.repeat(63);
  all(dnsLabelFault, {
    web: undefined,
    '0web': undefined,
    '53': undefined,
    [long]: undefined,
    [`${long}a`]: 'too-long',
    '': 'empty',
    Web: 'characters',
    my_web: 'characters',
    '-web': 'characters',
    'web-': 'characters',
    'my.web': 'dots',
  });
});

test('a DNS subdomain is labels with dots between, 253 long at most', () => {
  all(dnsSubdomainFault, {
    'a.b-c.d': undefined,
    a: undefined,
    'a..b': 'characters',
    '.a': 'characters',
    'A.b': 'characters',
    '': 'empty',
    ['a'.repeat(254)]: 'too-long',
  });
});

test('a label key may have one domain in front', () => {
  all(qualifiedNameFault, {
    app: undefined,
    'App.Name_1': undefined,
    'example.com/app': undefined,
    'a/b/c': 'slashes',
    '/b': 'prefix',
    'Example.com/a': 'prefix',
    'a/': 'empty',
    '': 'empty',
    'bad key': 'characters',
    '-a': 'characters',
    ['a'.repeat(64)]: 'too-long',
    [`example.com/${'a'.repeat(63)}`]: undefined,
  });
});

test('the domain of an annotation key may be in capitals', () => {
  all(annotationKeyFault, { 'Example.com/a': undefined, 'bad key': 'characters' });
});

test('a label value may be empty and has 63 bytes at most', () => {
  all(labelValueFault, {
    '': undefined,
    'v1.2_x': undefined,
    'x-': 'characters',
    'a b': 'characters',
    ['x'.repeat(64)]: 'too-long',
    ['é'.repeat(40)]: 'too-long',
  });
});

test('a port name has a letter, no two hyphens in a row, and 15 characters at most', () => {
  all(portNameFault, {
    http: undefined,
    'a-1': undefined,
    '8080': 'no-letter',
    HTTP: 'characters',
    'a--b': 'hyphens',
    '-ab': 'characters',
    'ab-': 'characters',
    abcdefghijklmnop: 'too-long',
    '': 'empty',
  });
});

test('bytes are counted as UTF-8', () => {
  assert.equal(byteLength('aé€😀'), 1 + 2 + 3 + 4);
  assert.equal(byteLength('aé€😀'), Buffer.byteLength('aé€😀'));
});
