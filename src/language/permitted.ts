import type { FieldTable } from '../core/manifest/schema/table.ts';
import { ownerAt } from '../core/manifest/schema/walk.ts';

/** The values that the server takes where it takes only a few, the default first. `path` has `#` for an item of a list. Facts: validation-rules.md, sections 1, 4 and 6. */
export function permittedValues(table: FieldTable, kind: string, path: readonly string[]): readonly string[] {
  return valuesIn(permitted, table, kind, path);
}

/** What nearly everyone writes in a field that takes more than that. */
export function usualValues(table: FieldTable, kind: string, path: readonly string[]): readonly string[] {
  const field = withoutItem(path);
  if (field.at(-1) === 'fieldPath' && isFile(field)) return inFiles;
  return valuesIn(usual, table, kind, path);
}

type Values = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

function valuesIn(values: Values, table: FieldTable, kind: string, path: readonly string[]): readonly string[] {
  const owner = ownerAt(table, kind, withoutItem(path));
  return owner === undefined ? [] : (own(own(values, owner.struct) ?? {}, owner.field) ?? []);
}

function withoutItem(path: readonly string[]): readonly string[] {
  return path.at(-1) === '#' ? path.slice(0, -1) : path;
}

/** What a pod may be told of itself in a file is not what it may be told in a variable. Facts: rows 238–240. */
function isFile(path: readonly string[]): boolean {
  return path.includes('downwardAPI');
}

/** Names are what people type, and may be called like something every object inherits. */
function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

const ACCESS_MODES = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'];
const VOLUME_MODES = ['Filesystem', 'Block'];
const RETENTION = ['Retain', 'Delete'];
const PULL = ['IfNotPresent', 'Always', 'Never'];
const PROFILES = ['RuntimeDefault', 'Localhost', 'Unconfined'];
const TERMINATION = ['File', 'FallbackToLogsOnError'];
const TOPOLOGY = ['kubernetes.io/hostname', 'topology.kubernetes.io/zone', 'topology.kubernetes.io/region'];

const inVariables = [
  ...['metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName'],
  ...['status.podIP', 'status.podIPs', 'status.hostIP', 'status.hostIPs'],
  "metadata.labels['apps.kubernetes.io/pod-index']",
];
const inFiles = ['metadata.labels', 'metadata.annotations', 'metadata.name', 'metadata.namespace', 'metadata.uid'];

