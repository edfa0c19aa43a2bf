import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeOf } from '../../../../src/core/manifest/place.ts';
import {
  choose,
  classNameOf,
  type Offer,
  obstacles,
  offerOf,
  type Wish,
  wishOf,
} from '../../../../src/core/manifest/rules/binding.ts';
import { parseQuantity, type Quantity } from '../../../../src/core/quantity.ts';

function amount(text: string): Quantity {
  const quantity = parseQuantity(text);
  assert.ok(quantity !== undefined);
  return quantity;
}

const wish = (changes: Partial<Wish> = {}): Wish => ({
  size: amount('5Gi'),
  modes: ['ReadWriteOnce'],
  className: 'manual',
  volumeMode: 'Filesystem',
  attributesClass: '',
  selector: undefined,
  ...changes,
});
const offer = (name: string, size: string, changes: Partial<Offer> = {}): Offer => ({
  name,
  size: amount(size),
  sizeText: size,
  modes: ['ReadWriteOnce'],
  className: 'manual',
  volumeMode: 'Filesystem',
  attributesClass: '',
  labels: {},
  keptFor: undefined,
  ...changes,
});
const BOTH = ['ReadWriteOnce', 'ReadWriteMany'];

test('the smallest volume that fits is taken', () => {
  assert.equal(choose(wish(), 'ns/a', [offer('big', '20Gi'), offer('fit', '5Gi'), offer('small', '1Gi')])?.name, 'fit');
});

test('fewer access modes come before a smaller size', () => {
  assert.equal(choose(wish(), 'ns/a', [offer('more', '5Gi', { modes: BOTH }), offer('big', '50Gi')])?.name, 'big');
});

test('all asked modes must be offered by one volume', () => {
  assert.equal(
    choose(wish({ modes: BOTH }), 'ns/a', [offer('once', '5Gi'), offer('many', '5Gi', { modes: ['ReadWriteMany'] })]),
    undefined,
  );
});

test('a volume kept for a claim is left to it, whatever its class', () => {
  const kept = offer('kept', '10Gi', { keptFor: 'ns/b', className: 'other' });
  assert.equal(choose(wish(), 'ns/a', [kept]), undefined);
  assert.equal(choose(wish(), 'ns/b', [offer('fit', '5Gi'), kept])?.name, 'kept');
});

test('what keeps a volume from a claim is told', () => {
  const selector = { matchLabels: { disk: 'fast' } };
  assert.deepEqual(obstacles(wish(), offer('a', '5Gi')), []);
  assert.deepEqual(obstacles(wish({ selector }), offer('a', '5Gi', { labels: { disk: 'fast' } })), []);
  assert.deepEqual(obstacles(wish({ selector, modes: BOTH, className: '', volumeMode: 'Block' }), offer('a', '1Gi')), [
    'class',
    'volume-mode',
    'selector',
    'access-modes',
    'size',
  ]);
});

test('both sides name the same VolumeAttributesClass, even where a volume is kept for the claim', () => {
  const gold = offer('gold', '5Gi', { attributesClass: 'gold' });
  assert.deepEqual(obstacles(wish(), gold), ['attributes-class']);
  assert.deepEqual(obstacles(wish({ attributesClass: 'gold' }), offer('plain', '5Gi')), ['attributes-class']);
  assert.equal(choose(wish({ attributesClass: 'gold' }), 'ns/a', [offer('plain', '5Gi'), gold])?.name, 'gold');
  assert.equal(choose(wish(), 'ns/a', [{ ...gold, keptFor: 'ns/a' }]), undefined);
});

test('classes are read where claims and volumes name them', () => {
  const spec = { accessModes: ['ReadWriteOnce'], volumeAttributesClassName: 'gold', storageClassName: 'manual' };
  const claim = { spec: { ...spec, resources: { requests: { storage: '1Gi' } } } };
  const volume = { metadata: { name: 'a' }, spec: { ...spec, capacity: { storage: '1Gi' } } };
  assert.deepEqual(
    [wishOf(placeOf(claim)), offerOf(placeOf(volume))].map(side => [side?.className, side?.attributesClass]),
    [
      ['manual', 'gold'],
      ['manual', 'gold'],
    ],
  );
  const annotations = { 'volume.beta.kubernetes.io/storage-class': 'slow' };
  assert.equal(classNameOf(placeOf({ ...volume, metadata: { annotations } })), 'slow');
  assert.equal(classNameOf(placeOf({ spec: { storageClassName: '' } })), '');
  assert.equal(classNameOf(placeOf({ spec: {} })), undefined);
});
