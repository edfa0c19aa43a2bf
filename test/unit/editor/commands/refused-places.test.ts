import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatPath } from '../../../../src/core/manifest/path.ts';
import { refusedPlaces } from '../../../../src/editor/commands/refused-places.ts';

const set = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'search', creationTimestamp: 'yesterday', labels: { app: 'search', tier: 9 } },
  spec: {
    replicas: '3',
    template: {
      metadata: { labels: { app: 'search', on: true } },
      spec: {
        containers: [
          {
            name: 'log',
            image: 'log:1',
            args: ['-v'],
            ports: [{ containerPort: 80 }],
            resources: { limits: { memory: '1Gi' } },
          },
          {
            name: 'node',
            image: { name: 'node' },
            args: ['-p', 80],
            ports: [{ containerPort: '80' }, { containerPort: 81 }],
            livenessProbe: { tcpSocket: { port: 1.5 } },
            resources: { limits: { memory: '64K', cpu: '1' } },
          },
        ],
        volumes: [
          { name: 'a', emptyDir: {} },
          { name: 'b', configMap: { defaultMode: '0644' } },
        ],
      },
    },
    volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { resources: { requests: { storage: '5GB' } } } }],
  },
};

const places = (detail: string, object: object = set) =>
  refusedPlaces(detail, object).map(({ path }) => formatPath(path));
const HANDLED = 'StatefulSet in version "v1" cannot be handled as a StatefulSet: ';
const unmarshal = (met: string, field: string, type: string) =>
  places(`${HANDLED}json: cannot unmarshal ${met} into Go struct field ${field} of type ${type}`);

test('an amount that cannot be read is found by its fault, because the server names no field', () => {
  assert.deepEqual(
    places(`${HANDLED}quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'`),
    ['spec.volumeClaimTemplates[0].spec.resources.requests.storage'],
  );
  assert.deepEqual(places(`${HANDLED}unable to parse quantity's suffix`), [
    'spec.template.spec.containers[1].resources.limits.memory',
  ]);
});

test('a text that is none of the amounts is not taken for one', () => {
  const named = { spec: { selector: { matchLabels: { size: '5GB' } } } };
  assert.deepEqual(places('quantities must match the regular expression', named), []);
});

test('a value of a wrong type is found at the end of a path without indexes, among lists by what the server met', () => {
  assert.deepEqual(unmarshal('string', 'StatefulSetSpec.spec.replicas', 'int32'), ['spec.replicas']);
  assert.deepEqual(unmarshal('object', 'Container.spec.template.spec.containers.image', 'string'), [
    'spec.template.spec.containers[1].image',
  ]);
  assert.deepEqual(unmarshal('string', 'ContainerPort.spec.template.spec.containers.ports.containerPort', 'int32'), [
    'spec.template.spec.containers[1].ports[0].containerPort',
  ]);
});

test('one wrong entry of a map or list is found where the path ends at the whole', () => {
  assert.deepEqual(unmarshal('bool', 'ObjectMeta.spec.template.metadata.labels', 'string'), [
    'spec.template.metadata.labels.on',
  ]);
  assert.deepEqual(unmarshal('number', 'ObjectMeta.metadata.labels', 'string'), ['metadata.labels.tier']);
  assert.deepEqual(unmarshal('number', 'Container.spec.template.spec.containers.args', 'string'), [
    'spec.template.spec.containers[1].args[1]',
  ]);
});

test('the names of embedded structs are no fields', () => {
  const probe = 'TCPSocketAction.spec.template.spec.containers.livenessProbe.ProbeHandler.tcpSocket.port';
  assert.deepEqual(unmarshal('number 1.5', probe, 'int32'), [
    'spec.template.spec.containers[1].livenessProbe.tcpSocket.port',
  ]);
  const volume = 'ConfigMapVolumeSource.spec.template.spec.volumes.VolumeSource.configMap.defaultMode';
  assert.deepEqual(unmarshal('string', volume, 'int32'), ['spec.template.spec.volumes[1].configMap.defaultMode']);
});

test('a value that is not there any more has no place', () => {
  assert.deepEqual(unmarshal('bool', 'StatefulSetSpec.spec.replicas', 'int32'), []);
  assert.deepEqual(unmarshal('number 7', 'ObjectMeta.metadata.labels', 'string'), []);
});

test('every unknown field has a place, with what is said of it alone', () => {
  const detail = `${HANDLED}strict decoding error: unknown field "spec.replica", unknown field "spec.template.spec.containers[0].foo"`;
  assert.deepEqual(
    refusedPlaces(detail, set).map(({ path, detail: said }) => [formatPath(path), said]),
    [
      ['spec.replica', 'unknown field "spec.replica"'],
      ['spec.template.spec.containers[0].foo', 'unknown field "spec.template.spec.containers[0].foo"'],
    ],
  );
});

test('what server-side apply cannot merge is found, of a double item the last', () => {
  const failed = 'failed to create typed patch object (default/search; apps/v1, Kind=StatefulSet): ';
  assert.deepEqual(places(`${failed}.spec.nope: field not declared in schema`), ['spec.nope']);
  assert.deepEqual(
    places(
      `${failed}errors:\n  .spec.template.spec.containers[name="node"].imag: field not declared in schema\n  .spec.nope: field not declared in schema`,
    ),
    ['spec.template.spec.containers[1].imag', 'spec.nope'],
  );
  const twice = { spec: { env: [{ name: 'A' }, { name: 'B' }, { name: 'A' }] } };
  assert.deepEqual(places(`${failed}.spec.env: duplicate entries for key [name="A"]`, twice), ['spec.env[2]']);
});

test('a time and a namespace are found by their words', () => {
  assert.deepEqual(
    places(`${HANDLED}parsing time "yesterday" as "2006-01-02T15:04:05Z07:00": cannot parse "yesterday" as "2006"`),
    ['metadata.creationTimestamp'],
  );
  assert.deepEqual(places('the namespace of the provided object does not match the namespace sent on the request'), [
    'metadata.namespace',
  ]);
});

test('what a webhook says freely is searched for fields of the object', () => {
  const denied = 'admission webhook "spec.policy.example.com" denied the request: ';
  assert.deepEqual(places(`${denied}spec.template.spec.containers[1].image: must come from our registry`), [
    'spec.template.spec.containers[1].image',
  ]);
  assert.deepEqual(places(`${denied}rule owner failed at path /spec/template/spec/containers/0/resources/.`), [
    'spec.template.spec.containers[0].resources',
  ]);
  assert.deepEqual(places(`${denied}set (spec.template.spec.hostNetwork), please.`), [
    'spec.template.spec.hostNetwork',
  ]);
  assert.deepEqual(places(`${denied}you must label owners; see https://example.com/spec.html, apps/v1`), []);
  assert.deepEqual(places('exceeded quota: compute, requested: pods=1, used: pods=2, limited: pods=2'), []);
});
