import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statusDiffers } from '../../../../src/core/statefulset/status.ts';

const status = { replicas: 2, readyReplicas: 1, updateRevision: 'web-a' };

test('a status is written when the generation that it speaks of is a newer one, the first too', () => {
  const at = (observedGeneration: number) => ({ ...status, observedGeneration });
  assert.equal(statusDiffers(status, at(1)), true);
  assert.equal(statusDiffers(at(1), at(2)), true);
  assert.equal(statusDiffers(at(2), at(2)), false);
  assert.equal(statusDiffers(at(2), at(1)), false);
});

test('a status is written for each of its numbers and names, where zero is no other than nothing', () => {
  assert.equal(statusDiffers(status, { ...status, readyReplicas: 2 }), true);
  assert.equal(statusDiffers(status, { ...status, updateRevision: 'web-b' }), true);
  assert.equal(statusDiffers(status, { ...status, availableReplicas: 0 }), false);
  assert.equal(statusDiffers(undefined, { replicas: 0 }), false);
});

test('a new count of collisions alone is no reason to write', () => {
  assert.equal(statusDiffers(status, { ...status, collisionCount: 1 }), false);
});
