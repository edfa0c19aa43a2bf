import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { liveText } from '../../../src/language/live-text.ts';
import { statefulSet } from '../editor/objects.ts';

const set = statefulSet();

test('an object reads as YAML, header first, without managedFields and the copy that kubectl leaves', () => {
  const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': '{}', note: 'yes' };
  const metadata = { ...set.metadata, annotations, managedFields: [{ manager: 'kubectl' }] };
  const text = liveText({ ...set, metadata });
  assert.match(text, /^apiVersion: apps\/v1\nkind: StatefulSet\nmetadata:\n/);
  assert.deepEqual(parse(text), { ...set, metadata: { ...set.metadata, annotations: { note: 'yes' } } });
});

test('annotations of which nothing is left are left out', () => {
  const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': '{}' };
  assert.doesNotMatch(liveText({ ...set, metadata: { ...set.metadata, annotations } }), /annotations/);
});

test('a long text stays on its line, so that it can be copied', () => {
  const annotations = { note: 'word '.repeat(60).trim() };
  assert.match(liveText({ ...set, metadata: { ...set.metadata, annotations } }), /note: (word ){59}word\n/);
});

test('noise fields are there when they are asked for', () => {
  const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': '{}' };
  const metadata = { ...set.metadata, annotations, managedFields: [{ manager: 'kubectl' }] };
  assert.deepEqual(parse(liveText({ ...set, metadata }, { noise: true })), { ...set, metadata });
});

test('a Secret shows its keys and none of its values, not in the copy that kubectl leaves either', () => {
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: 'key',
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{"data":{"token":"c2VjcmV0"}}' },
    },
    data: { token: 'c2VjcmV0' },
  };
  for (const noise of [true, false]) {
    const text = liveText(secret, { noise });
    assert.match(text, /token: \(hidden\)/);
    assert.doesNotMatch(text, /c2VjcmV0/);
  }
});
