/** The values that the server takes where it takes only a few, by kind and path (`#` for an item of a list). Facts: validation-rules.md. */
export function permittedValues(kind: string, path: string): readonly string[] {
  const own = lookUp(lookUp(byKind, kind) ?? {}, path);
  if (own !== undefined) return own;
  const inPod = /^spec\.template\.spec\.(?:(?:init)?containers\.#\.)?(.*)$/i.exec(path)?.[1];
  return inPod === undefined || !TEMPLATED.has(kind) ? [] : (lookUp(inPodTemplate, inPod) ?? []);
}

/** Kinds and paths are what people type, and may be called like something every object inherits. */
function lookUp<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

const TEMPLATED = new Set(['StatefulSet', 'Deployment']);
const ACCESS_MODES = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'];
const VOLUME_MODES = ['Filesystem', 'Block'];
const RETENTION = ['Retain', 'Delete'];

const byKind: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  StatefulSet: {
    'spec.podManagementPolicy': ['OrderedReady', 'Parallel'],
    'spec.updateStrategy.type': ['RollingUpdate', 'OnDelete'],
    'spec.persistentVolumeClaimRetentionPolicy.whenDeleted': RETENTION,
    'spec.persistentVolumeClaimRetentionPolicy.whenScaled': RETENTION,
    'spec.volumeClaimTemplates.#.spec.accessModes.#': ACCESS_MODES,
    'spec.volumeClaimTemplates.#.spec.volumeMode': VOLUME_MODES,
    'spec.template.spec.restartPolicy': ['Always'],
  },
  Deployment: { 'spec.strategy.type': ['RollingUpdate', 'Recreate'], 'spec.template.spec.restartPolicy': ['Always'] },
  Service: {
    'spec.type': ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'],
    'spec.clusterIP': ['None'],
    'spec.sessionAffinity': ['None', 'ClientIP'],
    'spec.internalTrafficPolicy': ['Cluster', 'Local'],
    'spec.externalTrafficPolicy': ['Cluster', 'Local'],
    'spec.ports.#.protocol': ['TCP', 'UDP', 'SCTP'],
    'spec.publishNotReadyAddresses': ['true', 'false'],
  },
  PersistentVolumeClaim: { 'spec.accessModes.#': ACCESS_MODES, 'spec.volumeMode': VOLUME_MODES },
  PersistentVolume: {
    'spec.accessModes.#': ACCESS_MODES,
    'spec.volumeMode': VOLUME_MODES,
    'spec.persistentVolumeReclaimPolicy': ['Retain', 'Delete', 'Recycle'],
  },
  StorageClass: {
    reclaimPolicy: ['Delete', 'Retain'],
    volumeBindingMode: ['Immediate', 'WaitForFirstConsumer'],
    allowVolumeExpansion: ['true', 'false'],
  },
  PodDisruptionBudget: { 'spec.unhealthyPodEvictionPolicy': ['IfHealthyBudget', 'AlwaysAllow'] },
};

const inPodTemplate: Readonly<Record<string, readonly string[]>> = {
  imagePullPolicy: ['IfNotPresent', 'Always', 'Never'],
  terminationMessagePolicy: ['File', 'FallbackToLogsOnError'],
  'ports.#.protocol': ['TCP', 'UDP', 'SCTP'],
  dnsPolicy: ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'],
};
