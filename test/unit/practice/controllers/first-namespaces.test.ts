import assert from 'node:assert/strict';
import { test } from 'node:test';
import { furnishNamespaces } from '../../../../src/practice/controllers/first-namespaces.ts';
import { resources } from '../../../../src/practice/resources.ts';
import { newService, practiceCluster } from '../../../support/practice-cluster.ts';

test('the API server has its Service in default, with endpoints that no controller takes away', () => {
  const cluster = practiceCluster();
  furnishNamespaces(cluster.registry);
  furnishNamespaces(cluster.registry);
  cluster.advance(10_000);
  const { registry } = cluster;
  const service = registry.get(resources.services, 'default', 'kubernetes');
  assert.deepEqual(
    [service.spec.clusterIP, service.spec.type, service.spec.ports?.[0]?.targetPort],
    ['10.96.0.1', 'ClusterIP', 6443],
  );
  const [slice, ...others] = registry.list(resources.endpointSlices, 'default');
  assert.deepEqual(
    [slice?.metadata.name, slice?.endpoints?.[0]?.addresses, others],
    ['kubernetes', ['192.168.1.254'], []],
  );
  assert.notEqual(registry.find(resources.endpoints, 'default', 'kubernetes'), undefined);
  cluster.create(newService('web', { clusterIP: '' }));
  assert.notEqual(registry.get(resources.services, 'shop', 'web').spec.clusterIP, '10.96.0.1');
  assert.deepEqual(cluster.faults, []);
});
