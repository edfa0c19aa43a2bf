import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pick, practiceApi } from '../../../support/practice-api.ts';

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
