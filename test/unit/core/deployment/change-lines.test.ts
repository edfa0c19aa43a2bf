import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addsPods, deploymentLines } from '../../../../src/core/deployment/change-lines.ts';
import type { Deployment } from '../../../../src/core/deployment/model.ts';
import type { ResourceQuota } from '../../../../src/core/quota/scope.ts';

function deployment(replicas: number, image = 'app:v1', spec: object = {}): Deployment {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'api', namespace: 'shop' },
    spec: { replicas, selector: {}, template: { spec: { containers: [{ name: 'app', image }] } }, ...spec },
  } as Deployment;
}

const quota = (pods: number, used: number): ResourceQuota => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'few' },
  spec: { hard: { pods } },
  status: { used: { pods: used } },
});

const codes = (...values: Parameters<typeof deploymentLines>) => deploymentLines(...values).map(({ code }) => code);

test('a Deployment that is paused replaces no pod and scales all the same', () => {
  const paused = { paused: true };
  assert.deepEqual(codes(deployment(2, 'app:v1', paused), deployment(3, 'app:v2', paused)), [
    'plan-deployment-paused',
    'deployment-scales',
  ]);
  assert.deepEqual(codes(undefined, deployment(3, 'app:v1', paused), []), ['plan-deployment-paused-new']);
  assert.deepEqual(codes(deployment(2), deployment(2, 'app:v2')), ['deployment-rolls']);
});

test('of more pods than a quota lets in, it is told how many come', () => {
  const [, told] = deploymentLines(deployment(2), deployment(6), [quota(5, 2)]);
  assert.deepEqual(told, {
    code: 'deployment-quota',
    values: { quota: 'few', left: 'pods: 0 / 5', fits: 3, wanted: 4 },
    stops: true,
  });
  assert.deepEqual(codes(deployment(2), deployment(5), [quota(5, 2)]), ['deployment-scales']);
  assert.deepEqual(codes(undefined, deployment(2), [quota(5, 4)]), ['deployment-creates', 'deployment-quota']);
});

test('pods are added where it is created with some, or gets more', () => {
  assert.equal(addsPods(undefined, deployment(1)), true);
  assert.equal(addsPods(undefined, deployment(0)), false);
  assert.equal(addsPods(deployment(2), deployment(3)), true);
  assert.equal(addsPods(deployment(3), deployment(3, 'app:v2')), false);
});

test('any number of pods is counted at once', () => {
  const [, told] = deploymentLines(deployment(0), deployment(2_147_483_647), [quota(2_000_000_000, 3)]);
  assert.deepEqual([told?.code, told?.values['fits']], ['deployment-quota', 1_999_999_997]);
  const others: ResourceQuota = { ...quota(0, 0), spec: { hard: { services: 1 } }, status: { used: { services: 1 } } };
  assert.deepEqual(codes(deployment(0), deployment(2_147_483_647), [others]), ['deployment-scales']);
});

test('a replacement under a full quota stops only where no pod may be missing meanwhile', () => {
  const full = [quota(3, 3)];
  // A quarter of three pods is none that may be missing; of four it is one.
  assert.deepEqual(codes(deployment(3), deployment(3, 'app:v2'), full), ['deployment-rolls', 'deployment-quota-surge']);
  assert.deepEqual(codes(deployment(4), deployment(4, 'app:v2'), full), ['deployment-rolls']);
  const oneMore = { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
  assert.deepEqual(codes(deployment(0, 'app:v1', oneMore), deployment(0, 'app:v2', oneMore), full), [
    'deployment-rolls',
  ]);
  // What is scaled down makes room first.
  assert.deepEqual(codes(deployment(3), deployment(2, 'app:v2'), full), ['deployment-rolls', 'deployment-scales']);
  const recreate = { strategy: { type: 'Recreate' } };
  assert.deepEqual(codes(deployment(3, 'app:v1', recreate), deployment(3, 'app:v2', recreate), full), [
    'deployment-recreates',
  ]);
});
