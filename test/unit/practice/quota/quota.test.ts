import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { KubernetesObject, PodTemplate } from '../../../../src/core/statefulset/model.ts';
import { at, listOf } from '../../../../src/practice/json.ts';
import { resources } from '../../../../src/practice/resources.ts';
import { StatusError } from '../../../../src/practice/status.ts';
import { columnsOf } from '../../../../src/practice/tables/kinds.ts';
import {
  namespace,
  newDeployment,
  newSet,
  type PracticeCluster,
  practiceCluster,
} from '../../../support/practice-cluster.ts';

function quota(name: string, hard: object, more: object = {}) {
  return { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name }, ...{ spec: { hard, ...more } } };
}

function pod(name: string, container: object = {}, spec: object = {}) {
  const template: PodTemplate['spec'] = { containers: [{ name: 'app', image: 'app:v1', ...container }], ...spec };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: template };
}

/** The words with which the server refuses an object; '' if it takes it. */
function refusal(cluster: PracticeCluster, object: KubernetesObject): string {
  try {
    cluster.create(object);
    return '';
  } catch (error) {
    assert.ok(error instanceof StatusError);
    assert.deepEqual([error.code, error.reason], [403, 'Forbidden']);
    return error.message;
  }
}

const statusOf = (cluster: PracticeCluster, name: string) =>
  at(cluster.registry.get(resources.resourceQuotas, namespace, name), 'status');

describe('a quota', () => {
  it('stops a set at as many pods as it allows, in the words of a recorded event, and lets it go on when it is raised', () => {
    const cluster = practiceCluster();
    cluster.create(quota('two-pods', { pods: '2' }));
    cluster.create(newSet('web', { replicas: 3 }));
    cluster.advance(5000);
    assert.deepEqual(cluster.podNames(), ['web-0', 'web-1']);
    const words =
      'pods "web-2" is forbidden: exceeded quota: two-pods, requested: pods=1, used: pods=2, limited: pods=2';
    assert.ok(
      cluster
        .events('web')
        .includes(`Warning FailedCreate: Create Pod web-2 in StatefulSet web failed error: ${words}`),
    );
    assert.deepEqual(statusOf(cluster, 'two-pods'), { hard: { pods: '2' }, used: { pods: '2' } });
    cluster.patch(resources.resourceQuotas, 'two-pods', { spec: { hard: { pods: '3' } } });
    cluster.advance(20_000);
    assert.deepEqual(cluster.podNames(), ['web-0', 'web-1', 'web-2']);
    assert.deepEqual(cluster.faults, []);
  });

  it('is told by a Deployment as a failure of its ReplicaSet', () => {
    const cluster = practiceCluster();
    cluster.create(quota('none', { pods: '0' }));
    cluster.create(newDeployment('web', { replicas: 1 }));
    cluster.advance(2000);
    const conditions = listOf(
      at(cluster.registry.get(resources.deployments, namespace, 'web'), 'status', 'conditions'),
    );
    const failure = conditions.find(each => at(each, 'type') === 'ReplicaFailure');
    assert.equal(at(failure, 'reason'), 'FailedCreate');
    assert.match(
      String(at(failure, 'message')),
      /exceeded quota: none, requested: pods=1, used: pods=0, limited: pods=0/,
    );
  });

  it('counts what pods ask for, without those that are finished', () => {
    const cluster = practiceCluster();
    cluster.create(quota('compute', { 'requests.cpu': '1', 'requests.memory': '1Gi' }));
    const ask = (cpu: string) => ({ resources: { requests: { cpu, memory: '256Mi' } } });
    cluster.create(pod('one', ask('600m')));
    assert.equal(
      refusal(cluster, pod('two', ask('500m'))),
      'pods "two" is forbidden: exceeded quota: compute, requested: requests.cpu=500m, used: requests.cpu=600m, limited: requests.cpu=1',
    );
    const one = cluster.registry.get(resources.pods, namespace, 'one');
    cluster.registry.updateStatus(resources.pods, { ...one, status: { ...one.status, phase: 'Succeeded' } });
    assert.equal(refusal(cluster, pod('two', ask('500m'))), '');
    cluster.advance(500);
    assert.deepEqual(at(statusOf(cluster, 'compute'), 'used'), { 'requests.cpu': '500m', 'requests.memory': '256Mi' });
    const table = columnsOf(resources.resourceQuotas).find(({ name }) => name === 'Request');
    assert.equal(
      table?.cell(cluster.registry.get(resources.resourceQuotas, namespace, 'compute'), 0),
      'requests.cpu: 500m/1, requests.memory: 256Mi/1Gi',
    );
  });

  it('wants every container to say what is limited', () => {
    const cluster = practiceCluster();
    cluster.create(quota('compute', { 'requests.memory': '1Gi', 'requests.cpu': '4' }));
    assert.equal(
      refusal(cluster, pod('web', { resources: { requests: { cpu: '1' } } })),
      'pods "web" is forbidden: failed quota: compute: must specify requests.memory for: app',
    );
  });

  it('counts claims and their storage, and objects of any kind', () => {
    const cluster = practiceCluster();
    cluster.create(
      quota('storage', { persistentvolumeclaims: '1', 'requests.storage': '10Gi', 'count/configmaps': '0' }),
    );
    const claim = (name: string, storage: string) => ({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name },
      ...{ spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } } },
    });
    assert.match(
      refusal(cluster, claim('big', '11Gi')),
      /exceeded quota: storage, requested: requests.storage=11Gi, used: requests.storage=0, limited: requests.storage=10Gi$/,
    );
    cluster.create(claim('first', '4Gi'));
    assert.match(
      refusal(cluster, claim('second', '4Gi')),
      /^persistentvolumeclaims "second" is forbidden: exceeded quota/,
    );
    const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } };
    assert.match(refusal(cluster, map), /requested: count\/configmaps=1, used: count\/configmaps=0/);
  });

  it('with scopes counts only the pods that they take', () => {
    const cluster = practiceCluster();
    cluster.create(quota('poor', { pods: '0' }, { scopes: ['BestEffort'] }));
    const high = {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name: 'high' },
      ...{ value: 1 },
    };
    cluster.create(high);
    const match = { scopeName: 'PriorityClass', operator: 'In', values: ['high'] };
    cluster.create(quota('high', { pods: '0' }, { scopeSelector: { matchExpressions: [match] } }));
    assert.match(refusal(cluster, pod('a')), /exceeded quota: poor/);
    const asking = { resources: { requests: { cpu: '1' } } };
    assert.equal(refusal(cluster, pod('b', asking)), '');
    assert.match(refusal(cluster, pod('c', asking, { priorityClassName: 'high' })), /exceeded quota: high/);
  });
});
