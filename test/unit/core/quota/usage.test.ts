import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CountedContainer, podUsage } from '../../../../src/core/quota/usage.ts';

const container = (name: string, cpu: number, more: Partial<CountedContainer> = {}): CountedContainer => ({
  name,
  resources: { requests: { cpu } },
  ...more,
});
const sidecar = { restartPolicy: 'Always' };

function cores(initContainers: readonly CountedContainer[], ...containers: readonly CountedContainer[]): number {
  const nano = podUsage({ spec: { initContainers, containers } }).get('requests.cpu') ?? 0n;
  return Number(nano / 1_000_000_000n);
}

test('containers count together, and an init container where it alone takes more', () => {
  assert.equal(cores([], container('app', 1), container('proxy', 2)), 3);
  assert.equal(cores([container('setup', 2)], container('app', 1), container('proxy', 2)), 3);
  assert.equal(cores([container('setup', 5), container('more', 4)], container('app', 1)), 5);
});

test('sidecars run on beside the containers, and beside the init containers after them', () => {
  assert.equal(cores([container('proxy', 2, sidecar)], container('app', 1)), 3);
  assert.equal(cores([container('proxy', 2, sidecar), container('setup', 5)], container('app', 1)), 7);
  assert.equal(cores([container('setup', 5), container('proxy', 2, sidecar)], container('app', 1)), 5);
});
