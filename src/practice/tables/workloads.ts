import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { at } from '../json.ts';
import {
  ageColumn,
  type Column,
  column,
  containerColumns,
  countAt,
  integer,
  nameColumn,
  none,
  selectorText,
  textAt,
  wide,
} from './columns.ts';

const templateContainers = containerColumns('spec.template.spec');

const readyCount = (object: KubernetesObject): string =>
  `${countAt(object, 'status.readyReplicas')}/${countAt(object, 'spec.replicas')}`;
const selectorColumn = wide('Selector', object => selectorText(at(object, 'spec', 'selector')));

function controller(object: KubernetesObject): string {
  const owner = object.metadata.ownerReferences?.find(each => each.controller === true);
  if (owner === undefined) return none;
  const group = owner.apiVersion.includes('/') ? `.${owner.apiVersion.split('/')[0] ?? ''}` : '';
  return `${owner.kind.toLowerCase()}${group}/${owner.name}`;
}

export const setColumns: readonly Column[] = [
  nameColumn,
  column('Ready', readyCount),
  ageColumn,
  ...templateContainers,
];

export const deploymentColumns: readonly Column[] = [
  nameColumn,
  column('Ready', readyCount),
  column('Up-to-date', object => countAt(object, 'status.updatedReplicas'), integer),
  column('Available', object => countAt(object, 'status.availableReplicas'), integer),
  ageColumn,
  ...templateContainers,
  selectorColumn,
];

export const replicaSetColumns: readonly Column[] = [
  nameColumn,
  column('Desired', object => countAt(object, 'spec.replicas'), integer),
  column('Current', object => countAt(object, 'status.replicas'), integer),
  column('Ready', object => countAt(object, 'status.readyReplicas'), integer),
  ageColumn,
  ...templateContainers,
  selectorColumn,
];

export const scaleColumns: readonly Column[] = [
  nameColumn,
  column('Desired', object => countAt(object, 'spec.replicas'), integer),
  column('Available', object => countAt(object, 'status.replicas'), integer),
  ageColumn,
];

export const revisionColumns: readonly Column[] = [
  nameColumn,
  column('Controller', controller),
  column('Revision', object => countAt(object, 'revision'), integer),
  ageColumn,
];

export const budgetColumns: readonly Column[] = [
  nameColumn,
  column('Min Available', object => textAt(object, 'spec.minAvailable', 'N/A')),
  column('Max Unavailable', object => textAt(object, 'spec.maxUnavailable', 'N/A')),
  column('Allowed Disruptions', object => countAt(object, 'status.disruptionsAllowed'), integer),
  ageColumn,
];

export const priorityColumns: readonly Column[] = [
  nameColumn,
  column('Value', object => countAt(object, 'value'), integer),
  column('Global-Default', object => String(at(object, 'globalDefault') === true)),
  ageColumn,
  column('PreemptionPolicy', object => textAt(object, 'preemptionPolicy')),
];
