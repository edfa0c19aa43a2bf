import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import fc from 'fast-check';
import { pick, pluck, pods, practiceApi, sets, simplePod, webSet } from '../../../support/practice-api.ts';

test('without the token every path is refused', () => {
  for (const path of ['/', '/version', '/api', pods, '/nowhere']) {
    const { status, body } = practiceApi().call('GET', path, undefined, { token: 'wrong' });
    assert.equal(status, 401);
    assert.deepEqual(
      [pick(body, 'kind'), pick(body, 'reason'), pick(body, 'message')],
      ['Status', 'Unauthorized', 'Unauthorized'],
    );
  }
});

test('who asks for a kind that a cluster has and this one has not is told so', () => {
  const { status, body } = practiceApi().call('POST', '/apis/batch/v1/namespaces/shop/jobs', {});
  assert.equal(status, 404);
  assert.equal(pick(body, 'reason'), 'NotFound');
  assert.match(String(pick(body, 'message')), /^the practice cluster does not have jobs\.batch: it plays/);
});

test('what is not served is not found', () => {
  for (const path of [
    '/nowhere',
    '/api/v2/pods',
    '/api/v1/jobs',
    '/apis/apps/v1beta1/statefulsets',
    `${pods}/a/nothing`,
    '/api/v1/namespaces/shop/nodes',
    '/api/v1/pods/a',
    `${sets}/a/b/c`,
  ]) {
    const { status, body } = practiceApi().call('GET', path);
    assert.equal(status, 404, path);
    assert.equal(pick(body, 'message'), 'the server could not find the requested resource');
  }
});

test('a method that a path does not have is 405', () => {
  const api = practiceApi();
  api.call('POST', pods, simplePod('a'));
  for (const [method, path] of [
    ['PUT', pods],
    ['POST', '/api/v1/pods'],
    ['DELETE', '/api/v1/pods'],
    ['POST', `${pods}/a`],
    ['DELETE', `${pods}/a/status`],
    ['GET', `${pods}/a/eviction`],
    ['POST', '/version'],
    ['POST', '/apis'],
    ['OPTIONS', pods],
  ] as const) {
    const { status, body } = api.call(method, path, {});
    assert.equal(status, 405, `${method} ${path}`);
    assert.equal(pick(body, 'reason'), 'MethodNotAllowed');
  }
});

test('protobuf answers are 406, unknown bodies 415', () => {
  const api = practiceApi();
  assert.equal(api.call('GET', pods, undefined, { accept: 'application/vnd.kubernetes.protobuf' }).status, 406);
  assert.equal(
    api.call('GET', pods, undefined, { accept: 'application/vnd.kubernetes.protobuf, application/json' }).status,
    200,
  );
  const post = api.call('POST', pods, 'x', { type: 'text/plain' });
  assert.equal(post.status, 415);
  assert.match(String(pick(post.body, 'message')), /^the body of the request was in an unknown format/);
  const patch = api.call('PATCH', `${pods}/a`, {}, { type: 'application/json' });
  assert.equal(patch.status, 415);
});

