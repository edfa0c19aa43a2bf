import assert from 'node:assert/strict';
import { test } from 'node:test';
import { servedResources } from '../../../../src/practice/resources.ts';
import { pick, pluck, practiceApi } from '../../../support/practice-api.ts';

const aggregated = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

test('the version is that of the server whose rules are kept', () => {
  assert.equal(pick(practiceApi().call('GET', '/version').body, 'gitVersion'), 'v1.36.2');
});

test('groups and what they serve are told one by one', () => {
  const api = practiceApi();
  assert.deepEqual(pick(api.call('GET', '/api').body, 'versions'), ['v1']);
  const groups = pick(api.call('GET', '/apis').body, 'groups');
  assert.ok(pluck(groups, 'name').includes('apps'));
  assert.equal(pick(api.call('GET', '/apis/apps').body, 'preferredVersion.groupVersion'), 'apps/v1');
  const { body } = api.call('GET', '/apis/apps/v1');
  const names = pluck(pick(body, 'resources'), 'name');
  assert.ok(
    names.includes('statefulsets') && names.includes('statefulsets/scale') && names.includes('statefulsets/status'),
  );
  const scale = list(pick(body, 'resources')).find(each => pick(each, 'name') === 'statefulsets/scale');
  assert.deepEqual([pick(scale, 'group'), pick(scale, 'kind')], ['autoscaling', 'Scale']);
  assert.equal(api.call('GET', '/apis/nothing').status, 404);
});

test('one document tells everything to those who ask for it', () => {
  const api = practiceApi();
  const groups = ['/api', '/apis'].flatMap(path =>
    list(pick(api.call('GET', path, undefined, { accept: aggregated }).body, 'items')),
  );
  const told = groups.flatMap(group =>
    list(pick(group, 'versions.0.resources')).map(
      each =>
        `${String(pick(each, 'resource'))} ${String(pick(each, 'responseKind.kind'))} ${String(pick(each, 'scope'))}`,
    ),
  );
  for (const { name, kind, namespaced } of servedResources) {
    assert.ok(told.includes(`${name} ${kind} ${namespaced ? 'Namespaced' : 'Cluster'}`), name);
  }
});

test('OpenAPI tells kubectl how lists merge, and that the server validates fields', () => {
  const api = practiceApi();
  const { body: index } = api.call('GET', '/openapi/v3');
  const paths = pick(index, 'paths');
  assert.ok(typeof paths === 'object' && paths !== null && Object.hasOwn(paths, 'apis/apps/v1'));
  const { body } = api.call('GET', '/openapi/v3/apis/apps/v1');
  const schemas = Object(pick(body, 'components.schemas'));
  const containers = schemas['io.k8s.api.core.v1.PodSpec'].properties.containers;
  assert.deepEqual(containers, {
    type: 'array',
    items: { allOf: [{ $ref: '#/components/schemas/io.k8s.api.core.v1.Container' }] },
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['name'],
    'x-kubernetes-patch-merge-key': 'name',
    'x-kubernetes-patch-strategy': 'merge',
  });
  assert.deepEqual(schemas['io.k8s.api.apps.v1.StatefulSet']['x-kubernetes-group-version-kind'], [
    { group: 'apps', version: 'v1', kind: 'StatefulSet' },
  ]);
  const patch = Object(pick(body, 'paths'))['/apis/apps/v1/namespaces/{namespace}/statefulsets/{name}'].patch;
  assert.ok(pluck(patch.parameters, 'name').includes('fieldValidation'));
  const references = [...JSON.stringify(schemas).matchAll(/#\/components\/schemas\/([^"]+)/g)].map(
    ([, name = '']) => name,
  );
  assert.deepEqual(
    references.filter(name => !Object.hasOwn(schemas, name)),
    [],
    'every reference leads somewhere',
  );
  assert.equal(api.call('GET', '/openapi/v3/apis/batch/v1').status, 404);
});

test('older kubectl gets OpenAPI v2 as protobuf', () => {
  const accept = 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf';
  const { status, body } = practiceApi().call('GET', '/openapi/v2', undefined, { accept });
  assert.equal(status, 200);
  assert.ok(String(body).startsWith('\n\x032.0'), 'the first field is swagger: "2.0"');
  assert.equal(pick(practiceApi().call('GET', '/openapi/v2').body, 'swagger'), '2.0');
});
