import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClusterEvent } from '../../../../src/core/statefulset/model.ts';
import type { Branch } from '../../../../src/editor/views/row.ts';
import type { SetFacts } from '../../../../src/editor/views/set-facts.ts';
import { setRow } from '../../../../src/editor/views/set-row.ts';
import { findableBranches, setBranches } from '../../../../src/editor/views/set-rows.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';
import { claim, NOW, pod, revision, service, statefulSet } from '../objects.ts';
import { factsOf } from './set-facts.ts';

const context = { say: speaker(allSentences), now: NOW, showNamespace: false };

function claims(...names: string[]) {
  return new Map(names.map(name => [name, claim(name)]));
}

function labels(branches: readonly Branch[]): string[] {
  return branches.map(branch => branch.row.label);
}

function described(branches: readonly Branch[], label: string): string {
  return branches.find(branch => branch.row.label === label)?.row.description ?? `no row ${label}`;
}

test('pods stand in order of their numbers, not of their letters', () => {
  const set = statefulSet({ replicas: 11 });
  const pods = Array.from({ length: 11 }, (_, index) => pod(`web-${index}`)).reverse();
  const rows = labels(setBranches(factsOf({ set, pods }), context));
  assert.deepEqual(rows.slice(8, 11), ['web-8', 'web-9', 'web-10']);
});

test('the partition stands between the ordinals that it parts', () => {
  const set = statefulSet({
    replicas: 4,
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } },
  });
  const pods = [0, 1, 2, 3].map(ordinal => pod(`web-${ordinal}`));
  const branches = setBranches(factsOf({ set, pods }), context);
  assert.deepEqual(labels(branches).slice(0, 5), ['web-0', 'web-1', 'Partition 2', 'web-2', 'web-3']);
  assert.equal(described(branches, 'Partition 2'), 'holds web-0, web-1 · updates web-2, web-3');
});

test('the partition counts from the first ordinal of a set that does not start at 0', () => {
  const set = statefulSet({
    ordinals: { start: 5 },
    updateStrategy: { rollingUpdate: { partition: 1 } },
  });
  const pods = [5, 6, 7].map(ordinal => pod(`web-${ordinal}`));
  assert.deepEqual(labels(setBranches(factsOf({ set, pods }), context)).slice(0, 4), [
    'web-5',
    'Partition 1',
    'web-6',
    'web-7',
  ]);
});

test('a partition that holds every pod stands after the last and says so', () => {
  const set = statefulSet({ updateStrategy: { rollingUpdate: { partition: 3 } } });
  const branches = setBranches(factsOf({ set, pods: [0, 1, 2].map(ordinal => pod(`web-${ordinal}`)) }), context);
  assert.equal(labels(branches)[3], 'Partition 3');
  assert.equal(described(branches, 'Partition 3'), 'holds every pod: nothing will be updated');
});

test('without a partition no line is drawn', () => {
  assert.ok(!labels(setBranches(factsOf({}), context)).some(label => label.startsWith('Partition')));
});

test('a missing pod says what it waits for', () => {
  const waits = { for: 'ready', pod: 'web-0', during: 'create' } as const;
  const branches = setBranches(factsOf({ pods: [pod('web-0', { ready: false })], waits }), context);
  assert.deepEqual(labels(branches).slice(0, 3), ['web-0', 'web-1', 'web-2']);
  assert.equal(described(branches, 'web-2'), 'missing: after web-0 is ready');
});

test('a missing pod that the server refuses says so, with the quota, and waits for none but itself', () => {
  const waits = { for: 'created', pod: 'web-1', during: 'create' } as const;
  const refused = (words: string): ClusterEvent => ({
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: 'web.1', namespace: 'shop' },
    involvedObject: { kind: 'StatefulSet', name: 'web' },
    reason: 'FailedCreate',
    message: `create Pod web-1 in StatefulSet web failed error: ${words}`,
  });
  const rows = (events: readonly ClusterEvent[]) => {
    const branches = setBranches(factsOf({ pods: [pod('web-0')], waits, events }), context);
    return ['web-1', 'web-2'].map(name => described(branches, name));
  };
  const after = 'missing: after web-1 is created';
  const quota = 'pods "web-1" is forbidden: exceeded quota: practice-full, requested: pods=1';
  assert.deepEqual(rows([refused(quota)]), ['refused: quota practice-full', after]);
  assert.deepEqual(rows([refused('denied')]), ['refused by the API server', after]);
  assert.deepEqual(rows([]), ['missing: not created yet', after]);
});

test('a missing pod has its claims under it as soon as they are there', () => {
  const branches = setBranches(factsOf({ claims: claims('data-web-0') }), context);
  assert.deepEqual(labels(branches[0]?.children ?? []), ['data-web-0']);
  assert.deepEqual(branches[1]?.children, []);
});

