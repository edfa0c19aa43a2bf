import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choose, type Offer, obstacles, type Wish } from '../../../../src/core/manifest/rules/binding.ts';
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
