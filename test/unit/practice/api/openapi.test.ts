import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadMeanings } from '../../../../src/practice/api/meanings.ts';
import { virtualClock } from '../../../../src/practice/clock.ts';
import { createRegistry } from '../../../../src/practice/registry/create-registry.ts';
import { createStore } from '../../../../src/practice/store.ts';
import { apiOf, pick } from '../../../support/practice-api.ts';

test('the document that kubectl explain reads says what fields mean, and where it goes on', async () => {
  const clock = virtualClock();
  const api = apiOf(createRegistry(createStore(clock)), clock, { meanings: await loadMeanings() });
  const { body } = api.call('GET', '/openapi/v3/apis/apps/v1');
  const schemas = Object.entries(Object(pick(body, 'components.schemas')));
  const [, spec] = schemas.find(([name]) => name === 'io.k8s.api.apps.v1.StatefulSetSpec') ?? [];
  assert.match(String(pick(spec, 'properties.replicas.description')), /^replicas is the desired number of replicas/);
  assert.deepEqual(pick(spec, 'properties.replicas.type'), 'integer');
  assert.deepEqual(pick(spec, 'properties.template.allOf.0'), {
    $ref: '#/components/schemas/io.k8s.api.core.v1.PodTemplateSpec',
  });
});
