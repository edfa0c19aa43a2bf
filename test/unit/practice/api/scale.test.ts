import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pick, practiceApi, sets, webSet } from '../../../support/practice-api.ts';

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

test('a scale is shown as a table with what is wanted and what is there', () => {
  const api = practiceApi();
  api.call('POST', sets, webSet({ replicas: 2 }));
  const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io';
  const { body } = api.call('GET', `${sets}/web/scale`, undefined, { accept });
  const columns = pick(body, 'columnDefinitions');
  assert.deepEqual(Array.isArray(columns) && columns.map(each => pick(each, 'name')), [
    'Name',
    'Desired',
    'Available',
    'Age',
  ]);
  assert.deepEqual(pick(body, 'rows.0.cells'), ['web', 2, 0, '0s']);
});