test('a pod beyond the wanted ordinals is shown until it is gone', () => {
  const set = statefulSet({ replicas: 1 });
  const branches = setBranches(factsOf({ set, pods: [pod('web-0'), pod('web-4', { deleting: true })] }), context);
  assert.deepEqual(labels(branches).slice(0, 2), ['web-0', 'web-4']);
  assert.match(described(branches, 'web-4'), /^Terminating/);
});

test('a pod row has the status, readiness, age and node in this order', () => {
  const branches = setBranches(factsOf({ pods: [pod('web-0')] }), context);
  assert.equal(described(branches, 'web-0'), 'Running 1/1 · 5m · node-1');
});

test('while two revisions are about, each pod says which it runs', () => {
  const set = statefulSet({}, { currentRevision: 'web-a', updateRevision: 'web-b' });
  const pods = [pod('web-0'), pod('web-1', { revision: 'web-old' }), pod('web-2', { revision: 'web-b' })];
  const branches = setBranches(factsOf({ set, pods, revisions: [revision('web-b', 2)] }), context);
  assert.match(described(branches, 'web-0'), /· current ·/);
  assert.match(described(branches, 'web-1'), /· older ·/);
  assert.match(described(branches, 'web-2'), /· #2 update ·/);
  assert.notEqual(branches[0]?.row.icon.name, branches[2]?.row.icon.name);
});

test('a claim row has phase, real size, class and volume', () => {
  const branches = setBranches(factsOf({ pods: [pod('web-0')], claims: claims('data-web-0') }), context);
  assert.equal(branches[0]?.children[0]?.row.description, 'Bound · 2Gi · standard · 5m · pv-data-web-0');
});

test('a claim that is not there is shown as missing under its pod', () => {
  const branches = setBranches(factsOf({ pods: [pod('web-0')] }), context);
  assert.equal(described(branches[0]?.children ?? [], 'data-web-0'), 'claim not created yet');
});

test('what must not be looked at is not called missing', () => {
  const branches = setBranches(factsOf({ seesPods: 'hidden', seesClaims: 'hidden' }), context);
  assert.equal(described(branches, 'web-0'), 'cannot be read with these permissions');
  const withPods = setBranches(factsOf({ pods: [pod('web-0')], seesClaims: 'loading' }), context);
  assert.deepEqual(withPods[0]?.children, []);
});

test('claims of ordinals that are no longer wanted are left behind', () => {
  const branches = setBranches(
    factsOf({ pods: [pod('web-0')], claims: claims('data-web-0', 'data-web-10', 'data-web-9', 'data-other-9') }),
    context,
  );
  const left = branches.find(branch => branch.row.label === 'Claims left behind');
  assert.deepEqual(labels(left?.children ?? []), ['data-web-9', 'data-web-10']);
});

test('a governing Service that is missing, not headless or of other pods says so', () => {
  const of = (more: Partial<SetFacts>) => described(setBranches(factsOf(more), context), 'web');
  assert.equal(of({}), 'Service · 0/3 addresses · headless');
  assert.match(of({ service: undefined }), /is missing/);
  assert.match(of({ service: service({ clusterIP: '10.0.0.1' }) }), /not headless/);
  assert.match(of({ service: service({ selector: { app: 'other' } }) }), /does not select/);
  assert.match(of({ service: 'hidden' }), /cannot be read/);
});

test('revisions stand newest first, with their image and the pods that run them', () => {
  const set = statefulSet({}, { currentRevision: 'web-a', updateRevision: 'web-b' });
  const branches = setBranches(
    factsOf({
      set,
      pods: [pod('web-0'), pod('web-1'), pod('web-2', { revision: 'web-b' })],
      revisions: [revision('web-a', 1), revision('web-b', 2, 'registry.example/team/app:v2')],
    }),
    context,
  );
  const rows = branches.find(branch => branch.row.label === 'Revisions')?.children ?? [];
  assert.deepEqual(
    rows.map(branch => [branch.row.label, branch.row.description]),
    [
      ['#2', 'update · app:v2 · web-2 · 5m'],
      ['#1', 'current · app:v1 · web-0, web-1 · 5m'],
    ],
  );
});

test('a set under OnDelete says when a pod is updated, and draws no partition', () => {
  const set = statefulSet({ updateStrategy: { type: 'OnDelete', rollingUpdate: { partition: 2 } } });
  const rows = labels(setBranches(factsOf({ set }), context));
  assert.ok(rows.includes('OnDelete'));
  assert.ok(!rows.some(label => label.startsWith('Partition')));
});

test('the row of a set tells readiness, progress and partition', () => {
  const set = statefulSet(
    { replicas: 5, updateStrategy: { rollingUpdate: { partition: 3 } } },
    { readyReplicas: 5, updatedReplicas: 2, currentRevision: 'web-a', updateRevision: 'web-b' },
  );
  assert.equal(setRow(set, context).description, 'partition 3 · 5/5 ready · 2/5 updated');
  assert.equal(setRow(set, context).icon.color, 'charts.blue');
  assert.equal(
    setRow(set, { ...context, showNamespace: true }).description,
    'shop · partition 3 · 5/5 ready · 2/5 updated',
  );
});

test('a change that the controller has not seen yet is named', () => {
  const set = statefulSet({}, { observedGeneration: 0, readyReplicas: 3 });
  assert.equal(setRow(set, context).description, '3/3 ready · change not yet seen by the controller');
});

test('a revision tells why it was made, if somebody wrote it down', () => {
  const caused = {
    ...revision('web-a', 1),
    metadata: { name: 'web-a', namespace: 'shop', annotations: { 'kubernetes.io/change-cause': 'faster pages' } },
  };
  const rows = setBranches(factsOf({ revisions: [caused] }), context).find(branch => branch.row.label === 'Revisions');
  assert.match(rows?.children[0]?.row.description ?? '', / · faster pages$/);
});

test('the tooltip of a pod tells its name in the cluster and the conditions that are not so', () => {
  const shown = pod('web-0', { ready: false });
  const named = { ...shown, spec: { ...shown.spec, hostname: 'web-0', subdomain: 'web' } };
  const row = setBranches(factsOf({ pods: [named] }), context)[0]?.row;
  const values = (row?.tooltip ?? []).flatMap(fact => ('name' in fact ? [`${fact.name}: ${fact.value}`] : []));
  assert.ok(values.includes('Name in the cluster: web-0.web.shop.svc'), values.join('\n'));
  assert.ok(values.includes('Conditions not met: Ready False'), values.join('\n'));
});

test('warnings keep their place below all else, whether they are over or not', () => {
  const facts = factsOf({
    set: statefulSet({ replicas: 1 }),
    pods: [pod('web-0')],
    claims: claims('data-web-0', 'data-web-4'),
    events: [
      {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: { name: 'e', namespace: 'shop' },
        involvedObject: { kind: 'Pod', namespace: 'shop', name: 'web-0', uid: 'uid-web-0' },
        type: 'Warning',
        reason: 'Unhealthy',
      },
    ],
  });
  const rowsFor = (ready: boolean) => labels(setBranches({ ...facts, pods: [pod('web-0', { ready })] }, context));
  assert.deepEqual(rowsFor(false), ['web-0', 'Claims left behind', 'web', 'Revisions', 'Warnings']);
  assert.deepEqual(rowsFor(true), ['web-0', 'Claims left behind', 'web', 'Revisions', 'Warnings']);
});

test('a pod that no node takes because its claim is not bound says so, and does not blame the nodes', () => {
  const waiting = pod('web-0', { ready: false });
  const conditions = [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable' }];
  const unscheduled = { ...waiting, status: { ...waiting.status, conditions } };
  const told = (bound: boolean) => {
    const all = new Map([['data-web-0', claim('data-web-0', { bound })]]);
    return described(setBranches(factsOf({ pods: [unscheduled], claims: all }), context), 'web-0');
  };
  assert.match(told(false), / · waits for its claim · /);
  assert.match(told(true), / · fits no node · /);
});

test('a set that is scaled down says which pod goes, and counts no more ready ones than it wants', () => {
  const set = statefulSet({ replicas: 2 }, { observedGeneration: 1, readyReplicas: 3 });
  const waiting = (waitsFor: string) =>
    setRow(set, {
      ...context,
      verdictOf: () => ({
        verdict: { verdict: 'progressing', waitsFor, cause: 'terminating', evidence: [], unknown: [] },
        at: NOW,
      }),
    }).description;
  assert.equal(waiting('web-2'), '2 ready, web-2 goes');
  assert.equal(waiting('web-1'), 'waits for web-1 · 3/2 ready');
});

test('what a filter looks at is every pod and claim under a set, and needs no events where no pod is missing', () => {
  const all = factsOf({
    set: statefulSet({ replicas: 2 }),
    pods: [pod('web-0'), pod('web-1'), pod('web-4', { deleting: true })],
    claims: claims('data-web-0', 'data-web-1'),
  });
  let asked = 0;
  const facts = {
    ...all,
    get events() {
      asked += 1;
      return [];
    },
  };
  const looked = (branches: readonly Branch[]): string[] =>
    branches.flatMap(({ row, children }) => [
      ...(/^ordinal\.(pod|missingPod|claim|volume)$/.test(row.kind) ? [row.id] : []),
      ...looked(children),
    ]);
  const found = looked(findableBranches(facts, context));
  assert.deepEqual(found, looked(setBranches(all, context)));
  assert.equal(found.length, 5);
  assert.equal(asked, 0);
});
