import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, uriPath } from '../../../../src/editor/live/live-address.ts';

test('the address of a live document leads back to its object', () => {
  const target = { kind: 'StatefulSet', namespace: 'shop', name: 'web.1' } as const;
  assert.equal(uriPath(target), '/shop/StatefulSet/web.1.live.yaml');
  assert.deepEqual(addressOf(uriPath(target)), target);
  assert.equal(addressOf('/shop/Secret/web.live.yaml'), undefined);
  assert.equal(addressOf('/web.live.yaml'), undefined);
});

test('an object without a namespace has an address too', () => {
  const target = { kind: 'PersistentVolume', namespace: '', name: 'pv-1' } as const;
  assert.equal(uriPath(target), '/-/PersistentVolume/pv-1.live.yaml');
  assert.deepEqual(addressOf(uriPath(target)), target);
});
