import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubernetesObject } from '../../../../src/core/statefulset/model.ts';
import type { SessionState } from '../../../../src/editor/connect/session.ts';
import type { Place } from '../../../../src/editor/views/context-row.ts';
import { mirrorSource } from '../../../../src/editor/views/source.ts';
import { TreeModel } from '../../../../src/editor/views/tree-model.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';
import { claim, NOW, statefulSet } from '../objects.ts';

const released = {
  kind: 'PersistentVolume',
  metadata: { name: 'pv-1' },
  spec: { claimRef: { namespace: 'shop', name: 'data-web-0' } },
  status: { phase: 'Released' },
};
const free = { ...released, metadata: { name: 'pv-2' }, spec: {}, status: { phase: 'Available' } };

/** The rows of a connected context that holds these objects, each with its description; none where the welcome text stands. */
function rowsOf(objects: Readonly<Record<string, readonly unknown[]>>, place: Place = 'alone'): string[] {
  const list = (kind: string) => (objects[kind] ?? []) as KubernetesObject[];
  const get = (kind: string, _: string, name: string) => list(kind).find(({ metadata }) => metadata.name === name);
  const mirror = { kinds: ['StatefulSet'], status: () => ({ state: 'live' }), list, get, indexed: () => [] };
  const context = { id: 'prod', name: 'prod', server: 'https://prod:6443', user: 'me', file: 'config' };
  const source = mirrorSource({
    state: () => ({ kind: 'connected', cluster: { context, namespace: 'shop', mirror } }) as unknown as SessionState,
    place: () => place,
    called: ({ name }) => name,
    guardOf: () => ({ readOnly: false, protected: false }),
    say: speaker(allSentences),
    now: () => NOW,
    verdictOf: () => undefined,
  });
  const model = new TreeModel(source);
  return model.children().flatMap(root => model.children(root).map(id => model.row(id)?.label ?? ''));
}

const NOTHING = 'No StatefulSet and no Deployment in shop';

test('what a deleted workload left stands in the tree also where it was the last one', () => {
  assert.deepEqual(rowsOf({ PersistentVolume: [released] }), [NOTHING, 'Volumes nobody uses']);
  assert.deepEqual(rowsOf({ PersistentVolume: [free] }), [NOTHING, 'Volumes nobody uses']);
  assert.deepEqual(rowsOf({ PersistentVolumeClaim: [claim('data-web-0')], PersistentVolume: [released] }), [
    NOTHING,
    'Claims left behind',
    'Volumes nobody uses',
  ]);
});

test('beside a workload nothing says that there is none', () => {
  assert.deepEqual(rowsOf({ StatefulSet: [statefulSet({ replicas: 1 })], PersistentVolume: [released] }), [
    'web',
    'Volumes nobody uses',
  ]);
});

test('a context that holds nothing leaves the view to the welcome text, and says so in a row only beside others', () => {
  assert.deepEqual(rowsOf({}), []);
  assert.deepEqual(rowsOf({}, 'beside'), [NOTHING]);
});
