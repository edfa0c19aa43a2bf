import { partitionOf, replicasOf } from '../../core/statefulset/ordinals.ts';
import type { Knowledge } from '../../language/knowledge.ts';
import type { LiveCluster } from './session.ts';

const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';

/** What the connected cluster adds to hovers and completions. A manifest without a namespace is meant for the one that is shown. */
export function clusterKnowledge({ mirror, namespace: shown }: LiveCluster): Knowledge {
  const inNamespace = (namespace: string | undefined) => namespace ?? (shown === '' ? undefined : shown);
  return {
    storageClasses: () =>
      mirror.list('StorageClass').map(({ metadata }) => ({
        name: metadata.name,
        isDefault: metadata.annotations?.[DEFAULT_CLASS] === 'true',
      })),
    services: namespace =>
      mirror
        .list('Service', inNamespace(namespace))
        .map(({ metadata, spec }) => ({ name: metadata.name, headless: spec.clusterIP === 'None' })),
    claims: namespace =>
      mirror.list('PersistentVolumeClaim', inNamespace(namespace)).map(({ metadata }) => metadata.name),
    statefulSet(namespace, name) {
      const set = mirror.get('StatefulSet', inNamespace(namespace) ?? 'default', name);
      if (set === undefined) return undefined;
      const { readyReplicas: ready = 0, updatedReplicas: updated = 0 } = set.status ?? {};
      return { replicas: replicasOf(set), ready, updated, partition: partitionOf(set) };
    },
  };
}
