import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fateOfStray, leftBehindBranch } from '../../../../src/editor/views/left-behind-rows.ts';
import type { Branch, Row } from '../../../../src/editor/views/row.ts';
import { setRow } from '../../../../src/editor/views/set-row.ts';
import { setBranches } from '../../../../src/editor/views/set-rows.ts';
import { volumeBranches } from '../../../../src/editor/views/volume-rows.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';
import { claim, NOW, pod, revision, statefulSet } from '../objects.ts';
import { factsOf } from './set-facts.ts';

const context = { say: speaker(allSentences), now: NOW, showNamespace: false };

/** A set of which there is something of everything to tell. */
const set = statefulSet(
  { replicas: 4, updateStrategy: { rollingUpdate: { partition: 2 } } },
  { readyReplicas: 2, updatedReplicas: 1, currentRevision: 'web-a', updateRevision: 'web-b' },
);
const reference = { apiVersion: 'kafka.strimzi.io/v1beta2', kind: 'Kafka', name: 'prod', uid: 'u', controller: true };
const owned = { ...set, metadata: { ...set.metadata, ownerReferences: [reference] } };
const facts = factsOf({
  set: owned,
  pods: [pod('web-0'), pod('web-2', { revision: 'web-b', ready: false })],
  claims: new Map(['data-web-0', 'data-web-2', 'data-web-7'].map(name => [name, claim(name)])),
  revisions: [revision('web-a', 1), revision('web-b', 2)],
  budgets: [
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'web-budget', namespace: 'shop', generation: 1 },
      spec: { minAvailable: 2, selector: { matchLabels: { app: 'web' } } },
      status: { observedGeneration: 1, disruptionsAllowed: 0, currentHealthy: 1, desiredHealthy: 2, expectedPods: 4 },
    },
  ],
  events: [
    {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'e', namespace: 'shop' },
      involvedObject: { kind: 'Pod', namespace: 'shop', name: 'web-2', uid: 'uid-web-2' },
      type: 'Warning',
      reason: 'BackOff',
      message: 'Back-off restarting failed container',
      count: 4,
    },
  ],
  hidden: ['StorageClass'],
  polled: [{ kind: 'Service', every: 30_000 }],
});

function rowsOf(branches: readonly Branch[]): Row[] {
  return branches.flatMap(({ row, children }) => [row, ...rowsOf(children)]);
}

const all: readonly Row[] = [
  setRow(owned, context),
  ...rowsOf(setBranches(facts, context)),
  ...rowsOf(
    volumeBranches(
      {
        volumes: [
          {
            apiVersion: 'v1',
            kind: 'PersistentVolume',
            metadata: { name: 'pvc-3f2e1c7d-1111-4222-8333-444455556666' },
            spec: { capacity: { storage: '1Gi' }, claimRef: { namespace: 'shop', name: 'data-web-9' } },
            status: { phase: 'Released' },
          },
        ],
        claims: [],
        namespace: '',
      },
      context,
    ),
  ),
  ...rowsOf([
    leftBehindBranch(
      {
        owner: 'nobody',
        claims: [claim('data-db-0')],
        volumes: new Map(),
        classes: [],
        events: [],
        fateOf: fateOfStray,
      },
      context,
    ),
  ]),
];

test('rows of all these kinds are there', () => {
  assert.deepEqual([...new Set(all.map(({ kind }) => kind.replace('ordinal.', '')))].sort(), [
    'budget',
    'claim',
    'leftBehind',
    'missingPod',
    'note',
    'owner',
    'partition',
    'pod',
    'podName',
    'releasedVolume',
    'revision',
    'revisions',
    'service',
    'serviceName',
    'set',
    'warning',
  ]);
});

test('what is said of a row begins with what it is, and is read as words: no dots between, no fractions', () => {
  for (const { label, spoken } of all) {
    assert.match(spoken, /^[A-Z_]/, label);
    assert.ok(!spoken.includes(' · '), spoken);
    assert.doesNotMatch(spoken, /\b\d+\/\d+\b/, label);
    assert.notEqual(spoken, label);
  }
});

test('a row is told by what it is called and how it is, not by its icon alone', () => {
  for (const { label, spoken, description } of all) {
    const [name = ''] = label.replace(/…$/, '').split(' (');
    assert.ok(spoken.includes(name.replace('#', '')), `${label}: ${spoken}`);
    assert.notEqual(description, '', `${label} says nothing beside its icon`);
  }
});

test('the kind and the state stand in the part of a description that fits beside a long label', () => {
  const begins = (kind: string) => all.find(row => row.kind === `ordinal.${kind}`)?.description.slice(0, 24);
  assert.match(begins('budget') ?? '', /^budget · allows no evict/);
  assert.match(begins('service') ?? '', /^Service · \d\/\d addresses/);
  assert.match(begins('claim') ?? '', /^Bound · 2Gi/);
  assert.match(begins('owner') ?? '', /^manages this/);
  assert.match(begins('releasedVolume') ?? '', /^Released · /);
});

test('the label of a volume that is named by a uid leaves room for its state, and its whole name is in the tooltip', () => {
  const row = all.find(({ kind }) => kind === 'ordinal.releasedVolume');
  assert.equal(row?.label, 'pvc-3f2e1c7d…');
  assert.equal(row?.target?.name, 'pvc-3f2e1c7d-1111-4222-8333-444455556666');
  assert.ok(row?.tooltip.some(fact => 'name' in fact && fact.value === row.target?.name));
});
