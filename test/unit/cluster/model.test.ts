import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createMirror, type Mirror } from '../../../src/cluster/mirror.ts';
import { claimsOf, setOfClaim, strayClaims, volumesOf, worldOf } from '../../../src/cluster/model.ts';
import type { KubernetesObject, PersistentVolumeClaim, Pod, StatefulSet } from '../../../src/core/statefulset/model.ts';
import { testClock } from '../../support/cluster/clock.ts';
import { lyingServer } from '../../support/cluster/lying.ts';
import { pod, set } from '../../support/cluster/objects.ts';

const clock = testClock();
const server = lyingServer();

function claim(name: string, volumeName?: string): PersistentVolumeClaim {
  const spec = volumeName === undefined ? {} : { volumeName };
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name, namespace: 'shop', uid: name }, spec };
}

function templates(...names: string[]): Partial<StatefulSet['spec']> {
  return { volumeClaimTemplates: names.map(name => ({ metadata: { name }, spec: {} })) };
}

function owned(name: string, uid: string): Pod {
  const one = pod(name);
  const reference = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web', uid, controller: true };
  return { ...one, metadata: { ...one.metadata, labels: { app: 'web' }, ownerReferences: [reference] } };
}

function mounting(name: string, claimName: string): Pod {
  const one = pod(name);
  return {
    ...one,
    spec: { ...one.spec, volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }, { name: 'other' }] },
  };
}

const names = (objects: Iterable<KubernetesObject>) => [...objects].map(object => object.metadata.name).sort();

describe('what stands around a set', () => {
  let mirror: Mirror;
  const web = set('web', templates('data'));
  const dashed = set('b-web', templates('data-a'));

  before(async () => {
    const volume = { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'pv-1' }, spec: {} };
    const revision = { ...owned('web-abc', 'uid-web'), kind: 'ControllerRevision' };
    for (const object of [web, dashed, volume, revision]) server.put(object);
    for (const one of [owned('web-0', 'uid-web'), owned('web-x', 'uid-web'), owned('web-1', 'another')])
      server.put(one);
    const nobodys = pod('web-2');
    server.put({ ...nobodys, metadata: { ...nobodys.metadata, labels: { app: 'web' } } });
    server.put(mounting('job', 'old-db-1'));
    for (const name of ['data-web-7', 'data-a-b-web-0', 'old-db-2', 'old-db-1', 'old-db-10', 'nothing'])
      server.put(claim(name));
    server.put(claim('data-web-0', 'pv-1'));
    mirror = createMirror(server.connection, {
      kinds: ['StatefulSet', 'Pod', 'PersistentVolumeClaim', 'PersistentVolume', 'ControllerRevision'],
      namespace: undefined,
      clock,
    });
    await clock.settle();
  });

  after(() => mirror.stop());

  it('is the pods that it owns and counts or will take over, its revisions and its claims, those left by scaling down too', () => {
    const world = worldOf(mirror, web, 5);
    assert.deepEqual(names(world.pods), ['web-0', 'web-2']);
    assert.deepEqual([...(world.taken ?? [])], ['web-1']);
    assert.deepEqual(names(world.revisions), ['web-abc']);
    assert.deepEqual(names(world.claims.values()), ['data-web-0', 'data-web-7']);
    assert.equal(world.now, 5);
    assert.deepEqual(names(volumesOf(mirror, claimsOf(mirror, web)).values()), ['pv-1']);
  });

  it('is found from a claim, wherever the dashes are', () => {
    assert.equal(setOfClaim(mirror, claim('data-web-9'))?.metadata.name, 'web');
    assert.equal(setOfClaim(mirror, claim('data-a-b-web-0'))?.metadata.name, 'b-web');
    assert.equal(setOfClaim(mirror, claim('logs-web-0')), undefined);
    assert.equal(setOfClaim(mirror, claim('web-0')), undefined);
  });

  it('is none for claims that a deleted set left; those that a pod mounts are somebody’s', () => {
    assert.deepEqual(
      strayClaims(mirror).map(one => one.metadata.name),
      ['old-db-2', 'old-db-10'],
    );
  });
});
