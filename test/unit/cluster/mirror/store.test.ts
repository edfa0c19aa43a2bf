import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { about, claimsNamed, ownedBy, slicesOf } from '../../../../src/cluster/mirror/indexes.ts';
import { createStore } from '../../../../src/cluster/mirror/store.ts';
import type { KubernetesObject } from '../../../../src/core/statefulset/model.ts';

function object(kind: string, name: string, more: object = {}, metadata: object = {}): KubernetesObject {
  return { apiVersion: 'v1', kind, metadata: { name, namespace: 'shop', ...metadata }, ...more };
}

const owner = (uid: string, controller: boolean) => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  name: 'web',
  uid,
  controller,
});
const names = (objects: readonly KubernetesObject[]) => objects.map(one => one.metadata.name).sort();

describe('store', () => {
  it('keeps one object a name and namespace', () => {
    const store = createStore();
    const first = object('Pod', 'a');
    assert.equal(store.put(first), undefined);
    const second = object('Pod', 'a', { status: {} });
    assert.equal(store.put(second), first);
    store.put(object('Pod', 'a', {}, { namespace: 'bank' }));
    store.put(object('Node', 'n', {}, { namespace: undefined }));
    assert.deepEqual([store.count(), store.count('shop'), store.count('none')], [3, 1, 0]);
    assert.equal(store.get('shop', 'a'), second);
    assert.equal(store.get(undefined, 'n')?.kind, 'Node');
    assert.equal(store.remove(first), second);
    assert.equal(store.remove(first), undefined);
    assert.deepEqual([store.count(), store.list('shop')], [2, []]);
  });

  it('finds what a controller owns, and forgets it when the owner changes', () => {
    const store = createStore();
    store.put(object('Pod', 'a', {}, { ownerReferences: [owner('one', true), owner('two', false)] }));
    store.put(object('Pod', 'b', {}, { ownerReferences: [owner('one', true)] }));
    assert.deepEqual(names(store.indexed(ownedBy('one'))), ['a', 'b']);
    assert.deepEqual(store.indexed(ownedBy('two')), []);
    store.put(object('Pod', 'a', {}, { ownerReferences: [owner('two', true)] }));
    assert.deepEqual(names(store.indexed(ownedBy('one'))), ['b']);
    assert.deepEqual(names(store.indexed(ownedBy('two'))), ['a']);
    store.remove(object('Pod', 'b'));
    assert.deepEqual(store.indexed(ownedBy('one')), []);
  });

  it('finds claims by what stands before their number, slices by Service and events by object', () => {
    const store = createStore();
    for (const name of ['data-web-0', 'data-web-12', 'data-web', 'data-web-x-1'])
      store.put(object('PersistentVolumeClaim', name));
    assert.deepEqual(names(store.indexed(claimsNamed('shop', 'data-web'))), ['data-web-0', 'data-web-12']);
    assert.deepEqual(store.indexed(claimsNamed('bank', 'data-web')), []);
    store.put(object('EndpointSlice', 'web-abc', {}, { labels: { 'kubernetes.io/service-name': 'web' } }));
    assert.deepEqual(names(store.indexed(slicesOf('shop', 'web'))), ['web-abc']);
    store.put(object('Event', 'e', { involvedObject: { uid: 'u' } }));
    assert.deepEqual(names(store.indexed(about('u'))), ['e']);
  });
});
