import { serviceSelects } from '../../core/labels.ts';
import type { ContentObject } from '../../core/manifest/content.ts';
import { at, itemsOf, type Place, placeOf, textOf, textsOf } from '../../core/manifest/place.ts';
import { mountableVolumes } from '../../core/manifest/volume-names.ts';
import type { Workspace } from '../../core/manifest/workspace.ts';
import { claimName } from '../../core/statefulset/ordinals.ts';
import type { Knowledge } from '../knowledge.ts';
import { named, type Proposal } from './proposal.ts';

/** What names of other things are looked up in. */
export interface Names {
  readonly object: ContentObject | undefined;
  /** The container in which somebody types, if in one. */
  readonly container: Place | undefined;
  readonly workspace: Workspace | undefined;
  readonly knowledge: Knowledge | undefined;
}

/** More claims of one set than these are not worth a list. */
const MOST_CLAIMS = 20;

type Lookup = (names: Names) => Proposal[];

/** The names that a field takes, by its struct and name; none where it takes none that are known. */
export function namesFor(struct: string, field: string, names: Names): Proposal[] {
  return lookups.get(`${struct}.${field}`)?.(names) ?? [];
}

/** Whether a field takes the name of something that may be known. */
export function takesNames(struct: string, field: string): boolean {
  return lookups.has(`${struct}.${field}`);
}

const lookups: ReadonlyMap<string, Lookup> = new Map(
  Object.entries<Lookup>({
    'V1StatefulSetSpec.serviceName': services,
    'V1VolumeMount.name': volumes,
    'V1VolumeDevice.name': volumes,
    'V1HTTPGetAction.port': containerPorts,
    'V1TCPSocketAction.port': containerPorts,
    'V1ServicePort.targetPort': targetPorts,
    'V1PersistentVolumeClaimSpec.storageClassName': classes,
    'V1PersistentVolumeSpec.storageClassName': classes,
    'V1PersistentVolumeClaimSpec.volumeName': ofKind('PersistentVolume'),
    'V1PersistentVolumeClaimVolumeSource.claimName': claims,
    'V1ObjectReference.name': setClaims,
    'V1PersistentVolumeClaimSpec.volumeAttributesClassName': ofKind('VolumeAttributesClass'),
    'V1PersistentVolumeSpec.volumeAttributesClassName': ofKind('VolumeAttributesClass'),
    'V1ConfigMapKeySelector.name': ofKind('ConfigMap'),
    'V1ConfigMapEnvSource.name': ofKind('ConfigMap'),
    'V1ConfigMapVolumeSource.name': ofKind('ConfigMap'),
    'V1ConfigMapProjection.name': ofKind('ConfigMap'),
    'V1SecretKeySelector.name': ofKind('Secret'),
    'V1SecretEnvSource.name': ofKind('Secret'),
    'V1SecretVolumeSource.secretName': ofKind('Secret'),
    'V1SecretProjection.name': ofKind('Secret'),
    'V1LocalObjectReference.name': ofKind('Secret'),
    'V1PodSpec.serviceAccountName': ofKind('ServiceAccount'),
    'V1PodSpec.priorityClassName': ofKind('PriorityClass'),
    'V1PodSpec.runtimeClassName': ofKind('RuntimeClass'),
    'V1ResourceFieldSelector.containerName': containers,
    'V1ObjectMeta.namespace': namespaces,
  }),
);

function ofKind(kind: string): Lookup {
  const code = `completion-kind-${kind}`;
  return ({ workspace, object }) => (workspace?.names(kind, object?.namespace) ?? []).map(name => named(name, code));
}

function services({ object, workspace, knowledge }: Names): Proposal[] {
  const here = (workspace?.list('Service', object?.namespace) ?? []).map(({ object: service }) => ({
    name: service.name,
    headless: at(placeOf(service.value), 'spec', 'clusterIP').value === 'None',
  }));
  return [...(knowledge?.services(object?.namespace) ?? []), ...here].map(({ name, headless }) =>
    named(name, headless ? 'completion-service-headless' : 'completion-service'),
  );
}

function volumes({ object }: Names): Proposal[] {
  return object === undefined
    ? []
    : mountableVolumes(object.value).map(({ name, from }) => named(name, `completion-${from}`));
}

