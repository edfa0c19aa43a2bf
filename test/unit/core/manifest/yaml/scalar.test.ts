import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyText, resolvePlain, resolveTagged } from '../../../../../src/core/manifest/yaml/scalar.ts';

// Facts: observed at an API server 1.36.2, validation-rules.md section 2.

test('the booleans of YAML 1.1 are booleans, mixed forms are not', () => {
  for (const word of 'y Y yes Yes YES on On ON true True TRUE'.split(' ')) assert.equal(resolvePlain(word), true, word);
  for (const word of 'n N no No NO off Off OFF false False FALSE'.split(' '))
    assert.equal(resolvePlain(word), false, word);
  for (const word of ['tRue', 'yEs', 'oN', 'nO', 'yess']) assert.equal(resolvePlain(word), word);
});

test('null is a word, a tilde or nothing', () => {
  for (const word of ['', '~', 'null', 'Null', 'NULL']) assert.equal(resolvePlain(word), null, word);
  assert.equal(resolvePlain('nUll'), 'nUll');
});

test('numbers are read in both dialects', () => {
  const numbers: Readonly<Record<string, number>> = {
    '0': 0,
    '+3': 3,
    '-3': -3,
    '010': 8,
    '017': 15,
    '0o17': 15,
    '0o644': 420,
    '0x10': 16,
    '-0x10': -16,
    '0b11': 3,
    '1_0': 10,
    '089': 89,
    '08': 8,
    '1.': 1,
    '.5': 0.5,
    '1.0': 1,
    '3.0': 3,
    '1e1': 10,
    '1e3': 1000,
    '1E3': 1000,
    '-1.5e-2': -0.015,
    '.inf': Number.POSITIVE_INFINITY,
    '-.inf': Number.NEGATIVE_INFINITY,
  };
  for (const [text, number] of Object.entries(numbers)) assert.equal(resolvePlain(text), number, text);
});

test('what looks like a number or a time in other dialects is text', () => {
  for (const text of [
    '1:30',
    '12:30:45',
    '2020-01-01',
    '2020-01-01T00:00:00Z',
    '0o8',
    '12e',
    '=',
    '<<',
    '-',
    '+',
    '.',
    '0x',
    '1.2.3',
    '1Gi',
    '_1',
    '0b2',
  ]) {
    assert.equal(resolvePlain(text), text);
  }
});

test('a tag decides, and tags of others change nothing', () => {
  assert.equal(resolveTagged('tag:yaml.org,2002:str', '5', true), '5');
  assert.equal(resolveTagged('!!str', 'true', true), 'true');
  assert.equal(resolveTagged('tag:yaml.org,2002:int', '3', false), 3);
  assert.equal(resolveTagged('!foo', '5', true), 5);
  assert.equal(resolveTagged('!foo', '5', false), '5');
});

test('keys are text', () => {
  assert.equal(keyText(resolvePlain('y')), 'true');
  assert.equal(keyText(resolvePlain('1')), '1');
  assert.equal(keyText(resolvePlain('~')), 'null');
});
