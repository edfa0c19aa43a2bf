import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decide, type World } from '../../../../src/core/statefulset/controller.ts';
import type { OwnerReference } from '../../../../src/core/statefulset/model.ts';
import { change, moves, set, settled, withoutPod, withPodStatus } from '../../../support/statefulset.ts';

describe('a claim in the way', () => {
  it('is created for a pending pod that lost it', () => {
    const world = withPodStatus(settled(set()), 'web-0', { phase: 'Pending' });
    const claims = new Map(world.claims);
    claims.delete('data-web-0');
    assert.deepEqual(moves({ ...world, claims }), ['create data-web-0']);
  });

  it('is not created again for a pod that runs', () => {
    const world = settled(set());
    assert.deepEqual(moves({ ...world, claims: new Map() }), []);
  });

  it('makes creation fail while it is being deleted', () => {
    const world = withoutPod(settled(set()), 'web-1');
    const claim = world.claims.get('data-web-1');
    assert.ok(claim);
    const metadata = { ...claim.metadata, deletionTimestamp: '2026-01-01T12:00:00Z' };
    const claims = new Map(world.claims).set('data-web-1', { ...claim, metadata });
    assert.deepEqual(moves({ ...world, claims }), ['fail create web-1: data-web-1']);
    assert.deepEqual(decide({ ...world, claims }).waits, { for: 'claim-gone', pod: 'web-1', during: 'create' });
  });

  it('of an earlier pod of the same name stops creation without a word', () => {
    const world = withoutPod(settled(set({ persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' } })), 'web-1');
    const claim = world.claims.get('data-web-1');
    assert.ok(claim);
    const ownerReferences = [{ apiVersion: 'v1', kind: 'Pod', name: 'web-1', uid: 'earlier', controller: true }];
    const claims = new Map(world.claims).set('data-web-1', {
      ...claim,
      metadata: { ...claim.metadata, ownerReferences },
    });
    assert.deepEqual(moves({ ...world, claims }), []);
    assert.deepEqual(decide({ ...world, claims }).waits, { for: 'stale-claim', pod: 'web-1', during: 'create' });
  });
});

describe('retention of claims', () => {
  for (const [whenScaled, whenDeleted, inRange, condemned] of [
    ['Retain', 'Retain', [], []],
    ['Retain', 'Delete', ['StatefulSet'], ['StatefulSet']],
    ['Delete', 'Retain', [], ['Pod']],
    ['Delete', 'Delete', ['StatefulSet'], ['Pod']],
  ] as const)
    it(`${whenScaled} when scaled and ${whenDeleted} when deleted`, () => {
      const before = settled(set({ replicas: 2, persistentVolumeClaimRetentionPolicy: { whenScaled, whenDeleted } }));
      const owners = (world: World, claim: string) =>
        (world.claims.get(claim)?.metadata.ownerReferences ?? []).map(owner => owner.kind);
      assert.deepEqual(owners(before, 'data-web-1'), inRange);
      const scaled = decide(change(before, { replicas: 1 }));
      const given = scaled.moves.find(move => move.do === 'update-claim-owners');
      const after = given?.do === 'update-claim-owners' ? (given.claim.metadata.ownerReferences ?? []) : undefined;
      assert.deepEqual(after?.map(owner => owner.kind) ?? owners(before, 'data-web-1'), condemned);
    });

  it('takes the owner away again when the policy goes back to Retain', () => {
    const before = settled(set({ replicas: 1, persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } }));
    assert.deepEqual(moves(change(before, { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain' } })), [
      'give data-web-0 to nobody',
      'update web-0',
    ]);
  });

  it('leaves a claim alone that another controller owns, and warns', () => {
    const before = settled(set({ replicas: 1 }));
    const claim = before.claims.get('data-web-0');
    assert.ok(claim);
    const ownerReferences = [{ apiVersion: 'x/v1', kind: 'Backup', name: 'b', uid: 'b', controller: true }];
    const claims = new Map([['data-web-0', { ...claim, metadata: { ...claim.metadata, ownerReferences } }]]);
    const world = change({ ...before, claims }, { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } });
    assert.deepEqual(moves(world), []);
    const pending = withPodStatus(world, 'web-0', { phase: 'Pending' });
    assert.deepEqual(moves(pending), ['warn data-web-0']);
  });

  it('warns of a claim of an earlier set while a pod is Pending, and of one that is scaled away only where it changes another', () => {
    const whenDeleted = { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } };
    const pending = withPodStatus(settled(set({ replicas: 1, ...whenDeleted })), 'web-0', { phase: 'Pending' });
    const earlier = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web', uid: 'earlier' };
    assert.deepEqual(moves(owned(pending, 'data-web-0', earlier)), ['warn data-web-0']);
    const scaled = change(settled(set({ replicas: 2, ...whenDeleted })), { replicas: 1 });
    assert.deepEqual(moves(owned(scaled, 'data-web-1', earlier)), ['delete web-1 (scaled-down)']);
    const foreign = { apiVersion: 'x/v1', kind: 'Backup', name: 'b', uid: 'b', controller: true };
    const [own] = scaled.claims.get('data-web-1')?.metadata.ownerReferences ?? [];
    assert.ok(own);
    assert.deepEqual(moves(owned(scaled, 'data-web-1', foreign)), ['delete web-1 (scaled-down)']);
    assert.deepEqual(moves(owned(scaled, 'data-web-1', foreign, { ...own, controller: false })), [
      'warn data-web-1',
      'give data-web-1 to Backup',
      'delete web-1 (scaled-down)',
    ]);
  });

  it('takes a set of the same name in another group for somebody else', () => {
    const world = settled(set({ replicas: 1, persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } }));
    const advanced = { apiVersion: 'apps.kruise.io/v1beta1', kind: 'StatefulSet', name: 'web', uid: 'advanced' };
    assert.deepEqual(moves(owned(world, 'data-web-0', advanced)), [
      'give data-web-0 to StatefulSet,StatefulSet',
      'update web-0',
    ]);
  });
});

function owned(world: World, name: string, ...ownerReferences: OwnerReference[]): World {
  const claim = world.claims.get(name);
  assert.ok(claim);
  const claims = new Map(world.claims).set(name, { ...claim, metadata: { ...claim.metadata, ownerReferences } });
  return { ...world, claims };
}
