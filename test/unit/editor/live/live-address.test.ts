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

test('an object of any kind has an address with its apiVersion, as kubectl names kinds', () => {
  const kafka = { apiVersion: 'kafka.strimzi.io/v1beta2', kind: 'Kafka', namespace: 'shop', name: 'prod' };
  assert.equal(uriPath(kafka), '/shop/Kafka.v1beta2.kafka.strimzi.io/prod.live.yaml');
  assert.deepEqual(addressOf(uriPath(kafka)), kafka);
  const map = { apiVersion: 'v1', kind: 'ConfigMap', namespace: '', name: 'a.b' };
  assert.equal(uriPath(map), '/-/ConfigMap.v1./a.b.live.yaml');
  assert.deepEqual(addressOf(uriPath(map)), map);
});
