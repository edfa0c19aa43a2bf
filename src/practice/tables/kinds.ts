import { ageOf } from '../../core/age.ts';
import { shortDuration } from '../../core/duration.ts';
import { printed } from '../../core/pod/printed.ts';
import type { KubernetesObject, Pod } from '../../core/statefulset/model.ts';
import { CLASS_ANNOTATION } from '../../core/volume/class-name.ts';
import { at, listOf, objectOf } from '../json.ts';
import { resources, type ServedResource } from '../resources.ts';
import {
  ageColumn,
  type Column,
  column,
  containerColumns,
  countAt,
  modesText,
  nameColumn,
  none,
  pairs,
  selectorText,
  textAt,
  unset,
  wide,
} from './columns.ts';

const templateContainers = containerColumns('spec.template.spec');

function isPod(object: KubernetesObject): object is Pod {
  return object.kind === 'Pod';
}

function podCell(cell: (pod: Pod, now: number) => string): Column['cell'] {
  return (object, now) => (isPod(object) ? cell(object, now) : '');
}

function restarts(pod: Pod, now: number): string {
  const { restarts: count, lastRestart } = printed(pod);
  return count === 0 || lastRestart === undefined
    ? String(count)
    : `${count} (${shortDuration(now - lastRestart)} ago)`;
}

function readinessGates(pod: Pod): string {
  const gates = listOf(at(pod, 'spec', 'readinessGates'));
  const met = gates.filter(gate =>
    pod.status?.conditions?.some(
      condition => condition.type === at(gate, 'conditionType') && condition.status === 'True',
    ),
  );
  return gates.length === 0 ? none : `${met.length}/${gates.length}`;
}

const podColumns: readonly Column[] = [
  nameColumn,
  column(
    'Ready',
    podCell(pod => `${printed(pod).ready}/${printed(pod).containers}`),
  ),
  column(
    'Status',
    podCell(pod => printed(pod).status),
  ),
  column('Restarts', podCell(restarts)),
  ageColumn,
  wide('IP', object => textAt(object, 'status.podIP', none)),
  wide('Node', object => textAt(object, 'spec.nodeName', none)),
  wide('Nominated Node', object => textAt(object, 'status.nominatedNodeName', none)),
  wide('Readiness Gates', podCell(readinessGates)),
];

function isBound(object: KubernetesObject): boolean {
  return textAt(object, 'spec.volumeName') !== '';
}

function phase(object: KubernetesObject): string {
  return object.metadata.deletionTimestamp === undefined ? textAt(object, 'status.phase') : 'Terminating';
}

const claimColumns: readonly Column[] = [
  nameColumn,
  column('Status', phase),
  column('Volume', object => textAt(object, 'spec.volumeName')),
  column('Capacity', object => (isBound(object) ? textAt(object, 'status.capacity.storage') : '')),
  column('Access Modes', object => (isBound(object) ? modesText(at(object, 'status', 'accessModes')) : '')),
  column(
    'StorageClass',
    object => object.metadata.annotations?.[CLASS_ANNOTATION] ?? textAt(object, 'spec.storageClassName'),
  ),
  column('VolumeAttributesClass', object => textAt(object, 'spec.volumeAttributesClassName', unset)),
  ageColumn,
  wide('VolumeMode', object => textAt(object, 'spec.volumeMode', unset)),
];

function claimOf(object: KubernetesObject): string {
  const claim = objectOf(at(object, 'spec', 'claimRef'));
  return claim['name'] === undefined ? '' : `${String(claim['namespace'])}/${String(claim['name'])}`;
}

const volumeColumns: readonly Column[] = [
  nameColumn,
  column('Capacity', object => textAt(object, 'spec.capacity.storage')),
  column('Access Modes', object => modesText(at(object, 'spec', 'accessModes'))),
  column('Reclaim Policy', object => textAt(object, 'spec.persistentVolumeReclaimPolicy')),
  column('Status', phase),
  column('Claim', claimOf),
  column(
    'StorageClass',
    object => object.metadata.annotations?.[CLASS_ANNOTATION] ?? textAt(object, 'spec.storageClassName'),
  ),
  column('VolumeAttributesClass', object => textAt(object, 'spec.volumeAttributesClassName', unset)),
  column('Reason', object => textAt(object, 'status.reason')),
  ageColumn,
  wide('VolumeMode', object => textAt(object, 'spec.volumeMode', unset)),
];

function servicePorts(object: KubernetesObject): string {
  const ports = listOf(at(object, 'spec', 'ports')).map(port => {
    const nodePort = at(port, 'nodePort');
    return `${String(at(port, 'port'))}${nodePort === undefined ? '' : `:${String(nodePort)}`}/${String(at(port, 'protocol'))}`;
  });
  return ports.length === 0 ? none : ports.join(',');
}

function externalIp(object: KubernetesObject): string {
  const type = textAt(object, 'spec.type');
  if (type === 'ExternalName') return textAt(object, 'spec.externalName');
  const own = listOf(at(object, 'spec', 'externalIPs')).join(',');
  return own || (type === 'LoadBalancer' ? '<pending>' : none);
}

