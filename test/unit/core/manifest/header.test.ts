import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseManifest } from '../../../../src/core/manifest/parse.ts';
import { diagnose } from '../../../../src/language/diagnostics.ts';
import { loadFields } from '../../../../src/language/tables.ts';
import { setText } from '../../../support/manifest-texts.ts';

const options = { fields: await loadFields() };
const told = (line: string, other: string) =>
  diagnose(parseManifest(setText([line, other])), undefined, options).map(
    ({ severity, code, path }) => `${severity} ${code} ${path.join('.')}`,
  );
const kind = (line: string) => told('kind: StatefulSet', line);
const version = (line: string) => told('apiVersion: apps/v1', line);

test('a kind or version that is left out is filled in by the server, and the rest is checked as that kind', () => {
  for (const line of ['', 'kind: null', 'kind: ""']) assert.deepEqual(kind(line), ['warning kind-missing kind'], line);
  for (const line of ['', 'apiVersion: ~', 'apiVersion: ""'])
    assert.deepEqual(version(line), ['warning api-version-missing apiVersion'], line);
  assert.deepEqual(kind('type: StatefulSet'), ['warning kind-missing kind', 'error unknown-field type']);
  assert.deepEqual(version('version: apps/v1').toSorted().toReversed(), [
    'warning api-version-missing apiVersion',
    'error unknown-field version',
  ]);
});

test('what stands there under another name is not filled in', () => {
  for (const key of ['Kind', 'knd', 'kinds'])
    assert.deepEqual(kind(`${key}: StatefulSet`), [`error misspelled-field ${key}`]);
  for (const key of ['apiversion', 'apiVersoin', 'api-version'])
    assert.deepEqual(version(`${key}: apps/v1`), [`error misspelled-field ${key}`]);
});

test('what is no text is no kind and no version', () => {
  for (const value of ['5', 'true', '[StatefulSet]', '{a: b}'])
    assert.deepEqual(kind(`kind: ${value}`), ['error text-expected kind'], value);
  for (const value of ['1', 'true', '[apps/v1]', '{a: b}'])
    assert.deepEqual(version(`apiVersion: ${value}`), ['error text-expected apiVersion'], value);
});

test('a kind that nobody has is one of ours misspelled, if its fields say which', () => {
  for (const name of ['statefulset', 'StatefulSets', 'Stateful', 'Sts'])
    assert.deepEqual(kind(`kind: ${name}`), ['error misspelled-kind kind'], name);
  assert.deepEqual(kind('kind: DaemonSet'), []);
});

test('groups without a dot are nobody else’s', () => {
  for (const name of ['Apps/v1', 'app/v1', 'apps/v2', 'apps', 'v1', 'APPS/v1'])
    assert.deepEqual(version(`apiVersion: ${name}`), ['error wrong-api-version apiVersion'], name);
  for (const name of ['apps.kruise.io/v1beta1', 'example.com/v1'])
    assert.deepEqual(version(`apiVersion: ${name}`), [], name);
});
