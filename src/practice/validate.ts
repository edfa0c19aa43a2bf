import { at, deepEqual, type JsonObject, objectOf, stringOf, withAt } from './json.ts';
import type { Surroundings } from './kinds/rules.ts';
import { resources, type ServedResource } from './resources.ts';
import type { FieldError } from './status.ts';
import { disruptionBudgetErrors } from './validation/budget.ts';
import {
  annotationErrors,
  forbiddenField,
  invalidValue,
  labelErrors,
  labelMapErrors,
  required,
  subdomainErrors,
} from './validation/errors.ts';
import { finalizerFormErrors, ownerErrors } from './validation/metadata.ts';
import { ownPodErrors, podSpecErrors } from './validation/pod.ts';
import { serviceChangeErrors, serviceErrors } from './validation/service.ts';
import {
  claimChangeErrors,
  claimSpecErrors,
  storageClassChangeErrors,
  storageClassErrors,
  volumeChangeErrors,
  volumeErrors,
} from './validation/volumes.ts';
import {
  deploymentErrors,
  replicaSetErrors,
  selectorChangeErrors,
  statefulSetChangeErrors,
  statefulSetErrors,
} from './validation/workloads.ts';

/** What the server refuses of a new object, in its words and order (validation-rules.md). */
export function validate(resource: ServedResource, object: JsonObject, around: Surroundings): FieldError[] {
  return [...metadataErrors(resource, object), ...kindErrors(resource, object, around, true)];
}

/** What the server refuses of a change. */
export function validateUpdate(
  resource: ServedResource,
  object: JsonObject,
  before: JsonObject,
  around: Surroundings,
): FieldError[] {
  return [
    ...metadataErrors(resource, object),
    ...kindErrors(resource, object, around, false),
    ...changeErrors(resource, object, before),
  ];
}

const namedByLabel: readonly ServedResource[] = [resources.statefulSets, resources.services, resources.namespaces];

function metadataErrors(resource: ServedResource, object: JsonObject): FieldError[] {
  const name = stringOf(at(object, 'metadata', 'name')) ?? '';
  const check = namedByLabel.includes(resource) ? labelErrors : subdomainErrors;
  return [
    ...(name === '' ? [required('metadata.name', 'name or generateName is required')] : check('metadata.name', name)),
    ...labelMapErrors('metadata.labels', at(object, 'metadata', 'labels')),
    ...annotationErrors('metadata.annotations', at(object, 'metadata', 'annotations')),
    ...ownerErrors(at(object, 'metadata', 'ownerReferences')),
    ...finalizerFormErrors(at(object, 'metadata', 'finalizers')),
  ];
}

function kindErrors(resource: ServedResource, object: JsonObject, around: Surroundings, isNew: boolean): FieldError[] {
  switch (resource) {
    case resources.statefulSets:
      return statefulSetErrors(object, isNew);
    case resources.deployments:
      return deploymentErrors(object);
    case resources.replicaSets:
      return replicaSetErrors(object);
    case resources.pods:
      return isNew
        ? [...podSpecErrors('spec', objectOf(object['spec'])), ...ownPodErrors('spec', objectOf(object['spec']))]
        : [];
    case resources.services:
      return serviceErrors(object, around);
    case resources.persistentVolumeClaims:
      return claimSpecErrors('spec', objectOf(object['spec']));
    case resources.persistentVolumes:
      return volumeErrors(object);
    case resources.storageClasses:
      return storageClassErrors(object);
    case resources.podDisruptionBudgets:
      return disruptionBudgetErrors(object);
    default:
      return [];
  }
}

function changeErrors(resource: ServedResource, object: JsonObject, before: JsonObject): FieldError[] {
  switch (resource) {
    case resources.statefulSets:
      return statefulSetChangeErrors(object, before);
    case resources.deployments:
    case resources.replicaSets:
      return selectorChangeErrors(object, before);
    case resources.pods:
      return podChangeErrors(object, before);
    case resources.services:
      return serviceChangeErrors(object, before);
    case resources.persistentVolumeClaims:
      return claimChangeErrors(object, before);
    case resources.persistentVolumes:
      return volumeChangeErrors(object, before);
    case resources.storageClasses:
      return storageClassChangeErrors(object, before);
    case resources.controllerRevisions:
      return deepEqual(object['data'], before['data'])
        ? []
        : [invalidValue('data', object['data'], 'field is immutable')];
    default:
      return [];
  }
}

const changeableOfPods = [
  ['tolerations'],
  ['activeDeadlineSeconds'],
  ['terminationGracePeriodSeconds'],
  ['schedulingGates'],
];

/** Of a pod's spec hardly anything changes; its node is set once. */
function podChangeErrors(object: JsonObject, before: JsonObject): FieldError[] {
  const fixed = (pod: JsonObject): JsonObject => {
    let spec = objectOf(pod['spec']);
    for (const path of changeableOfPods) spec = withAt(spec, path, undefined);
    if (!at(before, 'spec', 'nodeName')) spec = withAt(spec, ['nodeName'], undefined);
    for (const key of ['containers', 'initContainers']) {
      const list = spec[key];
      if (Array.isArray(list)) spec = { ...spec, [key]: list.map(item => ({ ...objectOf(item), image: '' })) };
    }
    return spec;
  };
  if (deepEqual(fixed(object), fixed(before))) return [];
  const why =
    'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';
  return [forbiddenField('spec', why)];
}