test('YAML bodies are read as the server reads them', () => {
  const api = practiceApi();
  const yaml = `# a comment\n---\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  replicas: 0x3\n  template:\n    metadata: {labels: {app: web}}\n    spec: {containers: [{name: a, image: a, stdin: yes}]}\n---\nmetadata: {name: second}\n`;
  const { status, body } = api.call('POST', sets, yaml, { type: 'application/yaml' });
  assert.equal(status, 201, String(pick(body, 'message')));
  assert.deepEqual(
    [pick(body, 'metadata.name'), pick(body, 'spec.replicas'), pick(body, 'spec.template.spec.containers.0.stdin')],
    ['web', 3, true],
  );
  const broken = api.call('POST', sets, 'a:\n\t- b', { type: 'application/yaml' });
  assert.equal(broken.status, 400);
  assert.match(
    String(pick(broken.body, 'message')),
    /^the object provided is unrecognized \(must be of type StatefulSet\): yaml: line 2: found character that cannot start any token \(/,
  );
});

test('fields that a kind does not have are refused, warned of, or passed over', () => {
  const api = practiceApi();
  const body = { ...webSet({ replica: 3 }), nope: 1 };
  const strict = api.call('POST', `${sets}?fieldValidation=Strict`, body);
  assert.equal(strict.status, 400);
  assert.equal(
    pick(strict.body, 'message'),
    'StatefulSet in version "v1" cannot be handled as a StatefulSet: strict decoding error: unknown field "spec.replica", unknown field "nope"',
  );
  const warned = api.call('POST', `${sets}?dryRun=All`, body);
  assert.equal(warned.status, 201);
  assert.equal(warned.headers['warning'], '299 - "unknown field \\"spec.replica\\"", 299 - "unknown field \\"nope\\""');
  assert.equal(api.call('POST', `${sets}?dryRun=All&fieldValidation=Ignore`, body).headers['warning'], undefined);
  assert.equal(api.call('POST', `${sets}?fieldValidation=Perhaps`, body).status, 422);
  const doubled = 'metadata: {name: a}\nspec:\n  replicas: 1\n  replicas: 2\n';
  const twice = api.call('POST', `${sets}?fieldValidation=Strict`, doubled, { type: 'application/yaml' });
  assert.match(
    String(pick(twice.body, 'message')),
    /strict decoding error: yaml: unmarshal errors:\n {2}line 4: key "replicas" already set in map$/,
  );
});

test('name, namespace and kind of a body must be those of the path', () => {
  const api = practiceApi();
  const body = Object(webSet());
  const message = (path: string, sent: object, method = 'POST') =>
    String(pick(api.call(method, path, sent).body, 'message'));
  assert.match(
    message(sets, { ...body, metadata: { name: 'web', namespace: 'bank' } }),
    /^the namespace of the provided object does not match/,
  );
  assert.match(
    message(sets, { ...body, kind: 'Deployment' }),
    /^Deployment in version "v1" cannot be handled as a StatefulSet/,
  );
  assert.match(
    message(sets, { ...body, apiVersion: 'apps/v1beta1' }),
    /does not match the expected API version \(apps\/v1\)/,
  );
  api.call('POST', sets, body);
  assert.match(
    message(`${sets}/web`, { ...body, metadata: { name: 'other' } }, 'PUT'),
    /^the name of the object \(other\) does not match the name on the URL \(web\)$/,
  );
});

test('a dry run with another word than All is refused', () => {
  assert.equal(practiceApi().call('POST', `${sets}?dryRun=Some`, webSet()).status, 422);
});

test('the manager of a write is the one told, or the program that asks', () => {
  const api = practiceApi();
  const told = api.call('POST', `${sets}?fieldManager=me`, webSet()).body;
  assert.equal(pick(told, 'metadata.managedFields.0.manager'), 'me');
  const asked = api.call('POST', pods, simplePod('a'), { agent: 'kubectl/v1.33 (linux)' }).body;
  assert.equal(pick(asked, 'metadata.managedFields.0.manager'), 'kubectl');
});

test('scale reads and writes the size alone', () => {
  const api = practiceApi();
  api.call('POST', sets, webSet());
  const { body } = api.call('GET', `${sets}/web/scale`);
  assert.equal(pick(body, 'apiVersion'), 'autoscaling/v1');
  assert.deepEqual([pick(body, 'spec'), pick(body, 'status')], [{ replicas: 3 }, { replicas: 0, selector: 'app=web' }]);
  const patched = api.call(
    'PATCH',
    `${sets}/web/scale`,
    { spec: { replicas: 5 } },
    { type: 'application/merge-patch+json' },
  );
  assert.equal(pick(patched.body, 'spec.replicas'), 5);
  assert.equal(pick(api.call('GET', `${sets}/web`).body, 'metadata.generation'), 2);
  assert.equal(api.call('PUT', `${sets}/web/scale`, body).status, 409, 'its version is old by now');
  assert.equal(api.call('PUT', `${sets}/web/scale`, { metadata: { name: 'web' }, spec: { replicas: -1 } }).status, 422);
  assert.equal(api.call('PUT', `${sets}/web/scale`, { metadata: { name: 'web' }, spec: {} }).status, 200);
  assert.equal(pick(api.call('GET', `${sets}/web`).body, 'spec.replicas'), 0);
});

function readyPod(api: ReturnType<typeof practiceApi>, name: string): void {
  api.call('POST', pods, simplePod(name, { nodeName: 'node-1' }, { labels: { app: 'web' } }));
  const containerStatuses = [
    {
      name: 'app',
      ready: true,
      restartCount: 0,
      image: 'nginx:1',
      imageID: '',
      state: { running: { startedAt: '2026-01-01T00:00:00Z' } },
    },
  ];
  const status = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }], containerStatuses };
  api.call('PATCH', `${pods}/${name}/status`, { status }, { type: 'application/merge-patch+json' });
}

