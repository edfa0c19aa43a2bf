import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClusterEvent } from '../../../../src/core/statefulset/model.ts';
import { deploymentBranches, deploymentRow } from '../../../../src/editor/views/deployment-rows.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';
import { deployment, NOW, replicaSet } from '../../../support/deployment.ts';

const context = { say: speaker(allSentences), now: NOW, showNamespace: false };

const warning: ClusterEvent = {
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: 'web.1', namespace: 'shop' },
  involvedObject: { kind: 'ReplicaSet', namespace: 'shop', name: 'web-new' },
  type: 'Warning',
  reason: 'FailedCreate',
  message: 'exceeded quota',
  lastTimestamp: new Date(NOW - 60_000).toISOString(),
};

test('ReplicaSets stand newest first, with their image and age; those that have nothing to do are left out', () => {
  const replicaSets = [
    replicaSet('old', 0, 0, { revision: 1, age: 90 }),
    replicaSet('web-a', 2, 2, { revision: 2, age: 30, image: 'app:v1' }),
    replicaSet('web-b', 1, 0, { revision: 3, age: 5, image: 'app:v2' }),
  ];
  const branches = deploymentBranches(
    { deployment: deployment(), replicaSets, pods: [], events: [], budgets: [], hidden: [], polled: [] },
    context,
  );
  assert.deepEqual(
    branches.map(({ row }) => [row.label, row.description]),
    [
      ['#3', '0/1 ready · app:v2 · 5m'],
      ['#2', '2/2 ready · app:v1 · 30m'],
    ],
  );
});

test('what the cluster warns of stands under the Deployment', () => {
  const refused = replicaSet('web-new', 2, 0, { revision: 1, age: 1 });
  const branches = deploymentBranches(
    {
      deployment: deployment(),
      replicaSets: [{ ...refused, status: { replicas: 0 } }],
      pods: [],
      events: [warning],
      budgets: [],
      hidden: [],
      polled: [],
    },
    context,
  );
  assert.deepEqual(
    branches.find(({ row }) => row.label === 'Warnings')?.children.map(({ row }) => `${row.label}: ${row.description}`),
    ['web-new: FailedCreate · 60s ago · exceeded quota'],
  );
});

test('a Deployment that is paused says so, and its tooltip has its conditions', () => {
  const conditions = [{ type: 'Progressing', status: 'Unknown', reason: 'DeploymentPaused' }];
  const row = deploymentRow(deployment({ paused: true }, { status: { readyReplicas: 3, conditions } }), context);
  assert.match(row.description, / · paused/);
  assert.ok(
    row.tooltip.some(fact => 'name' in fact && fact.value === 'Progressing Unknown (DeploymentPaused)'),
    JSON.stringify(row.tooltip),
  );
});