const permitted: Values = {
  V1StatefulSetSpec: { podManagementPolicy: ['OrderedReady', 'Parallel'] },
  V1StatefulSetUpdateStrategy: { type: ['RollingUpdate', 'OnDelete'] },
  V1StatefulSetPersistentVolumeClaimRetentionPolicy: { whenDeleted: RETENTION, whenScaled: RETENTION },
  V1DeploymentStrategy: { type: ['RollingUpdate', 'Recreate'] },
  V1LabelSelectorRequirement: { operator: ['In', 'NotIn', 'Exists', 'DoesNotExist'] },
  V1NodeSelectorRequirement: { operator: ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'] },
  V1ServiceSpec: {
    type: ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'],
    sessionAffinity: ['None', 'ClientIP'],
    internalTrafficPolicy: ['Cluster', 'Local'],
    externalTrafficPolicy: ['Cluster', 'Local'],
    ipFamilies: ['IPv4', 'IPv6'],
    ipFamilyPolicy: ['SingleStack', 'PreferDualStack', 'RequireDualStack'],
    trafficDistribution: ['PreferSameZone', 'PreferSameNode', 'PreferClose'],
  },
  V1ServicePort: { protocol: ['TCP', 'UDP', 'SCTP'] },
  V1PersistentVolumeClaimSpec: { accessModes: ACCESS_MODES, volumeMode: VOLUME_MODES },
  V1PersistentVolumeSpec: {
    accessModes: ACCESS_MODES,
    volumeMode: VOLUME_MODES,
    persistentVolumeReclaimPolicy: ['Retain', 'Delete', 'Recycle'],
  },
  V1StorageClass: {
    reclaimPolicy: ['Delete', 'Retain'],
    volumeBindingMode: ['Immediate', 'WaitForFirstConsumer'],
  },
  V1PodDisruptionBudgetSpec: { unhealthyPodEvictionPolicy: ['IfHealthyBudget', 'AlwaysAllow'] },
  V1PodSpec: {
    restartPolicy: ['Always'],
    dnsPolicy: ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'],
    preemptionPolicy: ['PreemptLowerPriority', 'Never'],
  },
  V1PodOS: { name: ['linux', 'windows'] },
  V1PodSecurityContext: {
    fsGroupChangePolicy: ['OnRootMismatch', 'Always'],
    supplementalGroupsPolicy: ['Merge', 'Strict'],
    seLinuxChangePolicy: ['MountOption', 'Recursive'],
  },
  V1SeccompProfile: { type: PROFILES },
  V1AppArmorProfile: { type: PROFILES },
  V1Toleration: { operator: ['Equal', 'Exists'], effect: ['NoSchedule', 'PreferNoSchedule', 'NoExecute'] },
  V1TopologySpreadConstraint: {
    whenUnsatisfiable: ['DoNotSchedule', 'ScheduleAnyway'],
    nodeAffinityPolicy: ['Honor', 'Ignore'],
    nodeTaintsPolicy: ['Ignore', 'Honor'],
  },
  V1Container: {
    imagePullPolicy: PULL,
    restartPolicy: ['Always', 'OnFailure', 'Never'],
    terminationMessagePolicy: TERMINATION,
  },
  V1ContainerPort: { protocol: ['TCP', 'UDP', 'SCTP'] },
  V1ContainerResizePolicy: { resourceName: ['cpu', 'memory'], restartPolicy: ['NotRequired', 'RestartContainer'] },
  V1ContainerRestartRuleOnExitCodes: { operator: ['In', 'NotIn'] },
  V1SecurityContext: { procMount: ['Default', 'Unmasked'] },
  V1HTTPGetAction: { scheme: ['HTTP', 'HTTPS'] },
  V1VolumeMount: {
    mountPropagation: ['None', 'HostToContainer', 'Bidirectional'],
    recursiveReadOnly: ['Disabled', 'IfPossible', 'Enabled'],
  },
  V1ResourceFieldSelector: {
    resource: ['limits', 'requests'].flatMap(kind =>
      ['cpu', 'memory', 'ephemeral-storage'].map(resource => `${kind}.${resource}`),
    ),
  },
  V1HostPathVolumeSource: {
    type: ['DirectoryOrCreate', 'Directory', 'FileOrCreate', 'File', 'Socket', 'CharDevice', 'BlockDevice'],
  },
  V1ImageVolumeSource: { pullPolicy: PULL },
  V1AzureDiskVolumeSource: { cachingMode: ['ReadWrite', 'ReadOnly', 'None'], kind: ['Shared', 'Dedicated', 'Managed'] },
  V1ScaleIOVolumeSource: { storageMode: ['ThinProvisioned', 'ThickProvisioned'] },
  V1ScaleIOPersistentVolumeSource: { storageMode: ['ThinProvisioned', 'ThickProvisioned'] },
};

const usual: Values = {
  V1ServiceSpec: { clusterIP: ['None'] },
  V1TypedLocalObjectReference: { kind: ['VolumeSnapshot', 'PersistentVolumeClaim'] },
  V1TypedObjectReference: { kind: ['VolumeSnapshot', 'PersistentVolumeClaim'] },
  V1ObjectReference: { kind: ['PersistentVolumeClaim'] },
  V1PodSpec: { priorityClassName: ['system-cluster-critical', 'system-node-critical'] },
  V1TopologySpreadConstraint: { topologyKey: TOPOLOGY },
  V1PodAffinityTerm: { topologyKey: TOPOLOGY },
  V1Capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE', 'IPC_LOCK', 'SYS_RESOURCE'] },
  V1ObjectFieldSelector: { fieldPath: inVariables },
  V1ContainerRestartRule: { action: ['Restart'] },
  V1EmptyDirVolumeSource: { medium: ['Memory', 'HugePages'] },
};
