import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EndpointSlice } from '../../../../src/core/statefulset/model.ts';
import { at, listOf } from '../../../../src/practice/json.ts';
import { resources } from '../../../../src/practice/resources.ts';
import { namespace, newPod, newService, newSet, practiceCluster } from '../../../support/practice-cluster.ts';

type Cluster = ReturnType<typeof practiceCluster>;

const slicesOf = (cluster: Cluster): readonly EndpointSlice[] =>
  cluster.registry.list(resources.endpointSlices, namespace);

/** `web-0 hostname ready serving terminating`, with false ones left out. */
function lines(cluster: Cluster): string[] {
  return slicesOf(cluster)
    .flatMap(slice => slice.endpoints ?? [])
    .map(({ targetRef, hostname, conditions }) => {
      const flags = (['ready', 'serving', 'terminating'] as const).filter(flag => conditions?.[flag] === true);
      return [targetRef?.name, hostname, ...flags].filter(word => word !== undefined).join(' ');
    })
    .sort();
}

const labelled = (name: string, spec: object = {}, image = 'app:v1') => newPod(name, spec, image, { app: 'web' });

describe('endpoint slices', () => {
  it('name the pods of a headless Service by their host names when it governs them', () => {
    const cluster = practiceCluster();
    cluster.create(newService('web'), newSet('web', { replicas: 2 }));
    cluster.advance(2000);
    assert.deepEqual(lines(cluster), ['web-0 web-0 ready serving', 'web-1 web-1 ready serving']);
    const [slice] = slicesOf(cluster);
    assert.equal(slice?.metadata.labels?.['kubernetes.io/service-name'], 'web');
    assert.equal(slice?.metadata.labels?.['service.kubernetes.io/headless'], '');
    assert.deepEqual(slice?.ports, [{ name: 'web', protocol: 'TCP', port: 80 }]);
    assert.match(slice?.metadata.name ?? '', /^web-[a-z0-9]{5}$/);
  });

  it('name no host when the pods call another Service theirs', () => {
    const cluster = practiceCluster();
    cluster.create(newService('other', { selector: { app: 'web' } }), newSet('web'));
    cluster.advance(2000);
    assert.deepEqual(lines(cluster), ['web-0 ready serving']);
  });

  it('list a pod that runs but is not ready as such, and leave out one without an address', () => {
    const cluster = practiceCluster();
    cluster.create(newService('web'), labelled('slow', {}, 'app:unready'), labelled('broken', {}, 'app:broken'));
    cluster.advance(2000);
    assert.deepEqual(lines(cluster), ['slow']);
  });

  it('call unready pods ready when the Service publishes them', () => {
    const cluster = practiceCluster();
    cluster.create(newService('web', { publishNotReadyAddresses: true }), labelled('slow', {}, 'app:unready'));
    cluster.advance(2000);
    assert.deepEqual(lines(cluster), ['slow ready']);
  });

  it('show a pod on its way out as terminating, still serving, and then drop it', () => {
    const cluster = practiceCluster();
    cluster.create(newService('web'), labelled('web'));
    cluster.advance(2000);
    cluster.registry.delete(resources.pods, namespace, 'web');
    cluster.advance(50);
    assert.deepEqual(lines(cluster), ['web serving terminating']);
    cluster.advance(1000);
    assert.deepEqual(lines(cluster), []);
    assert.equal(slicesOf(cluster)[0]?.endpoints, null);
  });

  it('leave out pods on a node that does not exist', () => {
    const cluster = practiceCluster();
    cluster.create(newService('web'), labelled('web', { nodeName: 'node-9' }));
    cluster.advance(2000);
    assert.deepEqual(lines(cluster), []);
  });

  it('are there, empty, for a Service that selects no pod', () => {
    const cluster = practiceCluster();
    cluster.create(newService('web'));
    cluster.advance(100);
    assert.deepEqual(
      slicesOf(cluster).map(({ endpoints, ports }) => ({ endpoints, ports })),
      [{ endpoints: null, ports: null }],
    );
  });

  it('are not made for a Service without a selector', () => {
    const cluster = practiceCluster();
    cluster.create(newService('web', { selector: {} }));
    cluster.advance(100);
    assert.deepEqual(slicesOf(cluster), []);
  });

  it('carry the port that each pod means by a name, in slices of their own', () => {
    const cluster = practiceCluster();
    const withPort = (containerPort: number) => ({
      containers: [{ name: 'app', image: 'app:v1', ports: [{ name: 'http', containerPort }] }],
    });
    cluster.create(newService('web', { ports: [{ name: 'web', port: 80, targetPort: 'http' }] }));
    cluster.create(labelled('old', withPort(8080)), labelled('new', withPort(9090)));
    cluster.advance(2000);
    const found = slicesOf(cluster).map(slice => `${slice.endpoints?.[0]?.targetRef?.name} ${slice.ports?.[0]?.port}`);
    assert.deepEqual(found.sort(), ['new 9090', 'old 8080']);
  });

  it('hold at most a hundred endpoints each', () => {
    const cluster = practiceCluster();
    cluster.create(newService('web'));
    for (let number = 0; number < 205; number += 1) cluster.create(labelled(`web-${number}`, { nodeName: 'node-1' }));
    cluster.advance(2000);
    assert.deepEqual(
      slicesOf(cluster)
        .map(slice => slice.endpoints?.length)
        .sort(),
      [100, 100, 5],
    );
    for (let number = 5; number < 205; number += 1) cluster.registry.delete(resources.pods, namespace, `web-${number}`);
    cluster.advance(2000);
    assert.deepEqual(
      slicesOf(cluster).map(slice => slice.endpoints?.length),
      [5],
    );
  });

  it('go with their Service', () => {
    const cluster = practiceCluster();
    cluster.create(newService('web'));
    cluster.advance(100);
    cluster.registry.delete(resources.services, namespace, 'web');
    cluster.advance(1000);
    assert.deepEqual(slicesOf(cluster), []);
  });
});

