import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FieldDifference } from '../../../src/core/differences.ts';
import { fieldChangesText } from '../../../src/words/field-changes.ts';
import { allSentences } from '../../../src/words/spoken/all.ts';
import { speaker } from '../../../src/words/words.ts';

const say = speaker(allSentences);
const text = (...differences: readonly FieldDifference[]) => fieldChangesText(differences, say);

const replicas = { field: 'spec.replicas', from: '3', to: '4' };
const image = { field: 'spec.template.spec.containers[app].image', from: 'nginx:1.28', to: 'nginx:1.29' };
const other = (name: string) => ({ field: `spec.${name}`, from: undefined, to: 'on' });

test('where nothing differs there is nothing to say', () => {
  assert.equal(text(), undefined);
});

test('images and the number of pods come first, in the words of fields', () => {
  assert.equal(
    text(other('paused'), replicas, image),
    'Changes: app image: nginx:1.28 → nginx:1.29; replicas: 3 → 4; paused: not set → on',
  );
});

test('more fields than can be read at a glance are counted, but never a single one', () => {
  assert.match(text(image, replicas, other('a'), other('b')) ?? '', /; a: not set → on; b: not set → on$/);
  assert.match(
    text(image, replicas, other('a'), other('b'), other('c')) ?? '',
    /; a: not set → on; and 2 more fields$/,
  );
});

test('a field that is taken out, and one whose values may not be told, are named', () => {
  assert.equal(text({ ...replicas, to: undefined }), 'Changes: replicas: 3 → not set');
  assert.equal(text({ field: 'data.password', from: '…', to: '…' }), 'Changes: data.password: another value');
});

test('fields of an init container go by its name, those of metadata by their path', () => {
  const migrate = { ...image, field: 'spec.template.spec.initContainers[migrate].image' };
  const note = { field: 'spec.template.metadata.annotations[a.io/b]', from: '1', to: '2' };
  assert.equal(
    text(migrate, note),
    'Changes: migrate image: nginx:1.28 → nginx:1.29; template.metadata.annotations[a.io/b]: 1 → 2',
  );
});