test('an eviction deletes the pod unless a budget forbids it', () => {
  const api = practiceApi();
  readyPod(api, 'web-0');
  readyPod(api, 'web-1');
  const budget = {
    metadata: { name: 'web' },
    spec: { minAvailable: '100%', selector: { matchLabels: { app: 'web' } } },
  };
  api.call('POST', '/apis/policy/v1/namespaces/shop/poddisruptionbudgets', budget);
  const evict = () =>
    api.call('POST', `${pods}/web-1/eviction`, {
      apiVersion: 'policy/v1',
      kind: 'Eviction',
      metadata: { name: 'web-1' },
    });
  const refused = evict();
  assert.equal(refused.status, 429);
  assert.equal(
    pick(refused.body, 'details.causes.0.message'),
    'The disruption budget web needs 2 healthy pods and has 2 currently',
  );
  api.call(
    'PATCH',
    '/apis/policy/v1/namespaces/shop/poddisruptionbudgets/web',
    { spec: { minAvailable: 1 } },
    { type: 'application/merge-patch+json' },
  );
  assert.equal(evict().status, 201);
  assert.ok(pick(api.call('GET', `${pods}/web-1`).body, 'metadata.deletionTimestamp'));
});

test('a scale with unknown fields is taken with a warning, or refused where that is asked for', () => {
  const api = practiceApi();
  api.call('POST', sets, webSet({ replicas: 1 }));
  const type = 'application/merge-patch+json';
  const scale = { metadata: { name: 'web' }, spec: { replicas: 2, replica: 3 } };
  for (const [method, options] of [
    ['PUT', {}],
    ['PATCH', { type }],
  ] as const) {
    const taken = api.call(method, `${sets}/web/scale`, scale, options);
    assert.deepEqual([taken.status, taken.headers['warning']], [200, '299 - "unknown field \\"spec.replica\\""']);
    const refused = api.call(method, `${sets}/web/scale?fieldValidation=Strict`, scale, options);
    assert.match(String(pick(refused.body, 'message')), /strict decoding error: unknown field "spec.replica"/);
  }
});

test('whoever reads Endpoints is told that they are old', () => {
  const { headers } = practiceApi().call('GET', '/api/v1/namespaces/shop/endpoints');
  assert.equal(
    headers['warning'],
    '299 - "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice"',
  );
});

test('a Service cannot have addresses of a family that the cluster has not', () => {
  const api = practiceApi();
  const services = '/api/v1/namespaces/shop/services';
  const service = (spec: object) => ({
    metadata: { name: 'web' },
    spec: { clusterIP: 'None', ports: [{ port: 80 }], ...spec },
  });
  const selector = { app: 'web' };
  const both = api.call('POST', services, service({ selector, ipFamilyPolicy: 'RequireDualStack' }));
  assert.equal(
    pick(both.body, 'message'),
    'Service "web" is invalid: spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services',
  );
  const other = api.call('POST', services, service({ selector, ipFamilies: ['IPv6'] }));
  assert.equal(
    pick(other.body, 'message'),
    'Service "web" is invalid: spec.ipFamilies[0]: Invalid value: "IPv6": not configured on this cluster',
  );
  const preferred = api.call('POST', services, service({ selector, ipFamilyPolicy: 'PreferDualStack' }));
  assert.deepEqual(pick(preferred.body, 'spec.ipFamilies'), ['IPv4']);
  const byHand = api.call('POST', services, { ...service({}), metadata: { name: 'by-hand' } });
  assert.deepEqual(
    [pick(byHand.body, 'spec.ipFamilyPolicy'), pick(byHand.body, 'spec.ipFamilies')],
    ['RequireDualStack', ['IPv4', 'IPv6']],
  );
});

