import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  activeTroubles,
  inOrderOfUse,
  orderOf,
  strikesOne,
  subjectsOf,
  troubles,
} from '../../../../src/editor/commands/trouble-choices.ts';
import { noOrders } from '../../../../src/practice/orders.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { newClaim, newPod } from '../../../support/practice-cluster.ts';
import { storedMirror } from '../verdicts/stored-mirror.ts';

const web = { namespace: 'shop', name: 'web-0' };

test('every trouble has a name and says what will be seen', () => {
  const known = Object.keys(allSentences);
  for (const trouble of troubles)
    for (const code of [`trouble-${trouble}`, `trouble-${trouble}-seen`]) assert.ok(known.includes(code), code);
});

test('every trouble is an order of its own, and the last ends all', () => {
  const orders = troubles.map(trouble => orderOf(trouble, web));
  assert.equal(new Set(orders.map(order => JSON.stringify(order))).size, troubles.length);
  assert.deepEqual(orders.indexOf(undefined), troubles.indexOf('none'));
  assert.deepEqual(orderOf('claim', web), { order: 'claim', namespace: 'shop', name: 'web-0', full: true });
  assert.deepEqual(orderOf('gone', web), { order: 'api', fault: 'gone', every: 1, seconds: 60 });
});

test('trouble that is active stands first, after what ends it', () => {
  assert.deepEqual([...activeTroubles(noOrders)], []);
  assert.equal(inOrderOfUse(activeTroubles(noOrders)), troubles);
  const one = activeTroubles({ ...noOrders, provisionerDown: true, api: { slow: { every: 1, until: 1 } } });
  assert.deepEqual(inOrderOfUse(one).slice(0, 4), ['none', 'provisioner', 'slow', 'node']);
  assert.deepEqual(inOrderOfUse(one).toSorted(), troubles.toSorted());
  const struck = {
    node: { lostNodes: ['a'] },
    claim: { fullClaims: { 'shop/data': '1Gi' } },
    quota: { fullNamespaces: ['shop'] },
    image: { images: { ':v1': 'image-missing' } },
    pod: { pods: { 'shop/web-0': 'never-ready' } },
  };
  for (const [trouble, orders] of Object.entries(struck))
    assert.deepEqual([...activeTroubles({ ...noOrders, ...orders })], [trouble]);
  assert.deepEqual([...activeTroubles(undefined)], []);
});

test('what can be struck is offered once and by name', () => {
  const { mirror } = storedMirror([
    newPod('web-1', { nodeName: 'node-2' }, 'app:v2'),
    newPod('web-0', { nodeName: 'node-1' }, 'app:v2'),
    newPod('web-2', { nodeName: 'node-1' }, 'app:v1'),
    { ...newPod('waiting', {}, 'app:v1'), metadata: { name: 'waiting', namespace: 'shop' } },
    newClaim('data'),
  ]);
  const offered = troubles
    .filter(strikesOne)
    .map(trouble => [trouble, subjectsOf(trouble, mirror).map(({ name }) => name)]);
  assert.deepEqual(offered, [
    ['node', ['node-1', 'node-2']],
    ['claim', ['data']],
    ['quota', ['shop']],
    ['image', ['app:v1', 'app:v2']],
    ['pod', ['web-0', 'web-1', 'web-2', 'waiting']],
  ]);
});
