import type { KubernetesObject } from '../core/statefulset/model.ts';
import { ClusterError, type ClusterFailure, type Connection, type ResourcePath } from './connection.ts';
import { isKindName, resourceOf } from './mirror/kinds.ts';
import { listPages } from './mirror/pages.ts';

/** All that was to be seen of a namespace at one moment, and what around it a verdict may look at. */
export interface NamespaceState {
  /** By kind; a kind that may not be read is missing. */
  readonly objects: Readonly<Record<string, readonly KubernetesObject[]>>;
  /** Why kinds are missing. */
  readonly unreadable: Readonly<Record<string, ClusterFailure>>;
}

/** The kinds in their order in a saved state. Secrets and ConfigMaps are not among them and must never be. */
const KINDS = [
  'StatefulSet',
  'Deployment',
  'ReplicaSet',
  'ControllerRevision',
  'Pod',
  'PersistentVolumeClaim',
  'Service',
  'Event',
  'EndpointSlice',
  'ResourceQuota',
  'LimitRange',
  'PodDisruptionBudget',
  'PersistentVolume',
  'StorageClass',
  'Node',
] as const;

export type SnapshotKind = (typeof KINDS)[number];

/** Reads a namespace. Kinds that may not be read are left out; any other failure rejects with a `ClusterError`. */
export function readNamespace(connection: Connection, namespace: string, signal: AbortSignal): Promise<NamespaceState> {
  return readKinds(connection, KINDS, namespace, signal);
}

/** The same for some kinds only. */
export async function readKinds(
  connection: Connection,
  kinds: readonly SnapshotKind[],
  namespace: string,
  signal: AbortSignal,
): Promise<NamespaceState> {
  const read = await Promise.all(
    kinds.map(async kind => ({ kind, ...(await readKind(connection, kind, namespace, signal)) })),
  );
  return {
    objects: Object.fromEntries(read.flatMap(({ kind, items }) => (items === undefined ? [] : [[kind, items]]))),
    unreadable: Object.fromEntries(
      read.flatMap(({ kind, failure }) => (failure === undefined ? [] : [[kind, failure]])),
    ),
  };
}

async function readKind(
  connection: Connection,
  kind: SnapshotKind,
  namespace: string,
  signal: AbortSignal,
): Promise<{ readonly items?: KubernetesObject[]; readonly failure?: ClusterFailure }> {
  let items: KubernetesObject[] = [];
  try {
    await listPages(connection, pathOf(kind, namespace), signal, {
      onStart: () => {
        items = [];
      },
      onPage: page => items.push(...page),
    });
    return { items };
  } catch (error) {
    if (error instanceof ClusterError && ['forbidden', 'not-found'].includes(error.failure.kind))
      return { failure: error.failure };
    throw error;
  }
}

function pathOf(kind: SnapshotKind, namespace: string): ResourcePath {
  if (isKindName(kind)) return resourceOf(kind, namespace);
  switch (kind) {
    case 'ResourceQuota':
      return { group: '', version: 'v1', name: 'resourcequotas', namespace };
    case 'LimitRange':
      return { group: '', version: 'v1', name: 'limitranges', namespace };
  }
}
