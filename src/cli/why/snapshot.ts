import type { Deployment, ReplicaSet } from '../../core/deployment/model.ts';
import { deploymentVerdict } from '../../core/deployment/verdict.ts';
import { featuresOfServer } from '../../core/statefulset/features.ts';
import type {
  ClusterEvent,
  ControllerRevision,
  KubernetesObject,
  Node,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  PodDisruptionBudget,
  StatefulSet,
  StorageClass,
} from '../../core/statefulset/model.ts';
import { type Verdict, verdict } from '../../core/statefulset/verdict.ts';
import { isMeant, type WorkloadName } from '../workload.ts';

/** A saved state of a namespace: every object a verdict may look at, by kind. A kind that is missing could not be read. */
export interface Snapshot {
  readonly namespace?: string;
  /** RFC 3339. */
  readonly seenAt: string;
  /** What the server says of its version, such as `v1.36.2`. */
  readonly serverVersion?: string;
  readonly objects: Readonly<Record<string, readonly KubernetesObject[] | undefined>>;
}

export interface Judged {
  readonly kind: 'StatefulSet' | 'Deployment';
  readonly name: string;
  readonly namespace: string | undefined;
  readonly now: number;
  readonly verdict: Verdict;
}

/** A snapshot from its text, or `undefined` if it is none. */
export function parseSnapshot(text: string): Snapshot | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    const { seenAt, objects } = value as Partial<Snapshot>;
    if (typeof objects !== 'object' || objects === null || Number.isNaN(Date.parse(String(seenAt)))) return undefined;
    return value as Snapshot;
  } catch {
    // Not JSON: said by the caller, who knows the file's name.
    return undefined;
  }
}

/** The verdict on every set and Deployment of a snapshot, or on those of this name. */
export function judge(snapshot: Snapshot, wanted?: WorkloadName): Judged[] {
  const now = Date.parse(snapshot.seenAt);
  const surroundings = {
    pods: list<Pod>(snapshot, 'Pod'),
    claims: list<PersistentVolumeClaim>(snapshot, 'PersistentVolumeClaim'),
    events: list<ClusterEvent>(snapshot, 'Event'),
    volumes: list<PersistentVolume>(snapshot, 'PersistentVolume'),
    classes: list<StorageClass>(snapshot, 'StorageClass'),
    nodes: list<Node>(snapshot, 'Node'),
    budgets: list<PodDisruptionBudget>(snapshot, 'PodDisruptionBudget'),
    now,
  };
  const revisions = list<ControllerRevision>(snapshot, 'ControllerRevision');
  const replicaSets = list<ReplicaSet>(snapshot, 'ReplicaSet');
  const features = featuresOfServer(snapshot.serverVersion);
  const meant = <Kind extends KubernetesObject>(kind: string) =>
    (list<Kind>(snapshot, kind) ?? []).filter(object => isMeant(wanted, kind, object));
  const sets = meant<StatefulSet>('StatefulSet').map(
    (set): Judged => ({
      kind: 'StatefulSet',
      name: set.metadata.name,
      namespace: set.metadata.namespace,
      now,
      verdict: verdict({ set, revisions, features, ...surroundings }),
    }),
  );
  const deployments = meant<Deployment>('Deployment').map(
    (deployment): Judged => ({
      kind: 'Deployment',
      name: deployment.metadata.name,
      namespace: deployment.metadata.namespace,
      now,
      verdict: deploymentVerdict({ deployment, replicaSets, ...surroundings }),
    }),
  );
  return [...sets, ...deployments];
}

function list<Kind extends KubernetesObject>(snapshot: Snapshot, kind: string): Kind[] | undefined {
  return snapshot.objects[kind]?.map(object => ({ ...object, kind }) as unknown as Kind);
}