const serviceColumns: readonly Column[] = [
  nameColumn,
  column('Type', object => textAt(object, 'spec.type')),
  column('Cluster-IP', object => textAt(object, 'spec.clusterIP', none)),
  column('External-IP', externalIp),
  column('Port(s)', servicePorts),
  ageColumn,
  wide('Selector', object => pairs(at(object, 'spec', 'selector'))),
];

function controller(object: KubernetesObject): string {
  const owner = object.metadata.ownerReferences?.find(each => each.controller === true);
  if (owner === undefined) return none;
  const group = owner.apiVersion.includes('/') ? `.${owner.apiVersion.split('/')[0] ?? ''}` : '';
  return `${owner.kind.toLowerCase()}${group}/${owner.name}`;
}

function lastSeen(object: KubernetesObject, now: number): string {
  const seen = textAt(object, 'lastTimestamp') || textAt(object, 'eventTime') || textAt(object, 'firstTimestamp');
  return ageOf(seen, now) ?? '<unknown>';
}

function about(object: KubernetesObject): string {
  return `${textAt(object, 'involvedObject.kind').toLowerCase()}/${textAt(object, 'involvedObject.name')}`;
}

const eventColumns: readonly Column[] = [
  column('Last Seen', lastSeen),
  column('Type', object => textAt(object, 'type')),
  column('Reason', object => textAt(object, 'reason')),
  column('Object', about),
  wide('Subobject', object => textAt(object, 'involvedObject.fieldPath')),
  wide('Source', object => textAt(object, 'source.component') || textAt(object, 'reportingComponent')),
  column('Message', object => textAt(object, 'message').trim()),
  wide(
    'First Seen',
    (object, now) => ageOf(textAt(object, 'firstTimestamp') || textAt(object, 'eventTime'), now) ?? '<unknown>',
  ),
  wide('Count', object => String(countAt(object, 'count') || 1)),
  { ...wide('Name', object => object.metadata.name), format: 'name' },
];

function nodeStatus(object: KubernetesObject): string {
  const ready = listOf(at(object, 'status', 'conditions')).find(condition => at(condition, 'type') === 'Ready');
  const word = ready === undefined ? 'Unknown' : at(ready, 'status') === 'True' ? 'Ready' : 'NotReady';
  return at(object, 'spec', 'unschedulable') === true ? `${word},SchedulingDisabled` : word;
}

function nodeAddress(object: KubernetesObject, type: string): string {
  const address = listOf(at(object, 'status', 'addresses')).find(each => at(each, 'type') === type);
  return String(at(address, 'address') ?? none);
}

const nodeColumns: readonly Column[] = [
  nameColumn,
  column('Status', nodeStatus),
  column('Roles', () => none),
  ageColumn,
  column('Version', object => textAt(object, 'status.nodeInfo.kubeletVersion')),
  wide('Internal-IP', object => nodeAddress(object, 'InternalIP')),
  wide('External-IP', object => nodeAddress(object, 'ExternalIP')),
  wide('OS-Image', object => textAt(object, 'status.nodeInfo.osImage', '<unknown>')),
  wide('Kernel-Version', object => textAt(object, 'status.nodeInfo.kernelVersion', '<unknown>')),
  wide('Container-Runtime', object => textAt(object, 'status.nodeInfo.containerRuntimeVersion', '<unknown>')),
];

function addressesOf(object: KubernetesObject): string {
  const addresses = listOf(at(object, 'endpoints')).flatMap(endpoint => listOf(at(endpoint, 'addresses')));
  return brief(addresses.map(String));
}

/** The ready addresses of Endpoints, each with each port. */
function subsetsOf(object: KubernetesObject): string {
  const addresses = listOf(at(object, 'subsets')).flatMap(subset => {
    const ready = listOf(at(subset, 'addresses')).map(address => String(at(address, 'ip')));
    const ports = listOf(at(subset, 'ports'));
    if (ports.length === 0) return ready;
    return ports.flatMap(port => ready.map(address => `${address}:${at(port, 'port')}`));
  });
  return brief(addresses);
}

function portsOf(object: KubernetesObject): string {
  return brief(listOf(at(object, 'ports')).map(port => String(at(port, 'port') ?? '*')));
}

function brief(words: readonly string[]): string {
  if (words.length === 0) return unset;
  return words.length > 3 ? `${words.slice(0, 3).join(',')} + ${words.length - 3} more...` : words.join(',');
}

/** `pods: 1/2, requests.cpu: 500m/1`: used of hard, by name. */
function quotaText(object: KubernetesObject, isMeant: (name: string) => boolean): string {
  const hard = objectOf(at(object, 'status', 'hard'));
  const names = Object.keys(hard).filter(isMeant).sort();
  return names.map(name => `${name}: ${at(object, 'status', 'used', name) ?? 0}/${hard[name]}`).join(', ');
}

function subjectsOf(kind: string): Column['cell'] {
  return object =>
    listOf(at(object, 'subjects'))
      .filter(subject => at(subject, 'kind') === kind)
      .map(subject => {
        const name = String(at(subject, 'name'));
        return kind === 'ServiceAccount' ? `${String(at(subject, 'namespace') ?? '')}/${name}` : name;
      })
      .join(', ');
}

