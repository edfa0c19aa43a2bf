import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pods, practiceApi, sets, simplePod, webSet } from '../../../support/practice-api.ts';

test('whatever is asked, in whatever order, the server answers and never fails by itself', () => {
  const word = fc.oneof(
    fc.constantFrom(
      'api',
      'apis',
      'v1',
      'apps',
      'namespaces',
      'shop',
      'pods',
      'statefulsets',
      'services',
      'persistentvolumeclaims',
      'web',
      'status',
      'scale',
      'log',
      'eviction',
      'openapi',
      'v2',
      'v3',
      'version',
    ),
    fc.string({ maxLength: 5 }),
  );
  const path = fc.oneof(
    fc.constantFrom(
      pods,
      sets,
      `${sets}/web`,
      `${sets}/web/status`,
      `${sets}/web/scale`,
      `${pods}/web`,
      '/api/v1/namespaces/shop/services',
      '/api/v1/namespaces/shop/persistentvolumeclaims',
      '/api/v1/persistentvolumes',
      '/api/v1/namespaces/shop',
      '/apis/events.k8s.io/v1/namespaces/shop/events',
    ),
    fc.array(word, { maxLength: 7 }).map(words => `/${words.join('/')}`),
  );
  const key = fc.constantFrom(
    'metadata',
    'name',
    'spec',
    'status',
    'replicas',
    'selector',
    'matchLabels',
    'template',
    'containers',
    'labels',
    'finalizers',
    'ports',
    'port',
    'op',
    'path',
    'value',
    '$patch',
    '$retainKeys',
    'accessModes',
    'resources',
    'requests',
    'storage',
    'kind',
    'apiVersion',
    'updateStrategy',
    'type',
    'volumeClaimTemplates',
    'conditions',
    'deletionTimestamp',
    '__proto__',
    'constructor',
  );
  const { json } = fc.letrec<{ json: unknown }>(tie => ({
    json: fc.oneof(
      { maxDepth: 6 },
      fc.constantFrom(null, true, -1, 1.5, 'web', '1Gi', '/spec/replicas', 'replace', 'StatefulSet'),
      fc.array(tie('json'), { maxLength: 3 }),
      fc.dictionary(key, tie('json'), { maxKeys: 4 }),
    ),
  }));
  const query = fc.constantFrom(
    '',
    '?watch=1',
    '?dryRun=All',
    '?fieldManager=x&force=true',
    '?limit=1',
    '?continue=x',
    '?labelSelector=a',
    '?fieldSelector=b',
    '?resourceVersion=1',
    '?follow=1',
    '?fieldValidation=Strict',
  );
  const type = fc.constantFrom(
    'application/json',
    'application/yaml',
    'application/json-patch+json',
    'application/merge-patch+json',
    'application/strategic-merge-patch+json',
    'application/apply-patch+yaml',
    'application/vnd.kubernetes.protobuf',
    '',
  );
  const accept = fc.constantFrom(
    '',
    'application/json',
    '*/*',
    'application/json;as=Table;v=v1;g=meta.k8s.io',
    'application/json;as=PartialObjectMetadata;v=v1',
    ';;=,',
  );
  const method = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'BREW');
  const body = fc.oneof(json, fc.string(), fc.constant(Object(webSet())), fc.constant(Object(simplePod('web'))));
  const request = fc.record({ method, path, query, body, type, accept });
  fc.assert(
    fc.property(fc.array(request, { minLength: 1, maxLength: 12 }), requests => {
      const api = practiceApi();
      for (const each of requests) {
        const { status } = api.call(each.method, each.path + each.query, each.body, {
          type: each.type,
          accept: each.accept,
        });
        assert.ok(status >= 200 && status < 600);
      }
      assert.deepEqual(api.faults, []);
    }),
    { numRuns: 400 },
  );
});
