import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resources } from '../../../../src/practice/resources.ts';
import { orderedCluster } from '../../../support/practice/ordered-cluster.ts';
import { namespace, newPod, newSet, type PracticeCluster, practiceCluster } from '../../../support/practice-cluster.ts';

const policies = ['Retain', 'Delete'] as const;

function retaining(whenScaled: string, whenDeleted: string) {
  const claim = {
    metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  };
  return newSet('web', {
    replicas: 3,
    volumeClaimTemplates: [claim],
    persistentVolumeClaimRetentionPolicy: { whenScaled, whenDeleted },
  });
}

function claims(cluster: PracticeCluster): string[] {
  return cluster.registry.list(resources.persistentVolumeClaims, namespace).map(({ metadata }) => metadata.name);
}

/** Kinds of the owners of a claim. */
function owners(cluster: PracticeCluster, claim: string): string[] {
  return (cluster.claim(claim).metadata.ownerReferences ?? []).map(({ kind }) => kind);
}

describe('the claims of a set, facts A8 and G11', () => {
  for (const whenScaled of policies)
    for (const whenDeleted of policies)
      it(`go as they should: ${whenScaled} when scaled, ${whenDeleted} when deleted`, () => {
        const cluster = practiceCluster();
        cluster.create(retaining(whenScaled, whenDeleted));
        cluster.advance(5_000);
        assert.deepEqual(owners(cluster, 'data-web-0'), whenDeleted === 'Delete' ? ['StatefulSet'] : []);
        cluster.patch(resources.statefulSets, 'web', { spec: { replicas: 1 } });
        cluster.advance(5_000);
        const all = ['data-web-0', 'data-web-1', 'data-web-2'];
        assert.deepEqual(claims(cluster), whenScaled === 'Delete' ? ['data-web-0'] : all);
        cluster.registry.delete(resources.statefulSets, namespace, 'web');
        cluster.advance(5_000);
        const left = whenScaled === 'Delete' ? ['data-web-0'] : all;
        assert.deepEqual(claims(cluster), whenDeleted === 'Delete' ? [] : left);
        assert.deepEqual(cluster.faults, []);
      });

  it('outlive a set that is deleted without its dependents', () => {
    const cluster = practiceCluster();
    cluster.create(retaining('Delete', 'Delete'));
    cluster.advance(5_000);
    cluster.registry.delete(resources.statefulSets, namespace, 'web', { propagation: 'Orphan' });
    cluster.advance(5_000);
    assert.deepEqual(claims(cluster), ['data-web-0', 'data-web-1', 'data-web-2']);
    assert.deepEqual(owners(cluster, 'data-web-0'), []);
  });

  it('wait for a pod on a lost node, whose it is while it terminates', () => {
    const cluster = orderedCluster();
    cluster.create(retaining('Delete', 'Retain'));
    cluster.advance(5_000);
    const node = cluster.pod('web-2')?.spec.nodeName ?? '';
    cluster.book.give({ order: 'node', node, lost: true });
    cluster.patch(resources.statefulSets, 'web', { spec: { replicas: 2 } });
    cluster.advance(600_000);
    assert.deepEqual(owners(cluster, 'data-web-2'), ['Pod']);
    cluster.registry.delete(resources.pods, namespace, 'web-2', { gracePeriodSeconds: 0 });
    cluster.advance(5_000);
    assert.deepEqual(claims(cluster), ['data-web-0', 'data-web-1']);
  });

  it('that are still going stop a scale-up without a word, and their end wakes nobody', () => {
    const cluster = practiceCluster();
    cluster.create(retaining('Delete', 'Retain'));
    cluster.advance(5_000);
    const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data-web-2' } }];
    cluster.create(newPod('holder', { volumes }));
    cluster.advance(2_000);
    cluster.patch(resources.statefulSets, 'web', { spec: { replicas: 2 } });
    cluster.advance(5_000);
    const told = cluster.events('web').length;
    cluster.patch(resources.statefulSets, 'web', { spec: { replicas: 3 } });
    cluster.advance(5_000);
    cluster.registry.delete(resources.pods, namespace, 'holder');
    cluster.advance(90_000);
    assert.deepEqual(claims(cluster), ['data-web-0', 'data-web-1']);
    assert.deepEqual(cluster.podNames(), ['web-0', 'web-1']);
    assert.equal(cluster.events('web').length, told);
    cluster.patch(resources.statefulSets, 'web', { metadata: { annotations: { wake: 'up' } } });
    cluster.advance(5_000);
    assert.deepEqual(cluster.podNames(), ['web-0', 'web-1', 'web-2']);
  });
});
