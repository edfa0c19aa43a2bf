import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decide } from '../../../../src/core/statefulset/controller.ts';
import type { PodStatus } from '../../../../src/core/statefulset/model.ts';
import {
  change,
  empty,
  moves,
  NOW,
  podNamed,
  set,
  settled,
  terminating,
  unready,
  withoutPod,
  withPodStatus,
} from '../../../support/statefulset.ts';

const failed: PodStatus = { phase: 'Failed' };

describe('creating pods in order', () => {
  it('starts with the revision, the claim and the first pod', () => {
    assert.deepEqual(moves(empty(set())), ['create revision 1', 'create data-web-0', 'create web-0']);
  });

  it('waits for a pod to be ready before it creates the next', () => {
    const world = withPodStatus(withoutPod(settled(set({ replicas: 2 })), 'web-1'), 'web-0', { phase: 'Pending' });
    assert.deepEqual(moves(world), []);
    assert.deepEqual(decide(world).waits, { for: 'ready', pod: 'web-0', during: 'create' });
  });

  it('rests when every pod is ready', () => {
    const world = settled(set());
    assert.deepEqual(moves(world), []);
    assert.equal(decide(world).waits, undefined);
    assert.equal(decide(world).statusChanged, false);
  });

  it('fills a gap below pods that exist', () => {
    assert.deepEqual(moves(withoutPod(settled(set()), 'web-1')), ['create web-1']);
  });

  it('waits while a pod is on its way out', () => {
    const world = terminating(settled(set()), 'web-1');
    assert.deepEqual(moves(world), []);
    assert.deepEqual(decide(world).waits, { for: 'gone', pod: 'web-1', during: 'create' });
  });

  it('deletes a pod that failed or succeeded, once', () => {
    const world = withPodStatus(settled(set()), 'web-1', failed);
    assert.deepEqual(moves(world), ['delete web-1 (finished)']);
    assert.deepEqual(moves(withPodStatus(settled(set()), 'web-1', { phase: 'Succeeded' })), [
      'delete web-1 (finished)',
    ]);
    assert.deepEqual(moves(terminating(world, 'web-1')), []);
  });

  it('does nothing but count when the set itself is being deleted', () => {
    const world = withoutPod(settled(set()), 'web-1');
    const metadata = { ...world.set.metadata, deletionTimestamp: '2026-01-01T12:00:00Z' };
    const decision = decide({ ...world, set: { ...world.set, metadata } });
    assert.deepEqual(decision.moves, []);
    assert.equal(decision.status.replicas, 2);
  });
});

describe('creating pods in parallel', () => {
  it('creates all of them and their claims in one pass', () => {
    assert.deepEqual(moves(empty(set({ replicas: 2, podManagementPolicy: 'Parallel' }))), [
      'create revision 1',
      'create data-web-0',
      'create web-0',
      'create data-web-1',
      'create web-1',
    ]);
  });

  it('does not wait for a pod that is not ready', () => {
    const world = withPodStatus(settled(set({ podManagementPolicy: 'Parallel' })), 'web-0', unready);
    assert.deepEqual(moves(withoutPod(world, 'web-2')), ['create web-2']);
  });
});

describe('scaling down', () => {
  it('deletes the highest pod and waits until it is gone', () => {
    const world = change(settled(set({ replicas: 4 })), { replicas: 2 });
    assert.deepEqual(moves(world), ['delete web-3 (scaled-down)']);
    assert.deepEqual(moves(terminating(world, 'web-3')), []);
    assert.deepEqual(moves(withoutPod(world, 'web-3')), ['delete web-2 (scaled-down)']);
  });

  it('deletes all at once in a parallel set', () => {
    const world = change(settled(set({ replicas: 4, podManagementPolicy: 'Parallel' })), { replicas: 2 });
    assert.deepEqual(moves(world), ['delete web-3 (scaled-down)', 'delete web-2 (scaled-down)']);
  });

  it('deletes an unready pod if nothing else is unavailable', () => {
    const world = change(withPodStatus(settled(set()), 'web-2', unready), { replicas: 2 });
    assert.deepEqual(moves(world), ['delete web-2 (scaled-down)']);
  });

  it('is blocked by the lower of two unready pods', () => {
    const two = withPodStatus(withPodStatus(settled(set({ replicas: 4 })), 'web-2', unready), 'web-3', unready);
    const world = change(two, { replicas: 2 });
    assert.deepEqual(moves(world), []);
    assert.deepEqual(decide(world).waits, { for: 'ready', pod: 'web-2', during: 'scale-down' });
  });

  it('removes the ordinals below a start that was raised, after the new ones are there', () => {
    const world = change(settled(set({ replicas: 2 })), { ordinals: { start: 1 } });
    assert.deepEqual(moves(world), ['create data-web-2', 'create web-2']);
    const raised = settled(world.set, world);
    assert.deepEqual(raised.pods.map(pod => pod.metadata.name).sort(), ['web-1', 'web-2']);
  });
});

describe('minReadySeconds', () => {
  it('holds the next pod back until the time is over, and says when to look again', () => {
    const slow = settled(set({ replicas: 2, minReadySeconds: 30 }));
    const since = new Date(NOW - 10_000).toISOString();
    const status = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: since }] };
    const world = { ...withPodStatus(withoutPod(slow, 'web-1'), 'web-0', status), now: NOW };
    assert.deepEqual(moves(world), []);
    assert.deepEqual(decide(world).waits, { for: 'available', pod: 'web-0', during: 'create' });
    assert.equal(decide(world).again, 20_000);
    assert.deepEqual(moves({ ...world, now: NOW + 20_000 }), ['create web-1']);
  });
});

describe('identity', () => {
  it('gives a pod its names, labels and claims over what the template says', () => {
    const template = set().spec.template;
    const other = set({
      template: {
        metadata: { labels: { app: 'web', 'apps.kubernetes.io/pod-index': '9' } },
        spec: { ...template.spec, hostname: 'mine', volumes: [{ name: 'data' }, { name: 'tmp' }] },
      },
    });
    const pod = podNamed(settled(other), 'web-2');
    assert.equal(pod.metadata.labels?.['apps.kubernetes.io/pod-index'], '2');
    assert.equal(pod.metadata.labels?.['statefulset.kubernetes.io/pod-name'], 'web-2');
    assert.deepEqual([pod.spec.hostname, pod.spec.subdomain], ['web-2', 'web']);
    assert.deepEqual(pod.spec.volumes, [
      { name: 'data', persistentVolumeClaim: { claimName: 'data-web-2' } },
      { name: 'tmp' },
    ]);
  });

  it('tries to repair an adopted pod that mounts no claim', () => {
    const world = settled(set({ replicas: 1 }));
    const pod = podNamed(world, 'web-0');
    const adopted = { ...pod, spec: { ...pod.spec, volumes: [] } };
    assert.deepEqual(moves({ ...world, pods: [adopted] }), ['update web-0']);
  });
});

it('a set that wants two thousand million pods does not exhaust the memory', () => {
  assert.deepEqual(moves(empty(set({ replicas: 2_000_000_000 }))).slice(-1), ['create web-0']);
});
