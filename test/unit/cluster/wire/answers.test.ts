import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { ClusterError } from '../../../../src/cluster/connection.ts';
import { asObject, asVersion, readChunks, readJson, servedResources } from '../../../../src/cluster/wire/answers.ts';
import type { WireAnswer } from '../../../../src/cluster/wire/transport.ts';

function answer(status: number, text: string, contentType = 'application/json'): WireAnswer {
  return { status, contentType, stream: Readable.from([Buffer.from(text)]), destroy() {} };
}

function failureOf(kind: string) {
  return (error: unknown) => error instanceof ClusterError && error.failure.kind === kind;
}

describe('an answer of the API server', () => {
  it('is its JSON object', async () => {
    assert.deepEqual(await readJson(answer(201, '{"kind":"Pod"}')), { kind: 'Pod' });
  });

  it('is not of Kubernetes where it is good and no JSON object', async () => {
    await assert.rejects(readJson(answer(200, '<html>', 'text/html')), failureOf('not-kubernetes'));
    await assert.rejects(readJson(answer(200, '[]')), failureOf('not-kubernetes'));
  });

  it('is a failure by its status, whether it is read whole or in chunks', async () => {
    await assert.rejects(readJson(answer(401, '{}')), failureOf('unauthorized'));
    await assert.rejects(readChunks(answer(401, '{}')), failureOf('unauthorized'));
  });
});

describe('what stands in an answer', () => {
  it('is an object, with a name even where the kind has none', () => {
    const review = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', metadata: {} };
    assert.deepEqual(asObject(review), { ...review, metadata: { name: '' } });
    assert.throws(() => asObject({ metadata: { name: 'web' } }), failureOf('not-kubernetes'));
  });

  it('is a version, whose numbers may be missing', () => {
    assert.deepEqual(asVersion({ gitVersion: 'v1.36.2' }), { gitVersion: 'v1.36.2', major: '', minor: '' });
    assert.throws(() => asVersion({ major: '1' }), failureOf('not-kubernetes'));
  });

  it('are kinds, without their parts', () => {
    const sets = { name: 'statefulsets', kind: 'StatefulSet', namespaced: true, verbs: ['get', 'list'] };
    const scale = { name: 'statefulsets/scale', kind: 'Scale', namespaced: true, verbs: ['get'] };
    assert.deepEqual(servedResources({ resources: [sets, scale, { kind: 'Nameless' }] }), [sets]);
    assert.deepEqual(servedResources({}), []);
  });
});
