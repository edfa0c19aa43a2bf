import { compareQuantities, parseQuantity } from '../quantity.ts';
import { lastSeen, messageOf } from '../statefulset/events.ts';
import { isReady, isTerminating, readySince } from '../statefulset/health.ts';
import type {
  ClusterEvent,
  ContainerStatus,
  KubernetesObject,
  PersistentVolumeClaim,
  Pod,
} from '../statefulset/model.ts';
import { timeOf } from '../time.ts';
import { topicOf } from './topic.ts';

/** So long after the last warning a pod that has been ready all the time has got over it, in milliseconds: probes fail every few seconds. */
const QUIET = 5 * 60_000;

/**
 * Whether what an event warned of has passed, as its object shows. An object that is gone (`undefined`) has no trouble any more. Where the
 * object does not tell, the warning still stands. `others` are objects of which some may belong to it. `now` is in milliseconds since 1970.
 */
export function isOver(
  event: ClusterEvent,
  object: KubernetesObject | undefined,
  others: readonly KubernetesObject[],
  now: number,
): boolean {
  if (object === undefined) return true;
  switch (object.kind) {
    case 'Pod':
      return isOverForPod(event, object as Pod, now);
    case 'PersistentVolumeClaim':
      return isServed(object as PersistentVolumeClaim);
    default:
      if (topicOf(event) !== 'create') return isComplete(object as Counted, false);
      return isCreatedSince(event, object, others) || isComplete(object as Counted, true);
  }
}

function isOverForPod(event: ClusterEvent, pod: Pod, now: number): boolean {
  const topic = topicOf(event);
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  if (topic === 'scheduling') return pod.spec.nodeName !== undefined && pod.spec.nodeName !== '';
  if (topic === 'volumes' && statuses.some(hasRun)) return true;
  if (topic === 'image' && statuses.length > 0 && statuses.every(hasImage)) return true;
  if (isTerminating(pod)) return lastSeen(event) < askedToGo(pod);
  if (!isReady(pod)) return (readySince(pod) ?? 0) - lastSeen(event) > QUIET;
  return (readySince(pod) ?? 0) >= lastSeen(event) || now - lastSeen(event) > QUIET;
}

/** When the deletion of a pod was asked for: its deletion timestamp is when its time to stop is over. */
function askedToGo({ metadata }: Pod): number {
  return (timeOf(metadata.deletionTimestamp) ?? 0) - (metadata.deletionGracePeriodSeconds ?? 0) * 1000;
}

/**
 * Whether what could not be created has been created since: the pod that the event names, as the StatefulSet controller writes it, and
 * where it names none that is known by name, any pod of the owner.
 */
function isCreatedSince(
  event: ClusterEvent,
  { metadata }: KubernetesObject,
  others: readonly KubernetesObject[],
): boolean {
  const named = /\bPod (\S+) in \S+ \S+ failed\b/.exec(messageOf(event))?.[1];
  return others.some(
    ({ kind, metadata: other }) =>
      kind === 'Pod' &&
      (named === undefined || other.name === named) &&
      (other.ownerReferences ?? []).some(({ controller, uid }) => controller === true && uid === metadata.uid) &&
      (timeOf(other.creationTimestamp) ?? 0) >= lastSeen(event),
  );
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
