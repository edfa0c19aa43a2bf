import type { FieldError } from '../status.ts';

/** The order in which kube-apiserver looks at the fields of a struct, by the name of the field that holds it (`pkg/apis/*\/validation`). */
const orders: Readonly<Record<string, readonly string[]>> = {
  '': ['metadata', 'provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode', 'allowedTopologies', 'spec'],
  metadata: ['generateName', 'name', 'namespace', 'labels', 'annotations', 'ownerReferences', 'finalizers'],
  StatefulSet: [
    'volumeClaimTemplates',
    'podManagementPolicy',
    'updateStrategy',
    'persistentVolumeClaimRetentionPolicy',
    'replicas',
    'minReadySeconds',
    'ordinals',
    'serviceName',
    'selector',
    'template',
  ],
  Deployment: [
    'replicas',
    'selector',
    'template',
    'strategy',
    'minReadySeconds',
    'revisionHistoryLimit',
    'progressDeadlineSeconds',
  ],
  ReplicaSet: ['replicas', 'minReadySeconds', 'selector', 'template'],
  Service: [
    'ports',
    'externalName',
    'selector',
    'sessionAffinity',
    'sessionAffinityConfig',
    'clusterIPs',
    'ipFamilies',
    'ipFamilyPolicy',
    'externalIPs',
    'type',
    'LoadBalancerSourceRanges',
    'allocateLoadBalancerNodePorts',
    'loadBalancerClass',
    'externalTrafficPolicy',
    'healthCheckNodePort',
    'internalTrafficPolicy',
    'trafficDistribution',
  ],
  PersistentVolumeClaim: [
    'accessModes',
    'selector',
    'resources',
    'storageClassName',
    'volumeMode',
    'dataSource',
    'dataSourceRef',
    'volumeAttributesClassName',
  ],
  PersistentVolume: ['accessModes', 'capacity', 'nodeAffinity'],
  PodDisruptionBudget: ['minAvailable', 'maxUnavailable', 'selector', 'unhealthyPodEvictionPolicy'],
  template: ['metadata', 'labels', 'annotations', 'spec'],
  pod: [
    'volumes',
    'resourceClaims',
    'containers',
    'initContainers',
    'resources',
    'restartPolicy',
    'dnsPolicy',
    'nodeSelector',
    'hostNetwork',
    'securityContext',
    'imagePullSecrets',
    'affinity',
    'dnsConfig',
    'readinessGates',
    'schedulingGates',
    'topologySpreadConstraints',
    'HostPID',
    'HostIPC',
    'serviceAccountName',
    'nodeName',
    'activeDeadlineSeconds',
    'hostname',
    'subdomain',
    'tolerations',
    'hostAliases',
    'priorityClassName',
    'runtimeClassName',
    'preemptionPolicy',
    'overhead',
    'os',
    'hostnameOverride',
    'ephemeralContainers',
  ],
  container: [
    'name',
    'image',
    'terminationMessagePolicy',
    'ports',
    'env',
    'envFrom',
    'volumeMounts',
    'volumeDevices',
    'imagePullPolicy',
    'resources',
    'resizePolicy',
    'securityContext',
    'lifecycle',
    'livenessProbe',
    'readinessProbe',
    'startupProbe',
    'restartPolicy',
  ],
  resources: ['limits', 'requests'],
};
const containerLists = ['containers', 'initContainers'];

/** Faults in the order in which the server reports them; of two about one field the first stays the first. */
export function inServerOrder(kind: string, errors: readonly FieldError[]): readonly FieldError[] {
  if (errors.length < 2) return errors;
  const ways = new Map(errors.map(({ field }) => [field, stepsOf(field)]));
  const wayOf = (error: FieldError): readonly string[] => ways.get(error.field) ?? [];
  return errors.toSorted((one, other) => compare(kind, wayOf(one), wayOf(other)));
}

function stepsOf(field: string): readonly string[] {
  return field.replaceAll('[', '.[').split('.');
}

function compare(kind: string, one: readonly string[], other: readonly string[]): number {
  for (let index = 0; index < Math.max(one.length, other.length); index += 1) {
    const [first, second] = [one[index], other[index]];
    if (first === second) continue;
    // What is said of a struct as a whole comes after what is said of its parts; finalizers are looked at twice.
    if (first === undefined) return one[index - 1] === 'finalizers' ? -1 : 1;
    if (second === undefined) return other[index - 1] === 'finalizers' ? 1 : -1;
    if (first.startsWith('[') && second.startsWith('[')) return numberIn(first) - numberIn(second);
    const order = orders[ownerOf(kind, one.slice(0, index))] ?? [];
    return rank(order, first) - rank(order, second);
  }
  return 0;
}

function rank(order: readonly string[], name: string): number {
  const index = order.indexOf(name);
  return index < 0 ? order.length : index;
}

function numberIn(step: string): number {
  return Number.parseInt(step.slice(1), 10) || 0;
}

/** Which of the orders above the fields below some steps have. */
function ownerOf(kind: string, steps: readonly string[]): string {
  const [last = '', before = ''] = [steps.at(-1), steps.at(-2)];
  if (containerLists.includes(before)) return 'container';
  if (last !== 'spec') return last;
  if (steps.length === 1) return kind === 'Pod' ? 'pod' : kind;
  return before === 'template' ? 'pod' : 'PersistentVolumeClaim';
}