describe('an eviction of a pod under budgets', () => {
  const body = (name: string) => ({ apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name } });
  function evicting(budgets: readonly object[], change: object = {}) {
    const api = practiceApi();
    readyPod(api, 'web-0');
    readyPod(api, 'web-1');
    for (const [index, spec] of budgets.entries())
      api.call('POST', '/apis/policy/v1/namespaces/shop/poddisruptionbudgets', {
        metadata: { name: `web-${index}` },
        spec: { selector: { matchLabels: { app: 'web' } }, ...spec },
      });
    const type = 'application/merge-patch+json';
    api.call('PATCH', `${pods}/web-1/status`, { status: change }, { type });
    return api.call('POST', `${pods}/web-1/eviction`, body('web-1'));
  }
  const unready = { conditions: [{ type: 'Ready', status: 'False' }] };

  it('is refused where two budgets count the pod', () => {
    const { status, body } = evicting([{ minAvailable: 1 }, { minAvailable: 0 }]);
    assert.equal(status, 500);
    assert.equal(
      pick(body, 'message'),
      'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    );
  });

  it('needs an allowance for an unready pod too, while too few are healthy', () => {
    assert.equal(evicting([{ minAvailable: 2 }], unready).status, 429);
    assert.equal(evicting([{ minAvailable: 1 }], unready).status, 201);
  });

  it('takes an unready pod whatever is healthy where the budget always allows it', () => {
    assert.equal(evicting([{ minAvailable: 2, unhealthyPodEvictionPolicy: 'AlwaysAllow' }], unready).status, 201);
    assert.equal(evicting([{ minAvailable: 2, unhealthyPodEvictionPolicy: 'AlwaysAllow' }]).status, 429);
  });

  it('does not ask budgets about a pod that does not run yet, or no more', () => {
    for (const phase of ['Pending', 'Failed', 'Succeeded'])
      assert.equal(evicting([{ minAvailable: 2 }, { minAvailable: 2 }], { phase }).status, 201);
  });
});

test('whoever holds the token may do everything', () => {
  const api = practiceApi();
  const review = { spec: { resourceAttributes: { verb: 'delete', resource: 'pods' } } };
  const { status, body } = api.call('POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', review);
  assert.deepEqual([status, pick(body, 'status.allowed')], [201, true]);
  assert.equal(api.call('GET', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews').status, 405);
});

test('whoever asks who they are is told, and the group is listed', () => {
  const api = practiceApi();
  const path = '/apis/authentication.k8s.io/v1';
  const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
  const { status, body } = api.call('POST', `${path}/selfsubjectreviews`, review);
  assert.deepEqual([status, pick(body, 'apiVersion'), pick(body, 'kind')], [201, review.apiVersion, review.kind]);
  assert.deepEqual(pick(body, 'status.userInfo'), {
    username: 'practice',
    groups: ['system:masters', 'system:authenticated'],
  });
  assert.deepEqual(pick(api.call('GET', path).body, 'resources.0.verbs'), ['create']);
  assert.equal(api.call('POST', `${path}/selfsubjectaccessreviews`, review).status, 404);
});

test('a list of only metadata has nothing else', () => {
  const api = practiceApi();
  api.call('POST', sets, webSet());
  const { body } = api.call('GET', sets, undefined, {
    accept: 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io',
  });
  assert.equal(pick(body, 'kind'), 'PartialObjectMetadataList');
  assert.deepEqual(pluck(body, 'spec'), [undefined]);
  assert.deepEqual(pluck(body, 'metadata.name'), ['web']);
});

test('__proto__ in a body reaches nothing', () => {
  const api = practiceApi();
  const { status } = api.call(
    'POST',
    '/api/v1/namespaces/shop/configmaps',
    '{"metadata":{"name":"a"},"data":{"__proto__":"x","b":"c"},"__proto__":{"polluted":true}}',
  );
  assert.equal(status, 201);
  assert.equal(Object(globalThis).polluted, undefined);
  assert.deepEqual(pick(api.call('GET', '/api/v1/namespaces/shop/configmaps/a').body, 'data'), { b: 'c' });
});

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
