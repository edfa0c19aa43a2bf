import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ClusterEvent, Pod, StorageClass } from '../../../../src/core/statefulset/model.ts';
import { type Verdict, verdict } from '../../../../src/core/statefulset/verdict.ts';
import { set, settled, withImage, withPodStatus } from '../../../support/statefulset.ts';

const before = settled(set());
const rolled = settled(withImage(before, 'app:v2'), before);

function ended(message: string, world = before) {
  return withPodStatus(world, 'web-2', {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: '2026-01-01T10:00:00Z' }],
    containerStatuses: [
      {
        name: 'app',
        ready: false,
        restartCount: 4,
        state: { waiting: { reason: 'CrashLoopBackOff' } },
        lastState: { terminated: { exitCode: 1, message } },
      },
    ],
  });
}

function judged(
  world: ReturnType<typeof ended>,
  { grows, events = [], spec = {} }: { grows?: boolean; events?: ClusterEvent[]; spec?: Partial<Pod['spec']> } = {},
): Verdict {
  const fast: StorageClass = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'fast' },
    provisioner: 'disk.example.com',
    ...(grows === undefined ? {} : { allowVolumeExpansion: grows }),
  };
  const claims = [...world.claims.values()].map(claim => ({
    ...claim,
    spec: { ...claim.spec, storageClassName: 'fast' },
    status: { phase: 'Bound' },
  }));
  const observedGeneration = world.set.metadata.generation ?? 1;
  return verdict({
    set: { ...world.set, status: { ...world.set.status, observedGeneration } },
    pods: world.pods.map(pod => (pod.metadata.name === 'web-2' ? { ...pod, spec: { ...pod.spec, ...spec } } : pod)),
    revisions: world.revisions,
    claims,
    events,
    volumes: [],
    classes: [fast],
    nodes: [],
    now: world.now,
  });
}

const short = ({ cause, wayOut, claim }: Verdict) =>
  [cause, wayOut, claim].filter(word => word !== undefined).join(' ');
const FULL = 'panic: write /data/wal: no space left on device';

describe('a full volume', () => {
  it('is to grow where its class lets it, and else to be given room, at whichever revision', () => {
    for (const world of [ended(FULL), ended(FULL, rolled)]) {
      assert.equal(short(judged(world, { grows: true })), 'crash-loop grow-claim data-web-2');
      assert.equal(short(judged(world)), 'crash-loop make-room-in-volume data-web-2');
    }
    assert.ok(judged(ended(`start\n${FULL}\nbye`)).evidence.includes(FULL));
  });

  it('is told by the last probe too, and not by words about something else', () => {
    const probe: ClusterEvent = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'web-2.1', namespace: 'default' },
      involvedObject: { kind: 'Pod', name: 'web-2' },
      reason: 'Unhealthy',
      message: 'Readiness probe failed: ENOSPC: cannot write',
    };
    assert.equal(judged(ended('exit'), { events: [probe] }).wayOut, 'make-room-in-volume');
    assert.equal(judged(ended('exit')).wayOut, 'fix-template');
  });

  it('is not named where the pod can write elsewhere', () => {
    const data = { name: 'data', persistentVolumeClaim: { claimName: 'data-web-2' } };
    const spec = {
      volumes: [data, { name: 'tmp', emptyDir: {} }],
      containers: [
        {
          name: 'app',
          volumeMounts: [
            { name: 'data', mountPath: '/data' },
            { name: 'tmp', mountPath: '/tmp' },
          ],
        },
      ],
    } as Partial<Pod['spec']>;
    assert.equal(short(judged(ended(FULL), { spec })), 'crash-loop make-room-in-volume data-web-2');
    assert.equal(
      short(judged(ended('write /tmp/x: no space left on device'), { spec })),
      'crash-loop make-room-in-volume',
    );
    assert.equal(
      short(judged(ended('write /database: no space left on device'), { spec })),
      'crash-loop make-room-in-volume',
    );
  });
});