/** Classes that are defined, those that volumes and claims of the folder name, and those of the cluster. */
function classes({ workspace, knowledge }: Names): Proposal[] {
  const defined = (workspace?.names('StorageClass', undefined) ?? []).map(name => named(name, 'completion-class'));
  const used = ['PersistentVolume', 'PersistentVolumeClaim', 'StatefulSet']
    .flatMap(kind => workspace?.list(kind, undefined) ?? [])
    .flatMap(({ object }) => classNames(object))
    .map(name => named(name, 'completion-class-used'));
  const live = (knowledge?.storageClasses() ?? []).map(({ name, isDefault }) =>
    named(name, isDefault ? 'completion-class-default' : 'completion-class'),
  );
  return [...used, ...defined, ...live];
}

function classNames({ value }: ContentObject): string[] {
  const spec = at(placeOf(value), 'spec');
  const places = [spec, ...itemsOf(at(spec, 'volumeClaimTemplates')).map(template => at(template, 'spec'))];
  return places.map(place => textOf(at(place, 'storageClassName')) ?? '').filter(name => name !== '');
}

function claims({ object, workspace, knowledge }: Names): Proposal[] {
  const here = workspace?.names('PersistentVolumeClaim', object?.namespace) ?? [];
  const live = knowledge?.claims(object?.namespace) ?? [];
  return [...here, ...live].map(name => named(name, 'completion-claim'));
}

/** The claims that the sets of the folder will make: what a volume made by hand is kept for. */
function setClaims({ workspace }: Names): Proposal[] {
  return (workspace?.list('StatefulSet', undefined) ?? []).flatMap(({ object }) => {
    const spec = at(placeOf(object.value), 'spec');
    const start = numberAt(spec, 0, 'ordinals', 'start');
    const count = Math.min(numberAt(spec, 1, 'replicas'), MOST_CLAIMS);
    const templates = itemsOf(at(spec, 'volumeClaimTemplates')).map(item => textOf(at(item, 'metadata', 'name')) ?? '');
    return templates
      .filter(template => template !== '')
      .flatMap(template =>
        Array.from({ length: Math.max(count, 0) }, (_, index) =>
          named(claimName(template, object.name, start + index), 'completion-claim-of', { set: object.name }),
        ),
      );
  });
}

function numberAt(spec: Place, otherwise: number, ...path: string[]): number {
  const { value } = at(spec, ...path);
  return typeof value === 'number' && Number.isInteger(value) ? value : otherwise;
}

function containerPorts({ container }: Names): Proposal[] {
  return container === undefined ? [] : portsOf(container);
}

/** Ports of the pods that a Service selects; of all pods that it may mean while it selects none. */
function targetPorts({ object, workspace }: Names): Proposal[] {
  const selector = object === undefined ? {} : textsOf(at(placeOf(object.value), 'spec', 'selector'));
  const workloads = ['StatefulSet', 'Deployment'].flatMap(kind => workspace?.list(kind, object?.namespace) ?? []);
  const chosen = workloads.filter(other =>
    serviceSelects(selector, textsOf(at(placeOf(other.object.value), 'spec', 'template', 'metadata', 'labels'))),
  );
  return (chosen.length > 0 ? chosen : workloads).flatMap(other => containersOf(other.object).flatMap(portsOf));
}

function portsOf(container: Place): Proposal[] {
  const name = textOf(at(container, 'name')) ?? '';
  return itemsOf(at(container, 'ports')).flatMap(port => {
    const number = at(port, 'containerPort').value;
    const label = textOf(at(port, 'name')) ?? '';
    const values = { container: name, port: typeof number === 'number' ? String(number) : '?' };
    return label === '' ? [] : [named(label, 'completion-port', values)];
  });
}

function containers({ object }: Names): Proposal[] {
  const names = object === undefined ? [] : containersOf(object).map(container => textOf(at(container, 'name')) ?? '');
  return names.filter(name => name !== '').map(name => named(name, 'completion-container'));
}

/** All containers of a workload, those that run first too. */
export function containersOf({ value }: ContentObject): Place[] {
  const pod = at(placeOf(value), 'spec', 'template', 'spec');
  return [...itemsOf(at(pod, 'initContainers')), ...itemsOf(at(pod, 'containers'))];
}

function namespaces({ workspace }: Names): Proposal[] {
  const kinds = ['StatefulSet', 'Deployment', 'Service', 'PersistentVolumeClaim', 'PodDisruptionBudget'];
  const used = kinds
    .flatMap(kind => workspace?.list(kind, undefined) ?? [])
    .map(({ object }) => object.namespace ?? '');
  const all = new Set([...(workspace?.names('Namespace', undefined) ?? []), ...used.filter(name => name !== '')]);
  return [...all].map(name => named(name, 'completion-namespace'));
}
