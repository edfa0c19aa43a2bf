import type { World } from '../../src/core/statefulset/decision.ts';
import type {
  ClusterEvent,
  KubernetesObject,
  PersistentVolumeClaim,
  Pod,
  PodStatus,
  StorageClass,
} from '../../src/core/statefulset/model.ts';
import { type Evidence, type Verdict, verdict } from '../../src/core/statefulset/verdict.ts';

/** All that may be looked at around a world: its claims bound, no event, nothing hidden. */
export function evidenceOf(world: World, more: Partial<Evidence> = {}): Evidence {
  const observedGeneration = world.set.metadata.generation ?? 1;
  return {
    set: { ...world.set, status: { ...world.set.status, observedGeneration } },
    pods: world.pods,
    revisions: world.revisions,
    claims: [...world.claims.values()].map(claim => ({ ...claim, status: { phase: 'Bound', ...claim.status } })),
    events: [],
    volumes: [],
    classes: [],
    nodes: [],
    now: world.now,
    ...(world.features === undefined ? {} : { features: world.features }),
    ...more,
  };
}

/** The verdict on a world. */
export function judge(world: World, more: Partial<Evidence> = {}): Verdict {
  return verdict(evidenceOf(world, more));
}

/** `stuck web-2 image-pull delete-pod` */
export function short({ verdict: is, waitsFor, cause, wayOut }: Verdict): string {
  return [is, waitsFor, cause, wayOut].filter(word => word !== undefined).join(' ');
}

/** A pod on its node whose container waits. */
export function waiting(reason: string, message?: string): PodStatus {
  return {
    phase: 'Pending',
    conditions: [
      { type: 'PodScheduled', status: 'True' },
      { type: 'Ready', status: 'False' },
    ],
    containerStatuses: [
      {
        name: 'app',
        ready: false,
        restartCount: 0,
        state: { waiting: { reason, ...(message === undefined ? {} : { message }) } },
      },
    ],
  };
}

/** An event about an object, seen `secondsAgo` before `now`. */
export function eventAbout(
  object: Pick<KubernetesObject, 'kind' | 'metadata'>,
  reason: string,
  message: string,
  { now = 0, secondsAgo = 0, count = 1 } = {},
): ClusterEvent {
  const time = new Date(now - secondsAgo * 1_000).toISOString();
  const { name, uid } = object.metadata;
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `${name}.${reason}` },
    involvedObject: { kind: object.kind, name, ...(uid === undefined ? {} : { uid }) },
    reason,
    message,
    count,
    firstTimestamp: time,
    lastTimestamp: time,
  };
}

/** A pod that no node has taken, in the scheduler's words. */
export function unschedulable(message: string): PodStatus {
  return {
    phase: 'Pending',
    conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }],
  };
}

/** A running pod whose container has ended before. */
export function restarted(restartCount: number, exitCode: number, ended: string, ready = false): PodStatus {
  return {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: ended }],
    containerStatuses: [
      {
        name: 'app',
        ready,
        restartCount,
        state: { running: { startedAt: ended } },
        lastState: { terminated: { exitCode, reason: 'Error', finishedAt: ended } },
      },
    ],
  };
}

export function storageClass(name: string, provisioner: string, volumeBindingMode = 'Immediate'): StorageClass {
  return { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name }, provisioner, volumeBindingMode };
}

/** The claims of a world, one of them changed. */
export function claimsWith(
  world: World,
  name: string,
  change: (claim: PersistentVolumeClaim) => PersistentVolumeClaim,
): PersistentVolumeClaim[] {
  return [...world.claims.values()]
    .map(claim => ({ ...claim, status: { phase: 'Bound' } }))
    .map(claim => (claim.metadata.name === name ? change(claim) : claim));
}

/** The world with one of its pods being deleted, since `secondsAgo`. */
export function goingSince(world: World, name: string, secondsAgo: number, more: Partial<Pod['metadata']> = {}): World {
  const deletionTimestamp = new Date(world.now - secondsAgo * 1_000).toISOString();
  const pods = world.pods.map(pod =>
    pod.metadata.name === name ? { ...pod, metadata: { ...pod.metadata, deletionTimestamp, ...more } } : pod,
  );
  return { ...world, pods };
}
