import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { noOrders, readOrders } from '../../../src/practice/orders.ts';
import { resources } from '../../../src/practice/resources.ts';
import { orderedCluster } from '../../support/practice/ordered-cluster.ts';
import { isReady, namespace, newPod, newSet, template } from '../../support/practice-cluster.ts';

const withClaim = {
  template: template({ app: 'web' }, 'app:v1', {
    containers: [{ name: 'app', image: 'app:v1', volumeMounts: [{ name: 'data', mountPath: '/data' }] }],
  }),
  volumeClaimTemplates: [
    {
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    },
  ],
};

describe('what a person orders to go wrong', () => {
  it('holds for every container of an image, and of a tag, until it is taken back', () => {
    const cluster = orderedCluster();
    cluster.book.give({ order: 'image', image: 'shop/app:v2', fate: 'image-missing' });
    cluster.book.give({ order: 'image', image: ':v3', fate: 'crash-loop' });
    cluster.create(
      newPod('by-image', { nodeName: 'node-1' }, 'shop/app:v2'),
      newPod('by-tag', { nodeName: 'node-1' }, 'any:v3'),
      newPod('other', { nodeName: 'node-1' }, 'any:v2'),
    );
    cluster.advance(5_000);
    const reason = (name: string) => cluster.pod(name)?.status?.containerStatuses?.[0]?.state?.waiting?.reason;
    assert.deepEqual(
      [reason('by-image'), reason('by-tag'), isReady(cluster.pod('other'))],
      ['ImagePullBackOff', 'CrashLoopBackOff', true],
    );
    cluster.book.give({ order: 'image', image: 'shop/app:v2' });
    cluster.advance(5_000);
    assert.deepEqual([isReady(cluster.pod('by-image')), isReady(cluster.pod('by-tag'))], [true, false]);
    cluster.book.clear();
    cluster.advance(5_000);
    assert.equal(isReady(cluster.pod('by-tag')), true);
    assert.deepEqual(cluster.book.orders(), noOrders);
  });

  it('turns a pod that runs unready and ready again, without starting it anew', () => {
    const cluster = orderedCluster();
    cluster.create(newPod('web', { nodeName: 'node-1' }));
    cluster.advance(5_000);
    const started = cluster.pod('web')?.status?.containerStatuses?.[0]?.state?.running?.startedAt;
    cluster.book.give({ order: 'pod', namespace, name: 'web', fate: 'never-ready' });
    cluster.advance(1_000);
    assert.equal(isReady(cluster.pod('web')), false);
    cluster.book.give({ order: 'pod', namespace, name: 'web' });
    cluster.advance(1_000);
    assert.equal(isReady(cluster.pod('web')), true);
    assert.equal(cluster.pod('web')?.status?.containerStatuses?.[0]?.state?.running?.startedAt, started);
  });

  it('lets what runs and is ready be, when only its image is missing or its start slow', () => {
    const cluster = orderedCluster();
    cluster.create(newPod('web', { nodeName: 'node-1' }));
    cluster.advance(5_000);
    const version = cluster.pod('web')?.metadata.resourceVersion;
    for (const fate of ['image-missing', 'slow', 'ready'] as const) {
      cluster.book.give({ order: 'pod', namespace, name: 'web', fate });
      cluster.advance(10_000);
    }
    assert.equal(cluster.pod('web')?.metadata.resourceVersion, version);
  });

  it('makes pods unready whose volume is full, until their claim has grown', () => {
    const cluster = orderedCluster();
    cluster.create(newSet('web', { ...withClaim, replicas: 2 }));
    cluster.advance(5_000);
    cluster.book.give({ order: 'claim', namespace, name: 'data-web-1', full: true });
    cluster.advance(1_000);
    assert.deepEqual([isReady(cluster.pod('web-0')), isReady(cluster.pod('web-1'))], [true, false]);
    assert.equal(cluster.book.isFull(cluster.claim('data-web-1')), true);
    const grown = { ...cluster.claim('data-web-1') };
    cluster.registry.update(resources.persistentVolumeClaims, {
      ...grown,
      spec: { ...grown.spec, resources: { requests: { storage: '2Gi' } } },
    });
    cluster.advance(5_000);
    assert.equal(isReady(cluster.pod('web-1')), true);
    assert.deepEqual(cluster.book.orders().fullClaims, {});
  });

  it('has no volumes made while the provisioner is down', () => {
    const cluster = orderedCluster();
    cluster.book.give({ order: 'provisioner', down: true });
    cluster.create(newSet('web', withClaim));
    cluster.advance(20_000);
    assert.equal(cluster.claim('data-web-0').status?.phase, 'Pending');
    cluster.book.give({ order: 'provisioner', down: false });
    cluster.advance(20_000);
    assert.equal(cluster.claim('data-web-0').status?.phase, 'Bound');
  });

  it('refuses new pods in a namespace whose quota is used up, until it is raised, deleted or taken back', () => {
    const cluster = orderedCluster();
    const isFull = () => cluster.book.orders().fullNamespaces.includes(namespace);
    cluster.create(newSet('web', { replicas: 2 }));
    cluster.advance(2_000);
    cluster.book.give({ order: 'quota', namespace, full: true });
    cluster.registry.delete(resources.pods, namespace, 'web-1');
    cluster.advance(2_000);
    assert.deepEqual(cluster.podNames(), ['web-0']);
    assert.match(
      cluster.events('web').join('\n'),
      /FailedCreate: Create Pod web-1 .*exceeded quota: practice-full, requested: pods=1, used: pods=1, limited: pods=0/i,
    );
    cluster.registry.delete(resources.resourceQuotas, namespace, 'practice-full');
    assert.equal(isFull(), false);
    cluster.advance(10_000);
    assert.deepEqual(cluster.podNames(), ['web-0', 'web-1']);
    cluster.book.give({ order: 'quota', namespace, full: true });
    assert.equal(isFull(), true);
    cluster.book.clear();
    assert.equal(cluster.registry.find(resources.resourceQuotas, namespace, 'practice-full'), undefined);
    cluster.book.give({ order: 'quota', namespace, full: true });
    cluster.book.give({ order: 'quota', namespace, full: false });
    assert.deepEqual(cluster.registry.list(resources.resourceQuotas), []);
    assert.throws(() => cluster.book.give({ order: 'quota', namespace: 'nowhere', full: true }), /not found/);
  });

  it('cannot fill a claim that is not there', () => {
    assert.throws(
      () => orderedCluster().book.give({ order: 'claim', namespace, name: 'none', full: true }),
      /not found/,
    );
  });

  it('is read from a file as far as it can be read', () => {
    assert.deepEqual(readOrders(undefined), noOrders);
    assert.deepEqual(
      readOrders({ lostNodes: ['a', 1], images: { x: 'crash-loop', y: 'dance' }, pods: [], provisionerDown: 1 }),
      {
        ...noOrders,
        lostNodes: ['a'],
        images: { x: 'crash-loop' },
      },
    );
    const cluster = orderedCluster();
    cluster.book.give({ order: 'node', node: 'node-1', lost: true });
    cluster.book.give({ order: 'pod', namespace, name: 'web', fate: 'slow' });
    assert.deepEqual(readOrders(JSON.parse(JSON.stringify(cluster.book.orders()))), cluster.book.orders());
  });
});
