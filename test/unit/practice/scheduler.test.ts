import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { StorageClass } from '../../../src/core/statefulset/model.ts';
import { practiceProvisioner } from '../../../src/practice/controllers/provisioner.ts';
import { resources } from '../../../src/practice/resources.ts';
import { newClaim, newPod, newVolume, practiceCluster } from '../../support/practice-cluster.ts';

const mounts = (claim: string) => ({ volumes: [{ name: 'data', persistentVolumeClaim: { claimName: claim } }] });

function scheduled(cluster: ReturnType<typeof practiceCluster>, pod: string) {
  return cluster.pod(pod)?.status?.conditions?.find(each => each.type === 'PodScheduled');
}

describe('the scheduler', () => {
  it('spreads pods over the nodes and fills the place that one left', () => {
    const cluster = practiceCluster();
    for (const name of ['a', 'b', 'c']) cluster.create(newPod(name));
    cluster.advance(1000);
    assert.deepEqual(['a', 'b', 'c'].map(name => cluster.pod(name)?.spec.nodeName).sort(), [
      'node-1',
      'node-2',
      'node-3',
    ]);
    const left = cluster.pod('b')?.spec.nodeName;
    cluster.registry.delete(resources.pods, 'shop', 'b');
    cluster.advance(1000);
    cluster.create(newPod('d'));
    cluster.advance(1000);
    assert.equal(cluster.pod('d')?.spec.nodeName, left);
    assert.match(cluster.events('d').join(), /Normal Scheduled: Successfully assigned shop\/d to node-\d/);
  });

  it('puts the zone of its node on a pod and leaves its generation alone', () => {
    const cluster = practiceCluster();
    cluster.create(newPod('web'));
    cluster.advance(1000);
    const node = cluster.pod('web')?.spec.nodeName ?? '';
    assert.equal(cluster.pod('web')?.metadata.labels?.['topology.kubernetes.io/zone'], node.replace('node', 'zone'));
    assert.equal(cluster.pod('web')?.metadata.generation, 1);
    assert.equal(scheduled(cluster, 'web')?.status, 'True');
  });

  it('says that a claim is not bound, and places the pod as soon as it is', () => {
    const cluster = practiceCluster();
    cluster.create(newClaim('data', { storageClassName: 'none-yet' }), newPod('web', mounts('data')));
    cluster.advance(1000);
    const words = '0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found';
    assert.equal(scheduled(cluster, 'web')?.status, 'False');
    assert.equal(scheduled(cluster, 'web')?.reason, 'Unschedulable');
    assert.equal(scheduled(cluster, 'web')?.message, words);
    assert.ok(cluster.events('web').includes(`Warning FailedScheduling: ${words}`));
    cluster.create(newVolume('disk', { storageClassName: 'none-yet' }));
    cluster.advance(16_000);
    assert.equal(scheduled(cluster, 'web')?.status, 'True');
    assert.equal(scheduled(cluster, 'web')?.message, undefined);
  });

  it('says that a claim does not exist', () => {
    const cluster = practiceCluster();
    cluster.create(newPod('web', mounts('data')));
    cluster.advance(1000);
    assert.match(scheduled(cluster, 'web')?.message ?? '', /persistentvolumeclaim "data" not found/);
    cluster.create(newClaim('data'));
    cluster.advance(1000);
    assert.equal(scheduled(cluster, 'web')?.status, 'True');
  });

  it('counts what pods ask for, and says what every node lacks', () => {
    const cluster = practiceCluster();
    const containers = [{ name: 'app', image: 'app:v1', resources: { requests: { cpu: '100' } } }];
    cluster.create(newPod('web', { containers }));
    cluster.advance(1000);
    assert.equal(
      scheduled(cluster, 'web')?.message,
      '0/3 nodes are available: 3 Insufficient cpu. no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
    );
  });

  it('looks for pods to put away only where an empty node would do', () => {
    const cluster = practiceCluster();
    const asking = (cpu: string) => [{ name: 'app', image: 'app:v1', resources: { requests: { cpu } } }];
    for (const name of ['a', 'b', 'c']) cluster.create(newPod(name, { containers: asking('1') }));
    cluster.advance(1000);
    cluster.create(newPod('whole', { containers: asking('64') }), newPod('beyond', { containers: asking('64001m') }));
    cluster.advance(1000);
    const preemption = (pod: string) =>
      /3 (?:No|Preemption) .+(?=\.)/.exec(scheduled(cluster, pod)?.message ?? '')?.[0];
    assert.equal(preemption('whole'), '3 No preemption victims found for incoming pod');
    assert.equal(preemption('beyond'), '3 Preemption is not helpful for scheduling');
  });

  it('keeps pods apart that must not share a node, until one goes', () => {
    const cluster = practiceCluster();
    const apart = {
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { labelSelector: { matchLabels: { app: 'web' } }, topologyKey: 'kubernetes.io/hostname' },
          ],
        },
      },
    };
    for (const name of ['web-0', 'web-1', 'web-2', 'web-3'])
      cluster.create(newPod(name, apart, 'app:v1', { app: 'web' }));
    cluster.advance(1000);
    assert.equal(
      scheduled(cluster, 'web-3')?.message,
      "0/3 nodes are available: 3 node(s) didn't match pod anti-affinity rules. no new claims to deallocate, preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.",
    );
    cluster.registry.delete(resources.pods, 'shop', 'web-1');
    cluster.advance(1000);
    assert.equal(scheduled(cluster, 'web-3')?.status, 'True');
  });

  it('honours node selectors and cordoned nodes', () => {
    const cluster = practiceCluster();
    cluster.registry.patch(resources.nodes, undefined, 'node-2', 'merge', { spec: { unschedulable: true } });
    cluster.create(newPod('web', { nodeSelector: { 'kubernetes.io/hostname': 'node-2' } }));
    cluster.advance(1000);
    assert.equal(
      scheduled(cluster, 'web')?.message,
      "0/3 nodes are available: 1 node(s) were unschedulable, 2 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
    );
    cluster.registry.patch(resources.nodes, undefined, 'node-2', 'merge', { spec: { unschedulable: null } });
    cluster.advance(1000);
    assert.equal(cluster.pod('web')?.spec.nodeName, 'node-2');
  });

  it('leaves pods alone that are gated or belong to another scheduler', () => {
    const cluster = practiceCluster();
    cluster.create(newPod('gated', { schedulingGates: [{ name: 'example.com/wait' }] }));
    cluster.create(newPod('other', { schedulerName: 'my-scheduler' }));
    cluster.advance(10_000);
    assert.equal(cluster.pod('gated')?.spec.nodeName, undefined);
    assert.equal(cluster.pod('other')?.spec.nodeName, undefined);
  });

  it('brings a pod to the node where a local volume of a waiting claim is', () => {
    const cluster = practiceCluster();
    cluster.create({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'local' },
      ...{ provisioner: 'kubernetes.io/no-provisioner', volumeBindingMode: 'WaitForFirstConsumer' },
    });
    const nodeAffinity = {
      required: {
        nodeSelectorTerms: [
          { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['node-3'] }] },
        ],
      },
    };
    cluster.create(newClaim('data', { storageClassName: 'local' }));
    cluster.advance(1000);
    assert.ok(
      cluster
        .events('data')
        .includes('Normal WaitForFirstConsumer: waiting for first consumer to be created before binding'),
    );
    cluster.create(newPod('web', mounts('data')));
    cluster.advance(1000);
    assert.match(
      scheduled(cluster, 'web')?.message ?? '',
      /3 node\(s\) didn't find available persistent volumes to bind/,
    );
    cluster.create(newVolume('disk-3', { storageClassName: 'local', nodeAffinity }));
    cluster.advance(1000);
    assert.equal(cluster.claim('data').spec.volumeName, 'disk-3');
    assert.equal(cluster.pod('web')?.spec.nodeName, 'node-3');
  });

  it('has the volume of a waiting claim made where the first pod goes', () => {
    const cluster = practiceCluster();
    const waiting: StorageClass = {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'near' },
      provisioner: practiceProvisioner,
      volumeBindingMode: 'WaitForFirstConsumer',
    };
    cluster.create(waiting, newClaim('data', { storageClassName: 'near' }));
    cluster.advance(20_000);
    assert.deepEqual(cluster.registry.list(resources.persistentVolumes), []);
    cluster.create(newPod('web', mounts('data')));
    cluster.advance(1000);
    const node = cluster.pod('web')?.spec.nodeName;
    assert.notEqual(node, undefined);
    assert.equal(cluster.claim('data').metadata.annotations?.['volume.kubernetes.io/selected-node'], node);
    assert.equal(cluster.claim('data').status?.phase, 'Bound');
    assert.deepEqual(cluster.faults, []);
  });

  it('says that the volume of a bound claim lies elsewhere, and that no volume is there for one that waits', () => {
    const cluster = practiceCluster();
    const onNode = { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['node-2'] }] };
    const nodeAffinity = { required: { nodeSelectorTerms: [onNode] } };
    cluster.create(newVolume('disk', { storageClassName: 'local', nodeAffinity }));
    cluster.create(newClaim('data', { storageClassName: 'local' }));
    cluster.advance(1000);
    cluster.patch(resources.nodes, 'node-2', { spec: { unschedulable: true } });
    cluster.create(newPod('web', mounts('data')));
    cluster.advance(1000);
    assert.match(
      scheduled(cluster, 'web')?.message ?? '',
      /^0\/3 nodes are available: 1 node\(s\) were unschedulable, 2 node\(s\) didn't match PersistentVolume's node affinity\./,
    );
    cluster.patch(resources.nodes, 'node-2', { spec: { unschedulable: null } });
    cluster.advance(1000);
    assert.equal(cluster.pod('web')?.spec.nodeName, 'node-2');
  });
});
