import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Node } from '../../../../src/core/statefulset/model.ts';
import { scheduledPod, unschedulablePod, waitsForNode } from '../../../../src/practice/scheduler/scheduled-pod.ts';
import { newPod } from '../../../support/practice-cluster.ts';

const earlier = '2026-01-01T00:00:00Z';
const now = '2026-01-01T00:01:00Z';
const pod = newPod('web');
const node: Node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-1' } };

describe('a pod that waits for a node', () => {
  it('has none, and neither a gate nor a scheduler of its own', () => {
    const waiting = [{}, { schedulerName: 'default-scheduler' }, { schedulingGates: [] }];
    const others = [{ nodeName: 'node-1' }, { schedulerName: 'mine' }, { schedulingGates: [{ name: 'later' }] }];
    assert.deepEqual(
      [...waiting, ...others].map(spec => waitsForNode(newPod('web', spec))),
      [true, true, true, false, false, false],
    );
  });

  it('lives', () => {
    const going = { ...pod, metadata: { ...pod.metadata, deletionTimestamp: now } };
    assert.equal(waitsForNode(going), false);
    assert.equal(waitsForNode({ ...pod, status: { phase: 'Succeeded' } }), false);
  });
});

describe('the condition PodScheduled', () => {
  it('keeps its time while its status stays, and stands before the others', () => {
    const ready = { type: 'Ready', status: 'False', lastTransitionTime: earlier };
    const first = unschedulablePod({ ...pod, status: { conditions: [ready] } }, 'no room', earlier);
    const second = unschedulablePod(first, 'still no room', now);
    const [condition, ...others] = second.status?.conditions ?? [];
    assert.deepEqual(condition, {
      type: 'PodScheduled',
      lastProbeTime: null,
      lastTransitionTime: earlier,
      status: 'False',
      reason: 'Unschedulable',
      message: 'still no room',
    });
    assert.deepEqual(others, [ready]);
    assert.equal(scheduledPod(second, node, now).status?.conditions?.[0]?.lastTransitionTime, now);
  });

  it('tells the generation that it speaks of, where the pod has one', () => {
    const numbered = { ...pod, metadata: { ...pod.metadata, generation: 4 } };
    const [condition] = unschedulablePod(numbered, 'no room', now).status?.conditions ?? [];
    assert.partialDeepStrictEqual(condition, { observedGeneration: 4 });
  });
});

describe('a scheduled pod', () => {
  it('has the name of its node, and its zone if the node is in one', () => {
    const zone = { 'topology.kubernetes.io/zone': 'zone-1' };
    const placed = scheduledPod(pod, { ...node, metadata: { name: 'node-1', labels: zone } }, now);
    assert.equal(placed.spec.nodeName, 'node-1');
    assert.deepEqual(placed.metadata.labels, { app: 'web', ...zone });
    assert.deepEqual(scheduledPod(pod, node, now).metadata.labels, { app: 'web' });
  });
});