describe('the Endpoints of older programs', () => {
  const subsets = (cluster: Cluster) =>
    listOf(at(cluster.registry.get(resources.endpoints, namespace, 'web'), 'subsets'));
  const names = (subset: unknown, field: string) =>
    listOf(at(subset, field)).map(each => `${at(each, 'targetRef', 'name')} ${at(each, 'hostname') ?? '-'}`);

  it('say the same as the slices: who is ready and who is not, at which ports', () => {
    const cluster = practiceCluster();
    cluster.create(newService('web'), newSet('web', { replicas: 2 }), labelled('slow', {}, 'app:unready'));
    cluster.advance(2000);
    const [subset, ...more] = subsets(cluster);
    assert.deepEqual(more, []);
    assert.deepEqual(names(subset, 'addresses').sort(), ['web-0 web-0', 'web-1 web-1']);
    assert.deepEqual(names(subset, 'notReadyAddresses'), ['slow -']);
    assert.deepEqual(at(subset, 'ports'), [{ name: 'web', port: 80, protocol: 'TCP' }]);
    const { labels } = cluster.registry.get(resources.endpoints, namespace, 'web').metadata;
    assert.equal(labels?.['service.kubernetes.io/headless'], '');
    assert.equal(labels?.['endpoints.kubernetes.io/managed-by'], 'endpoint-controller');
  });

  it('are there without pods, and go with their Service', () => {
    const cluster = practiceCluster();
    cluster.create(newService('web'));
    cluster.advance(500);
    assert.deepEqual(subsets(cluster), []);
    cluster.registry.delete(resources.services, namespace, 'web');
    cluster.advance(500);
    assert.equal(cluster.registry.find(resources.endpoints, namespace, 'web'), undefined);
    assert.deepEqual(cluster.faults, []);
  });

  it('leave out a pod that is going, and are left to a person where nothing is selected', () => {
    const cluster = practiceCluster();
    cluster.create(newService('web'), labelled('one'), labelled('two'));
    const byHand = { apiVersion: 'v1', kind: 'Endpoints', metadata: { name: 'other' } };
    cluster.create(newService('other', { selector: {} }), {
      ...byHand,
      ...{ subsets: [{ addresses: [{ ip: '10.1.1.1' }] }] },
    });
    cluster.advance(2000);
    cluster.registry.delete(resources.pods, namespace, 'one');
    cluster.advance(20);
    assert.deepEqual(names(subsets(cluster)[0], 'addresses'), ['two -']);
    const kept = cluster.registry.get(resources.endpoints, namespace, 'other');
    assert.deepEqual(at(kept, 'subsets'), [{ addresses: [{ ip: '10.1.1.1' }] }]);
  });
});
