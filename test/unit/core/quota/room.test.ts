import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Counted, quotaRoom } from '../../../../src/core/quota/room.ts';
import type { ResourceQuota } from '../../../../src/core/quota/scope.ts';

type Spec = NonNullable<ResourceQuota['spec']>;
type Amounts = NonNullable<Spec['hard']>;

function quota(hard: Amounts, used: Amounts | undefined, more: Partial<Spec> = {}): ResourceQuota {
  const status = used === undefined ? {} : { status: { used } };
  return { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'compute' }, spec: { hard, ...more }, ...status };
}

function pod(requests: Readonly<Record<string, unknown>> = {}): Counted {
  return { kind: 'Pod', pod: { spec: { containers: [{ name: 'app', resources: { requests } }] } } };
}

const disk = (storage: string, storageClassName?: string): Counted => ({
  kind: 'PersistentVolumeClaim',
  claim: {
    spec: { resources: { requests: { storage } }, ...(storageClassName === undefined ? {} : { storageClassName }) },
  },
});

test('what is left goes with every pod that comes, and comes back with every pod that goes', () => {
  const room = quotaRoom([quota({ pods: 3 }, { pods: '2' })]);
  assert.equal(room.refusal(pod()), undefined);
  room.count(pod());
  assert.deepEqual(room.refusal(pod()), { quota: 'compute', left: [{ name: 'pods', left: '0', limit: '3' }] });
  room.count(pod(), -1);
  assert.equal(room.refusal(pod()), undefined);
});

test('amounts are counted over all containers, and all that is missing is told', () => {
  const room = quotaRoom([
    quota({ 'requests.memory': '4Gi', cpu: '2' }, { 'requests.memory': '3584Mi', cpu: '1500m' }),
  ]);
  assert.equal(room.refusal(pod({ memory: '512Mi', cpu: '500m' })), undefined);
  assert.deepEqual(room.refusal(pod({ memory: '513Mi', cpu: 1 })), {
    quota: 'compute',
    left: [
      { name: 'cpu', left: '500m', limit: '2' },
      { name: 'requests.memory', left: '512Mi', limit: '4Gi' },
    ],
  });
});

test('a claim is held to all storage and to that of its class', () => {
  const gold = 'gold.storageclass.storage.k8s.io/requests.storage';
  const room = quotaRoom([
    quota({ 'requests.storage': '10Gi', [gold]: '1Gi' }, { 'requests.storage': '0', [gold]: '0' }),
  ]);
  assert.equal(room.refusal(disk('5Gi')), undefined);
  assert.deepEqual(room.refusal(disk('5Gi', 'gold'))?.left, [{ name: gold, left: '1Gi', limit: '1Gi' }]);
  const metadata = { annotations: { 'volume.beta.kubernetes.io/storage-class': 'gold' } };
  const spec = { resources: { requests: { storage: '5Gi' } } };
  assert.deepEqual(room.refusal({ kind: 'PersistentVolumeClaim', claim: { metadata, spec } })?.left, [
    { name: gold, left: '1Gi', limit: '1Gi' },
  ]);
});

test('a quota whose use is not told yet, or that does not count the object, refuses nothing', () => {
  assert.equal(quotaRoom([quota({ pods: 0 }, undefined)]).refusal(pod()), undefined);
  const scoped = quotaRoom([
    quota({ pods: 0, persistentvolumeclaims: 0 }, { pods: 0, persistentvolumeclaims: 0 }, { scopes: ['BestEffort'] }),
  ]);
  assert.equal(scoped.refusal(pod({ cpu: 1 })), undefined);
  assert.equal(scoped.refusal(disk('1Gi')), undefined);
  assert.notEqual(scoped.refusal(pod()), undefined);
});

test('more used than allowed leaves nothing, not less than nothing', () => {
  const room = quotaRoom([quota({ pods: 1 }, { pods: 5 })]);
  assert.deepEqual(room.refusal(pod())?.left, [{ name: 'pods', left: '0', limit: '1' }]);
});

test('as many pods fit as the limit leaves, whatever else comes and goes', () => {
  fc.assert(
    fc.property(fc.nat(20), fc.nat(20), fc.nat(10), (limit, used, detour) => {
      const room = quotaRoom([quota({ pods: limit }, { pods: used })]);
      for (let turn = 0; turn < detour; turn++) {
        room.count(pod());
        room.count(pod(), -1);
      }
      let fits = 0;
      while (fits <= limit && room.refusal(pod()) === undefined) {
        room.count(pod());
        fits++;
      }
      assert.equal(fits, Math.max(0, limit - used));
    }),
  );
});

test('a pod is of best effort that asks for no CPU and no memory, whatever else it asks for', () => {
  const room = quotaRoom([quota({ pods: 0 }, { pods: 0 }, { scopes: ['BestEffort'] })]);
  for (const asked of [{}, { 'ephemeral-storage': '1Gi' }, { cpu: 0 }])
    assert.notEqual(room.refusal(pod(asked)), undefined);
  for (const asked of [{ cpu: '1m' }, { memory: '1Mi' }]) assert.equal(room.refusal(pod(asked)), undefined);
});
