import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ownerBranches } from '../../../../src/editor/views/owner-rows.ts';
import { setBranches } from '../../../../src/editor/views/set-rows.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';
import { NOW, statefulSet } from '../objects.ts';
import { factsOf } from './set-facts.ts';

const plain = statefulSet();
const reference = { apiVersion: 'kafka.strimzi.io/v1beta2', kind: 'Kafka', name: 'prod', uid: 'u', controller: true };
const owned = {
  ...plain,
  metadata: {
    ...plain.metadata,
    ownerReferences: [reference],
    managedFields: [{ manager: 'keda-operator', subresource: 'scale' }],
  },
};

test('each owner has a row that says what it decides, and how a change beside it ends', () => {
  const rows = ownerBranches(owned, speaker(allSentences)).map(({ row }) => row);
  assert.deepEqual(
    rows.map(({ label, description }) => [label, description]),
    [
      ['Kafka/prod', 'manages this'],
      ['KEDA', 'sets replicas'],
    ],
  );
  assert.match(JSON.stringify(rows[0]?.tooltip), /its operator may put back at any time/);
  assert.equal(rows[0]?.spoken, 'Owner Kafka/prod, manages this');
  assert.deepEqual(rows[0]?.target, { kind: 'StatefulSet', namespace: 'shop', name: 'web' });
});

test('owners stand under the set; a set of its own has none', () => {
  const labels = (set: typeof plain) =>
    setBranches(factsOf({ set }), { say: speaker(allSentences), now: NOW, showNamespace: false }).map(
      ({ row }) => row.kind,
    );
  assert.equal(labels(owned).filter(kind => kind === 'ordinal.owner').length, 2);
  assert.ok(!labels(plain).includes('ordinal.owner'));
});
