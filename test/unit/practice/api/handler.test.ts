import assert from 'node:assert/strict';
import { test } from 'node:test';
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

test('where nothing is served at all there is a page and no Status', () => {
  for (const path of ['/nowhere', '/metrics', '/apis/example.com/v1/things', '/apis/example.com', '/healthz/nothing']) {
    const { status, body } = practiceApi().call('GET', path);
    assert.deepEqual([status, body], [404, '404 page not found\n'], path);
  }
});

test('the server is well, and says what of itself it has looked at', () => {
  const api = practiceApi();
  for (const path of ['/healthz', '/livez', '/readyz', '/livez/ping', '/readyz/informer-sync'])
    assert.deepEqual([api.call('GET', path).status, api.call('GET', path).body], [200, 'ok'], path);
  assert.equal(api.call('GET', '/livez?verbose').body, '[+]ping ok\n[+]log ok\n[+]etcd ok\nlivez check passed\n');
});

test('a method that a path does not have is 405', () => {
  const api = practiceApi();
  api.call('POST', pods, simplePod('a'));
  for (const [method, path] of [
    ['PUT', pods],
    ['POST', '/api/v1/pods'],
    ['DELETE', '/api/v1/pods'],
    ['DELETE', '/api/v1/namespaces'],
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

test('a body that cannot be read is refused in the words of the server, with its beginning', () => {
  const api = practiceApi();
  const start = 'the object provided is unrecognized (must be of type Pod):';
  const parse = `${start} couldn't get version/kind; json parse error:`;
  for (const [body, message] of [
    ['', `${parse} unexpected end of JSON input (<empty>)`],
    ['{"a":1,}', `${parse} invalid character '}' looking for beginning of object key string ({"a":1,})`],
    [
      `{"a":1,${' '.repeat(40)}}`,
      `${parse} invalid character '}' looking for beginning of object key string ({"a":1,${' '.repeat(23)} ...)`,
    ],
    ['kind', `${parse} invalid character 'k' looking for beginning of value (6b696e64)`],
  ] as const) {
    const answer = api.call('POST', pods, body, { type: '' });
    assert.equal(answer.status, 400);
    assert.equal(pick(answer.body, 'message'), message);
  }
});

test('a patch that cannot be read is refused in the words of the server', () => {
  const api = practiceApi();
  api.call('POST', pods, simplePod('a'));
  for (const [kind, body, message] of [
    ['merge', '{', 'error decoding patch: unexpected end of JSON input'],
    ['strategic-merge', '{', 'unexpected end of JSON input'],
    ['merge', '[]', 'error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}'],
    ['json', '{}', 'error decoding patch: json: cannot unmarshal object into Go value of type []interface {}'],
  ] as const) {
    const answer = api.call('PATCH', `${pods}/a`, body, { type: `application/${kind}-patch+json` });
    assert.equal(answer.status, 400);
    assert.equal(pick(answer.body, 'message'), message);
  }
});

test('options of a write that cannot be are 422', () => {
  const api = practiceApi();
  api.call('POST', pods, simplePod('a'));
  const long = 'x'.repeat(129);
  for (const [query, said] of [
    [`fieldManager=${long}`, 'fieldManager: Too long: may not be more than 128 bytes'],
    ['fieldManager=%01', 'fieldManager: Invalid value: "\\x01": should only contain printable characters'],
    ['force=true', 'force: Forbidden: may not be specified for non-apply patch'],
  ]) {
    const { status, body } = api.call('PATCH', `${pods}/a?${query}`, {}, { type: 'application/merge-patch+json' });
    assert.equal(status, 422);
    assert.equal(pick(body, 'message'), `PatchOptions.meta.k8s.io "" is invalid: ${said}`);
  }
});

test('an apply names the version of its fields', () => {
  const { status, body } = practiceApi().call(
    'PATCH',
    `${sets}/web?fieldManager=me`,
    { ...webSet(), apiVersion: 'v1' },
    {
      type: 'application/apply-patch+yaml',
    },
  );
  assert.equal(status, 400);
  assert.equal(
    pick(body, 'message'),
    'Incorrect version specified in apply patch. Specified patch version: v1, expected: apps/v1',
  );
});

test('what is deleted at once is told by name, group, kind and uid; the core group is not named', () => {
  const api = practiceApi();
  const told = (path: string, body: object) => {
    const uid = pick(api.call('POST', path, body).body, 'metadata.uid');
    const { body: answer } = api.call('DELETE', `${path}/web`);
    assert.equal(pick(answer, 'status'), 'Success');
    return { ...Object(pick(answer, 'details')), uid: pick(answer, 'details.uid') === uid };
  };
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { ports: [{ port: 80 }] } };
  assert.deepEqual(told('/api/v1/namespaces/shop/services', service), { name: 'web', kind: 'services', uid: true });
  assert.deepEqual(told(sets, webSet()), { name: 'web', group: 'apps', kind: 'statefulsets', uid: true });
});
