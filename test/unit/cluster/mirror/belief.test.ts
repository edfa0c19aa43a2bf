import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBelief, noDoubt } from '../../../../src/cluster/mirror/belief.ts';

function belief() {
  let doubts = 0;
  return { ...createBelief(() => doubts++), doubts: () => doubts };
}

const older = /list-older-than-known/;

test('a list that is older than what was known is believed only when the server insists', () => {
  const { page, doubts } = belief();
  page('100');
  assert.throws(() => page('99'), older);
  assert.throws(() => page('99'), older);
  page('99');
  // Only the first says that the server answers at all.
  assert.equal(doubts(), 1);
});

test('a list that was taken whole ends what was doubted', () => {
  const { page, listed, doubts } = belief();
  page('100');
  assert.throws(() => page('99'), older);
  page('101');
  listed();
  assert.throws(() => page('99'), older);
  assert.throws(() => page('99'), older);
  assert.equal(doubts(), 2);
});

test('what a watch has told is known to lists, and an event that comes late is not believed', () => {
  const { page, event } = belief();
  page('100');
  event('120', '100');
  assert.throws(() => event('110', '120'), /events-out-of-order/);
  assert.throws(() => page('119'), older);
  page('120');
});

test('without doubt everything is believed', () => {
  noDoubt.page('100');
  noDoubt.page('1');
  noDoubt.event('1', '100');
});
