import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parse } from 'yaml';
import { scalarText } from '../../../src/language/edit.ts';
import { liveText } from '../../../src/language/live-text.ts';
import { isPlainText, yamlText } from '../../../src/language/yaml-text.ts';
import { statefulSet } from '../editor/objects.ts';

const OTHERWISE = [
  'yes',
  'No',
  'y',
  'N',
  'on',
  'OFF',
  '0123',
  '1e3',
  '12:30',
  '~',
  'null',
  '2001-01-01',
  '1_000',
  '0x1F',
];

test('text that YAML 1.1 reads as something else stands in quotes, as a value, as a key and in a fix', () => {
  for (const word of OTHERWISE) {
    assert.equal(yamlText({ note: word }), `note: "${word}"\n`);
    assert.equal(yamlText({ [word]: 'note' }), `"${word}": note\n`);
    assert.equal(scalarText(word), `"${word}"`);
    assert.ok(!isPlainText(word));
  }
});

test('an annotation that says yes is text in live YAML', () => {
  const set = statefulSet();
  const annotations = { 'pv.kubernetes.io/bind-completed': 'yes' };
  assert.match(liveText({ ...set, metadata: { ...set.metadata, annotations } }), /bind-completed: "yes"\n/);
});

test('names, versions, true and numbers stand as they are', () => {
  assert.equal(yamlText({ name: 'web-0', version: '1.2.3', on: true }), 'name: web-0\nversion: 1.2.3\n"on": true\n');
  assert.equal(scalarText('web-0'), 'web-0');
  assert.equal(scalarText(3), '3');
});

test('both versions of YAML read any text back as it was', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d:_.+e-]{1,8}$/)), text => {
      for (const version of ['1.1', '1.2'] as const)
        assert.deepEqual(parse(yamlText({ note: text }), { version }), { note: text });
    }),
  );
});