const bindingColumns: readonly Column[] = [
  nameColumn,
  column('Role', object => `${textAt(object, 'roleRef.kind')}/${textAt(object, 'roleRef.name')}`),
  ageColumn,
  wide('Users', subjectsOf('User')),
  wide('Groups', subjectsOf('Group')),
  wide('ServiceAccounts', subjectsOf('ServiceAccount')),
];

const readyCount = (object: KubernetesObject): string =>
  `${countAt(object, 'status.readyReplicas')}/${countAt(object, 'spec.replicas')}`;
const dataCount = column('Data', object => Object.keys(objectOf(at(object, 'data'))).length, { type: 'integer' });
const integer = { type: 'integer' } as const;

/** The columns that the server prints for a kind (controller-semantics.md I9). */
const columns = new Map<ServedResource, readonly Column[]>([
  [resources.statefulSets, [nameColumn, column('Ready', readyCount), ageColumn, ...templateContainers]],
  [resources.pods, podColumns],
  [resources.persistentVolumeClaims, claimColumns],
  [resources.persistentVolumes, volumeColumns],
  [
    resources.deployments,
    [
      nameColumn,
      column('Ready', readyCount),
      column('Up-to-date', object => countAt(object, 'status.updatedReplicas'), integer),
      column('Available', object => countAt(object, 'status.availableReplicas'), integer),
      ageColumn,
      ...templateContainers,
      wide('Selector', object => selectorText(at(object, 'spec', 'selector'))),
    ],
  ],
  [
    resources.replicaSets,
    [
      nameColumn,
      column('Desired', object => countAt(object, 'spec.replicas'), integer),
      column('Current', object => countAt(object, 'status.replicas'), integer),
      column('Ready', object => countAt(object, 'status.readyReplicas'), integer),
      ageColumn,
      ...templateContainers,
      wide('Selector', object => selectorText(at(object, 'spec', 'selector'))),
    ],
  ],
  [
    resources.controllerRevisions,
    [
      nameColumn,
      column('Controller', controller),
      column('Revision', object => countAt(object, 'revision'), integer),
      ageColumn,
    ],
  ],
  [resources.services, serviceColumns],
  [resources.events, eventColumns],
  [resources.groupEvents, eventColumns],
  [resources.nodes, nodeColumns],
  [resources.namespaces, [nameColumn, column('Status', object => textAt(object, 'status.phase')), ageColumn]],
  [resources.configMaps, [nameColumn, dataCount, ageColumn]],
  [resources.secrets, [nameColumn, column('Type', object => textAt(object, 'type')), dataCount, ageColumn]],
  [resources.endpoints, [nameColumn, column('Endpoints', subsetsOf), ageColumn]],
  [
    resources.endpointSlices,
    [
      nameColumn,
      column('AddressType', object => textAt(object, 'addressType')),
      column('Ports', portsOf),
      column('Endpoints', addressesOf),
      ageColumn,
    ],
  ],
  [
    resources.storageClasses,
    [
      {
        ...nameColumn,
        cell: object =>
          object.metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true'
            ? `${object.metadata.name} (default)`
            : object.metadata.name,
      },
      column('Provisioner', object => textAt(object, 'provisioner')),
      column('ReclaimPolicy', object => textAt(object, 'reclaimPolicy')),
      column('VolumeBindingMode', object => textAt(object, 'volumeBindingMode')),
      column('AllowVolumeExpansion', object => String(at(object, 'allowVolumeExpansion') === true)),
      ageColumn,
    ],
  ],
  [
    resources.resourceQuotas,
    [
      nameColumn,
      column('Request', object => quotaText(object, name => !name.startsWith('limits'))),
      column('Limit', object => quotaText(object, name => name.startsWith('limits'))),
      ageColumn,
    ],
  ],
  [
    resources.serviceAccounts,
    [nameColumn, column('Secrets', object => listOf(at(object, 'secrets')).length, integer), ageColumn],
  ],
  [
    resources.priorityClasses,
    [
      nameColumn,
      column('Value', object => countAt(object, 'value'), integer),
      column('Global-Default', object => String(at(object, 'globalDefault') === true)),
      ageColumn,
      column('PreemptionPolicy', object => textAt(object, 'preemptionPolicy')),
    ],
  ],
  [resources.roleBindings, bindingColumns],
  [resources.clusterRoleBindings, bindingColumns],
  [
    resources.podDisruptionBudgets,
    [
      nameColumn,
      column('Min Available', object => textAt(object, 'spec.minAvailable', 'N/A')),
      column('Max Unavailable', object => textAt(object, 'spec.maxUnavailable', 'N/A')),
      column('Allowed Disruptions', object => countAt(object, 'status.disruptionsAllowed'), integer),
      ageColumn,
    ],
  ],
]);

export function columnsOf(resource: ServedResource): readonly Column[] {
  return (
    columns.get(resource) ?? [nameColumn, column('Created At', object => textAt(object, 'metadata.creationTimestamp'))]
  );
}
