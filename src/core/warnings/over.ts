import { compareQuantities, parseQuantity } from '../quantity.ts';
import { lastSeen } from '../statefulset/events.ts';
import { isReady, isTerminating, readySince } from '../statefulset/health.ts';
import type {
  ClusterEvent,
  ContainerStatus,
  KubernetesObject,
  PersistentVolumeClaim,
  Pod,
} from '../statefulset/model.ts';
import { topicOf } from './topic.ts';

/** So long after the last warning a pod that has been ready all the time has got over it, in milliseconds: probes fail every few seconds. */
const QUIET = 5 * 60_000;

/**
 * Whether what an event warned of has passed, as its object shows. An object that is gone (`undefined`) has no trouble any more. Where the
 * object does not tell, the warning still stands. `now` is in milliseconds since 1970.
 */
export function isOver(event: ClusterEvent, object: KubernetesObject | undefined, now: number): boolean {
  switch (object?.kind) {
    case undefined:
      return true;
    case 'Pod':
      return isOverForPod(event, object as Pod, now);
    case 'PersistentVolumeClaim':
      return isServed(object as PersistentVolumeClaim);
    default:
      return isComplete(object as Counted, topicOf(event) === 'create');
  }
}

function isOverForPod(event: ClusterEvent, pod: Pod, now: number): boolean {
  const topic = topicOf(event);
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  if (topic === 'scheduling') return pod.spec.nodeName !== undefined && pod.spec.nodeName !== '';
  if (topic === 'volumes' && statuses.some(hasRun)) return true;
  if (topic === 'image' && statuses.length > 0 && statuses.every(hasImage)) return true;
  if (!isReady(pod) || isTerminating(pod)) return false;
  return (readySince(pod) ?? 0) >= lastSeen(event) || now - lastSeen(event) > QUIET;
}

/** Volumes are mounted before any container starts. */
function hasRun({ state, lastState }: ContainerStatus): boolean {
  return state?.running !== undefined || state?.terminated !== undefined || lastState?.terminated !== undefined;
}

function hasImage(status: ContainerStatus): boolean {
  // One that waits for an init container has not asked for its image yet, or has it.
  return hasRun(status) || status.state?.waiting?.reason === 'PodInitializing';
}

/** Bound, and as large as it asks to be. */
function isServed({ spec, status }: PersistentVolumeClaim): boolean {
  if (status?.phase !== 'Bound') return false;
  const wanted = parseQuantity(spec.resources?.requests?.['storage']);
  const has = parseQuantity(status.capacity?.['storage']);
  return wanted === undefined || has === undefined || compareQuantities(has, wanted) >= 0;
}

/** A workload, as far as its pods are counted. */
interface Counted extends KubernetesObject {
  readonly spec?: { readonly replicas?: number };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly readyReplicas?: number;
  };
}

/** All pods are there, or also ready, and the controller has seen the newest specification. */
function isComplete({ metadata, spec, status }: Counted, createdIsEnough: boolean): boolean {
  if ((status?.observedGeneration ?? 0) < (metadata.generation ?? 0)) return false;
  const { replicas = 0, readyReplicas = 0 } = status ?? {};
  return (createdIsEnough ? replicas : readyReplicas) >= (spec?.replicas ?? 1);
}
