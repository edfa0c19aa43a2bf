import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PodDisruptionBudget } from '../../../../src/core/statefulset/model.ts';
import { setBranches } from '../../../../src/editor/views/set-rows.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';
import { NOW, pod } from '../objects.ts';
import { factsOf } from './set-facts.ts';

const context = { say: speaker(allSentences), now: NOW, showNamespace: false };

function budget(name: string, status: PodDisruptionBudget['status'], app = 'web'): PodDisruptionBudget {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, namespace: 'shop', generation: 1 },
    spec: { selector: { matchLabels: { app } }, minAvailable: 2 },
    status: { observedGeneration: 1, ...status },
  };
}

const pods = [0, 1, 2].map(ordinal => pod(`web-${ordinal}`));
const rows = (...budgets: PodDisruptionBudget[]) =>
  setBranches(factsOf({ pods, budgets }), context)
    .map(({ row }) => row)
    .filter(({ id }) => id.startsWith('budget'));

test('a budget says how many evictions it allows now, and of what', () => {
  const of = (disruptionsAllowed: number, currentHealthy: number, desiredHealthy: number) =>
    rows(budget('web', { disruptionsAllowed, currentHealthy, desiredHealthy, expectedPods: 3 }))[0]?.description;
  assert.equal(of(2, 3, 1), 'budget · allows 2 evictions · 3 healthy, 1 needed · minAvailable 2');
  assert.equal(of(1, 3, 2), 'budget · allows one eviction · 3 healthy, 2 needed · minAvailable 2');
  assert.equal(of(0, 2, 2), 'budget · allows no eviction now · 2 healthy, 2 needed · minAvailable 2');
  assert.equal(of(0, 3, 3), 'budget · never allows an eviction · 3 healthy, 3 needed · minAvailable 2');
});

test('commands on a budget are about the budget, and a screen reader names it', () => {
  const [row] = rows(budget('web', { disruptionsAllowed: 1, currentHealthy: 3, desiredHealthy: 2, expectedPods: 3 }));
  assert.deepEqual(row?.target, { kind: 'PodDisruptionBudget', namespace: 'shop', name: 'web' });
  assert.match(row?.spoken ?? '', /^Disruption budget web, allows one eviction, 3 healthy, 2 needed, minAvailable 2$/);
});

test('a budget of other pods is not shown', () => {
  assert.deepEqual(rows(budget('db', {}, 'db')), []);
});

test('two budgets over one pod make evictions fail, and a row says so', () => {
  const told = rows(budget('b', {}), budget('a', {}));
  assert.deepEqual(
    told.map(({ label }) => label),
    ['a', 'b', 'Evictions fail'],
  );
  assert.equal(told[2]?.description, 'web-0, web-1, web-2: under more than one budget (a, b)');
});

test('what must not be read is told under the set, with the right that is missing', () => {
  const branches = setBranches(factsOf({ hidden: ['PodDisruptionBudget', 'StorageClass'] }), context);
  const last = branches.at(-1)?.row;
  assert.equal(last?.label, 'Not shown');
  assert.equal(last?.description, 'no right to list poddisruptionbudgets, storageclasses');
});

test('what must not be watched is told under the set, with how late it is seen', () => {
  const branches = setBranches(factsOf({ polled: [{ kind: 'Pod', every: 30_000 }] }), context);
  const last = branches.at(-1)?.row;
  assert.equal(last?.label, 'Seen late');
  assert.equal(last?.description, 'every 30 s, no right to watch pods');
});
