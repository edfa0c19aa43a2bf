import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allowanceOf, budgetsOver, contested, mayCover } from '../../../src/core/budget.ts';
import type { Pod, PodDisruptionBudget } from '../../../src/core/statefulset/model.ts';

function budget(
  name: string,
  selector: PodDisruptionBudget['spec']['selector'],
  status: PodDisruptionBudget['status'] = {},
): PodDisruptionBudget {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, namespace: 'shop', generation: 2 },
    spec: selector === undefined ? {} : { selector },
    status: { observedGeneration: 2, ...status },
  };
}

function pod(name: string, labels: Record<string, string>, phase = 'Running'): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels },
    spec: { containers: [] },
    status: { phase },
  };
}

const web = { matchLabels: { app: 'web' } };

test('what a budget allows is what its status says, once it is of this specification', () => {
  const counts = { disruptionsAllowed: 1, currentHealthy: 3, desiredHealthy: 2, expectedPods: 3 };
  assert.deepEqual(allowanceOf(budget('a', web, counts)), {
    kind: 'allows',
    allowed: 1,
    healthy: 3,
    desired: 2,
    expected: 3,
  });
  assert.equal(allowanceOf(budget('a', web, { ...counts, observedGeneration: 1 })).kind, 'uncounted');
  assert.equal(allowanceOf({ ...budget('a', web), status: {} }).kind, 'uncounted');
});

test('a budget that needs every pod never allows anything, one that lacks a healthy pod does not now', () => {
  const of = (currentHealthy: number, desiredHealthy: number, expectedPods: number) =>
    allowanceOf(budget('a', web, { disruptionsAllowed: 0, currentHealthy, desiredHealthy, expectedPods })).kind;
  assert.equal(of(3, 3, 3), 'never');
  assert.equal(of(2, 5, 2), 'never');
  assert.equal(of(2, 2, 3), 'not-now');
  assert.equal(of(0, 0, 0), 'not-now');
});

test('budgets are found by the labels of pods and of the template, in order of their names', () => {
  const budgets = [
    budget('z', web),
    budget('every', {}),
    budget('none', undefined),
    budget('null', null),
    budget('other', { matchLabels: { app: 'db' } }),
    budget('first', { matchLabels: { 'statefulset.kubernetes.io/pod-name': 'web-0' } }),
  ];
  const pods = [pod('web-0', { app: 'web', 'statefulset.kubernetes.io/pod-name': 'web-0' })];
  const names = (found: readonly PodDisruptionBudget[]) => found.map(({ metadata }) => metadata.name);
  assert.deepEqual(names(budgetsOver(pods, { app: 'web' }, budgets)), ['every', 'first', 'z']);
  assert.deepEqual(names(budgetsOver([], { app: 'web' }, budgets)), ['every', 'z']);
  assert.deepEqual(
    budgets.filter(each => mayCover(each, { app: 'web' })).map(({ metadata }) => metadata.name),
    ['z', 'every', 'first'],
  );
});

test('a pod under two budgets cannot be evicted, unless it does not run yet or any more', () => {
  const budgets = [budget('a', web), budget('b', {})];
  const pods = [
    pod('web-0', { app: 'web' }),
    pod('web-1', { app: 'web' }, 'Pending'),
    pod('web-2', { app: 'web' }, 'Succeeded'),
    pod('db-0', { app: 'db' }),
  ];
  assert.deepEqual(
    contested(pods, budgets).map(({ metadata }) => metadata.name),
    ['web-0'],
  );
  const [first] = pods;
  assert.ok(first);
  const going = { ...first, metadata: { ...first.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } };
  assert.deepEqual(contested([going], budgets), []);
});
