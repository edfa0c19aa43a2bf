import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { victims } from '../../../../src/core/deployment/victims.ts';
import type { Pod } from '../../../../src/core/statefulset/model.ts';
import { NOW } from '../../../support/deployment.ts';

interface Given {
  readonly node?: string;
  readonly phase?: string;
  /** Seconds before `NOW`. */
  readonly ready?: number;
  readonly age?: number;
  readonly cost?: string;
  readonly restarts?: number;
  readonly sidecarRestarts?: number;
}

function pod(name: string, given: Given = {}): Pod {
  const { node = 'node-1', phase = 'Running', ready, age = 900, cost, restarts = 0, sidecarRestarts = 0 } = given;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      uid: name,
      creationTimestamp: ago(age),
      ...(cost === undefined ? {} : { annotations: { 'controller.kubernetes.io/pod-deletion-cost': cost } }),
    },
    spec: { containers: [], nodeName: node, initContainers: [{ name: 'proxy', restartPolicy: 'Always' }] },
    status: {
      phase,
      conditions: ready === undefined ? [] : [{ type: 'Ready', status: 'True', lastTransitionTime: ago(ready) }],
      containerStatuses: [{ name: 'app', ready: true, restartCount: restarts }],
      initContainerStatuses: [
        { name: 'proxy', ready: true, restartCount: sidecarRestarts },
        { name: 'setup', ready: true, restartCount: 99 },
      ],
    },
  };
}

function ago(seconds: number): string {
  return new Date(NOW - seconds * 1000).toISOString();
}

function inOrder(pods: readonly Pod[], related: readonly Pod[] = pods): string[] {
  return victims(pods, pods.length, { related, now: NOW }).map(({ metadata }) => metadata.name);
}

describe('the pods that go first when a ReplicaSet shrinks', () => {
  it('are those without a node, then pending, then not ready', () => {
    const pods = [pod('ready', { ready: 60 }), pod('unready'), pod('pending', { phase: 'Pending' })];
    assert.deepEqual(inOrder([...pods, pod('homeless', { node: '' })]), ['homeless', 'pending', 'unready', 'ready']);
  });

  it('are as many as are too many', () => {
    assert.equal(victims([pod('a'), pod('b'), pod('c')], 2, { related: [], now: NOW }).length, 2);
  });

  it('are, among ready ones, those that cost least, where the cost is an integer', () => {
    const costs = { dear: '7', none: '+7', cheap: '-5' };
    const pods = Object.entries(costs).map(([name, cost]) => pod(name, { ready: 60, cost }));
    assert.deepEqual(inOrder(pods), ['cheap', 'none', 'dear']);
  });

  it('are then those on a node that is crowded with pods of the same Deployment, whichever ReplicaSet has them', () => {
    const pods = [pod('a', { ready: 60, node: 'node-1' }), pod('b', { ready: 60, node: 'node-2' })];
    const others = [1, 2].map(number => pod(`new-${number}`, { node: 'node-2' }));
    const finished = [1, 2, 3].map(number => pod(`done-${number}`, { node: 'node-1', phase: 'Succeeded' }));
    assert.deepEqual(inOrder(pods, [...pods, ...others, ...finished]), ['b', 'a']);
    assert.deepEqual(inOrder(pods, []), ['a', 'b']);
  });

  it('are then those that became ready last, by magnitude: of pods ready about as long nobody can tell', () => {
    assert.deepEqual(inOrder([pod('a', { ready: 3600 }), pod('b', { ready: 60 })]), ['b', 'a']);
    assert.deepEqual(inOrder([pod('b', { ready: 60 }), pod('a', { ready: 55 })]), ['a', 'b']);
    assert.deepEqual(inOrder([pod('b', { ready: 55 }), pod('a', { ready: 60 })]), ['a', 'b']);
  });

  it('are then those that restarted most, sidecars last, and at the end the youngest', () => {
    const pods = [
      pod('old', { ready: 60, age: 9000 }),
      pod('young', { ready: 60, age: 90 }),
      pod('proxy', { ready: 60, sidecarRestarts: 1 }),
      pod('app', { ready: 60, restarts: 1 }),
    ];
    assert.deepEqual(inOrder(pods), ['app', 'proxy', 'young', 'old']);
  });
});
