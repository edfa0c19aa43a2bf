import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubernetesObject } from '../../../../src/core/statefulset/model.ts';
import { resources, type ServedResource, servedResources } from '../../../../src/practice/resources.ts';
import { columnsOf } from '../../../../src/practice/tables/kinds.ts';
import { pick, pods, practiceApi, sets, simplePod, webSet } from '../../../support/practice-api.ts';

const now = Date.UTC(2026, 0, 1, 0, 10);
const made = '2026-01-01T00:09:00Z';

function cells(resource: ServedResource, fields: object): Record<string, unknown> {
  const object: KubernetesObject = {
    apiVersion: 'v1',
    kind: resource.kind,
    metadata: { name: 'web', creationTimestamp: made },
    ...fields,
  };
  return Object.fromEntries(columnsOf(resource).map(({ name, cell }) => [name, cell(object, now)]));
}

const containers = [{ name: 'app', image: 'a:1' }];
const names = (resource: ServedResource) => columnsOf(resource).map(({ name }) => name);

test('the columns are those of the recordings', () => {
  assert.deepEqual(names(resources.statefulSets), ['Name', 'Ready', 'Age', 'Containers', 'Images']);
  assert.deepEqual(names(resources.pods), [
    'Name',
    'Ready',
    'Status',
    'Restarts',
    'Age',
    'IP',
    'Node',
    'Nominated Node',
    'Readiness Gates',
  ]);
  assert.deepEqual(names(resources.persistentVolumeClaims), [
    'Name',
    'Status',
    'Volume',
    'Capacity',
    'Access Modes',
    'StorageClass',
    'VolumeAttributesClass',
    'Age',
    'VolumeMode',
  ]);
  assert.deepEqual(names(resources.controllerRevisions), ['Name', 'Controller', 'Revision', 'Age']);
  assert.deepEqual(names(resources.deployments), [
    'Name',
    'Ready',
    'Up-to-date',
    'Available',
    'Age',
    'Containers',
    'Images',
    'Selector',
  ]);
});

test('a StatefulSet shows how many are ready of how many are wanted', () => {
  const row = cells(resources.statefulSets, {
    spec: { replicas: 3, template: { spec: { containers } } },
    status: { readyReplicas: 2 },
  });
  assert.deepEqual(row, { Name: 'web', Ready: '2/3', Age: '60s', Containers: 'app', Images: 'a:1' });
});

test('a pod that crashes shows its restarts and when the last one was', () => {
  const lastState = { terminated: { exitCode: 1, finishedAt: '2026-01-01T00:07:00Z' } };
  const status = {
    name: 'app',
    ready: false,
    restartCount: 4,
    state: { waiting: { reason: 'CrashLoopBackOff' } },
    lastState,
  };
  const row = cells(resources.pods, {
    spec: { containers, nodeName: 'node-1' },
    status: { phase: 'Running', podIP: '10.0.0.1', containerStatuses: [status] },
  });
  assert.deepEqual(
    [
      row['Ready'],
      row['Status'],
      row['Restarts'],
      row['IP'],
      row['Node'],
      row['Nominated Node'],
      row['Readiness Gates'],
    ],
    ['0/1', 'CrashLoopBackOff', '4 (3m ago)', '10.0.0.1', 'node-1', '<none>', '<none>'],
  );
});

test('a claim shows size and modes only once it has a volume', () => {
  const spec = { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', volumeMode: 'Filesystem' };
  const status = { phase: 'Pending', accessModes: ['ReadWriteMany', 'ReadWriteOnce'], capacity: { storage: '2Gi' } };
  const pending = cells(resources.persistentVolumeClaims, { spec, status });
  assert.deepEqual(
    [pending['Status'], pending['Capacity'], pending['Access Modes'], pending['VolumeAttributesClass']],
    ['Pending', '', '', '<unset>'],
  );
  const bound = cells(resources.persistentVolumeClaims, { spec: { ...spec, volumeName: 'pv' }, status });
  assert.deepEqual([bound['Volume'], bound['Capacity'], bound['Access Modes']], ['pv', '2Gi', 'RWO,RWX']);
  const metadata = { name: 'web', creationTimestamp: made, deletionTimestamp: made };
  assert.equal(cells(resources.persistentVolumeClaims, { metadata, spec, status })['Status'], 'Terminating');
});

test('a revision shows who owns it', () => {
  const owner = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web', uid: 'u', controller: true };
  const row = cells(resources.controllerRevisions, {
    metadata: { name: 'web-1', creationTimestamp: made, ownerReferences: [owner] },
    revision: 3,
  });
  assert.deepEqual([row['Controller'], row['Revision']], ['statefulset.apps/web', 3]);
});

test('a Service shows its ports as they are reached', () => {
  const ports = [
    { port: 80, nodePort: 30_080, protocol: 'TCP' },
    { port: 53, protocol: 'UDP' },
  ];
  const row = cells(resources.services, {
    spec: { type: 'NodePort', clusterIP: '10.96.0.1', ports, selector: { b: '2', a: '1' } },
  });
  assert.deepEqual([row['Port(s)'], row['Selector'], row['External-IP']], ['80:30080/TCP,53/UDP', 'a=1,b=2', '<none>']);
});

test('the default class says so', () => {
  const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' };
  assert.equal(cells(resources.storageClasses, { metadata: { name: 'fast', annotations } })['Name'], 'fast (default)');
});

test('every kind prints an object that has nothing but a name', () => {
  for (const resource of servedResources) {
    const row = cells(resource, { spec: { containers: [] } });
    for (const [column, cell] of Object.entries(row))
      assert.ok(['string', 'number', 'boolean'].includes(typeof cell), `${resource.name} ${column}`);
  }
});

test('a Table holds as much of the objects as was asked for', () => {
  const api = practiceApi();
  api.call('POST', sets, webSet());
  const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io';
  const row = (query: string) => pick(api.call('GET', sets + query, undefined, { accept }).body, 'rows.0.object');
  assert.equal(pick(row(''), 'kind'), 'PartialObjectMetadata');
  assert.equal(pick(row('?includeObject=Object'), 'spec.replicas'), 3);
  assert.equal(row('?includeObject=None'), null);
  api.call('POST', pods, simplePod('a'));
  const one = api.call('GET', `${pods}/a`, undefined, { accept }).body;
  assert.deepEqual([pick(one, 'kind'), pick(one, 'rows.0.cells.2')], ['Table', 'Pending']);
});
