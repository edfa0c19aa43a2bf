import assert from 'node:assert/strict';
import { test } from 'node:test';
import { selects, serviceSelects, unmetBy } from '../../../src/core/labels.ts';

const labels = { app: 'web', tier: 'front' };
const expression = (key: string, operator: string, values?: string[]) => ({
  matchExpressions: [{ key, operator, ...(values && { values }) }],
});

test('no selector takes nothing and an empty one takes everything', () => {
  assert.equal(selects(undefined, labels), false);
  assert.equal(selects({}, labels), true);
  assert.equal(selects({}, undefined), true);
});

test('every label and every requirement must be met', () => {
  assert.equal(selects({ matchLabels: { app: 'web' } }, labels), true);
  assert.equal(selects({ matchLabels: { app: 'web', tier: 'back' } }, labels), false);
  assert.equal(selects({ matchLabels: { app: 'web' }, ...expression('tier', 'In', ['back']) }, labels), false);
});

test('each operator takes what it should', () => {
  const taken = (operator: string, values?: string[], key = 'app') =>
    selects(expression(key, operator, values), labels);
  assert.equal(taken('In', ['api', 'web']), true);
  assert.equal(taken('In', ['api']), false);
  assert.equal(taken('In', ['api'], 'none'), false);
  assert.equal(taken('NotIn', ['api']), true);
  assert.equal(taken('NotIn', ['web']), false);
  assert.equal(taken('NotIn', ['web'], 'none'), true);
  assert.equal(taken('Exists'), true);
  assert.equal(taken('Exists', undefined, 'none'), false);
  assert.equal(taken('DoesNotExist'), false);
  assert.equal(taken('DoesNotExist', undefined, 'none'), true);
  assert.equal(taken('Equals', ['web']), false);
});

test('what every object inherits is no label', () => {
  assert.equal(selects(expression('constructor', 'Exists'), {}), false);
  assert.equal(serviceSelects({ toString: 'x' }, {}), false);
});

test('unmet demands say what was wanted, what is there and where it was asked for', () => {
  const selector = { matchLabels: { app: 'api', zone: 'a' }, ...expression('tier', 'NotIn', ['front']) };
  assert.deepEqual(unmetBy(selector, labels), [
    { key: 'app', operator: 'In', wanted: ['api'], found: 'web', from: { label: 'app' } },
    { key: 'zone', operator: 'In', wanted: ['a'], found: undefined, from: { label: 'zone' } },
    { key: 'tier', operator: 'NotIn', wanted: ['front'], found: 'front', from: { expression: 0 } },
  ]);
});

test('a Service without a selector selects nothing by itself', () => {
  assert.equal(serviceSelects(undefined, labels), false);
  assert.equal(serviceSelects({}, labels), false);
  assert.equal(serviceSelects({ app: 'web' }, labels), true);
  assert.equal(serviceSelects({ app: 'web', tier: 'back' }, labels), false);
});
