import assert from 'node:assert/strict';
import { test } from 'node:test';
import { immutableChanges } from '../../../../src/core/statefulset/immutable.ts';
import type { StatefulSet } from '../../../../src/core/statefulset/model.ts';

/** A set whose one claim asks for some storage. */
function set(storage: unknown, spec: object = {}): StatefulSet {
  const claim = {
    metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } },
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db', namespace: 'shop' },
    spec: {
      serviceName: 'db',
      selector: { matchLabels: { app: 'db' } },
      template: { metadata: { labels: { app: 'db' } }, spec: { containers: [{ name: 'a', image: 'b' }] } },
      volumeClaimTemplates: [claim],
      ...spec,
    },
  } as unknown as StatefulSet;
}
const changes = (before: StatefulSet, after: StatefulSet) => immutableChanges(before, after);

test('amounts are compared by value, however they are written', () => {
  for (const storage of ['1024Mi', 1_073_741_824, '1073741824', '1Gi'])
    assert.deepEqual(changes(set('1Gi'), set(storage)), []);
  assert.deepEqual(changes(set('1Gi'), set('1G')), ['spec.volumeClaimTemplates']);
  assert.deepEqual(changes(set('1Gi'), set('2Gi')), ['spec.volumeClaimTemplates']);
});

test('what may change is no matter, what may not is named', () => {
  const mutable = { replicas: 5, minReadySeconds: 3, ordinals: { start: 1 }, revisionHistoryLimit: 1 };
  assert.deepEqual(changes(set('1Gi'), set('1Gi', mutable)), []);
  assert.deepEqual(changes(set('1Gi'), set('1Gi', { podManagementPolicy: 'Parallel', serviceName: 'other' })), [
    'spec.podManagementPolicy',
    'spec.serviceName',
  ]);
});

test('what the server writes into a claim template is no change, and neither is nothing', () => {
  const bare = set('1Gi');
  const [template] = bare.spec.volumeClaimTemplates ?? [];
  const written = { ...template, apiVersion: 'v1', kind: 'PersistentVolumeClaim', status: { phase: 'Pending' } };
  assert.deepEqual(changes(set('1Gi', { volumeClaimTemplates: [written] }), bare), []);
  assert.deepEqual(
    changes(set('1Gi', { volumeClaimTemplates: [] }), set('1Gi', { volumeClaimTemplates: undefined })),
    [],
  );
});
