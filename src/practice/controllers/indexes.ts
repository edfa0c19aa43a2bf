import type { ReplicaSet } from '../../core/deployment/model.ts';
import { isFinished } from '../../core/statefulset/health.ts';
import type {
  ControllerRevision,
  EndpointSlice,
  KubernetesObject,
  Pod,
  Service,
} from '../../core/statefulset/model.ts';
import { resources, type ServedResource } from '../resources.ts';
import { antiAffinityOf } from './fit.ts';
import type { Watches } from './watches.ts';

/** Objects of one resource by what they are looked up by, kept up to date by the watches. */
export interface Index<T extends KubernetesObject> {
  /** In the order in which they came to have the key. */
  get(key: string): readonly T[];
  size(key: string): number;
}

/** What controllers look up all the time; without these every pass would go through all objects of the cluster. */
export interface Indexes {
  readonly podsByController: Index<Pod>;
  readonly podsByLabel: Index<Pod>;
  /** Those that are not finished. */
  readonly podsByNode: Index<Pod>;
  /** Of those, the ones that keep others off their node. */
  readonly repellingPodsByNode: Index<Pod>;
  readonly replicaSetsByController: Index<ReplicaSet>;
  readonly revisionsByController: Index<ControllerRevision>;
  readonly slicesByController: Index<EndpointSlice>;
  /** By the first demand of their selector, which all their pods meet. */
  readonly servicesBySelector: Index<Service>;
}

/** Must be made before any listener that uses them is added: watches tell listeners in the order in which they came. */
export function createIndexes(watches: Watches): Indexes {
  return {
    podsByController: createIndex(watches, resources.pods, controllerKeys),
    podsByLabel: createIndex(watches, resources.pods, pod => labelKeys(pod, pod.metadata.labels)),
    podsByNode: createIndex(watches, resources.pods, pod => (isFinished(pod) ? [] : [pod.spec.nodeName ?? ''])),
    repellingPodsByNode: createIndex(watches, resources.pods, pod =>
      isFinished(pod) || antiAffinityOf(pod).length === 0 ? [] : [pod.spec.nodeName ?? ''],
    ),
    replicaSetsByController: createIndex(watches, resources.replicaSets, controllerKeys),
    revisionsByController: createIndex(watches, resources.controllerRevisions, controllerKeys),
    slicesByController: createIndex(watches, resources.endpointSlices, controllerKeys),
    servicesBySelector: createIndex(watches, resources.services, service =>
      labelKeys(service, service.spec.selector).slice(0, 1),
    ),
  };
}

/** The key of what a controller owns, or (no uid) of what nobody in the namespace owns. */
export function controllerKey(namespace: string | undefined, uid = ''): string {
  return `${namespace ?? ''}/${uid}`;
}

/** The keys of labels, or of the demands of a selector, in the namespace of their object. */
export function labelKeys(object: KubernetesObject, labels: Readonly<Record<string, string>> = {}): string[] {
  return Object.entries(labels).map(([key, value]) => `${object.metadata.namespace ?? ''}/${key}=${value}`);
}

function controllerKeys(object: KubernetesObject): string[] {
  const owner = object.metadata.ownerReferences?.find(reference => reference.controller === true);
  return [controllerKey(object.metadata.namespace, owner?.uid)];
}

export function createIndex<T extends KubernetesObject>(
  watches: Watches,
  resource: ServedResource<T>,
  keysOf: (object: T) => readonly string[],
): Index<T> {
  const byKey = new Map<string, Map<string, T>>();

  watches.on(resource, ({ type, object, before }) => {
    const name = `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
    const keys = type === 'DELETED' ? [] : keysOf(object);
    for (const key of before === undefined ? [] : keysOf(before)) {
      if (keys.includes(key)) continue; // it stays, and keeps its place
      const found = byKey.get(key);
      found?.delete(name);
      if (found?.size === 0) byKey.delete(key);
    }
    for (const key of keys) {
      const found = byKey.get(key) ?? new Map<string, T>();
      byKey.set(key, found.set(name, object));
    }
  });

  return {
    get: key => [...(byKey.get(key)?.values() ?? [])],
    size: key => byKey.get(key)?.size ?? 0,
  };
}
