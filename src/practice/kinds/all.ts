import { resources } from '../resources.ts';
import type { Resource } from '../store.ts';
import {
  disruptionBudgetRules,
  endpointSliceRules,
  eventRules,
  limitRangeRules,
  namespaceRules,
  priorityClassRules,
  quotaRules,
  roleBindingRules,
  secretRules,
} from './plain.ts';
import { podRules } from './pod.ts';
import type { KindRules } from './rules.ts';
import { serviceRules } from './service.ts';
import { claimRules, storageClassRules, volumeRules } from './volumes.ts';
import { deploymentRules, replicaSetRules, statefulSetRules } from './workloads.ts';

const rules = new Map<Resource, KindRules>([
  [resources.statefulSets, statefulSetRules],
  [resources.deployments, deploymentRules],
  [resources.replicaSets, replicaSetRules],
  [resources.pods, podRules],
  [resources.services, serviceRules],
  [resources.persistentVolumeClaims, claimRules],
  [resources.persistentVolumes, volumeRules],
  [resources.storageClasses, storageClassRules],
  [resources.namespaces, namespaceRules],
  [resources.events, eventRules],
  [resources.secrets, secretRules],
  [resources.podDisruptionBudgets, disruptionBudgetRules],
  [resources.resourceQuotas, quotaRules],
  [resources.limitRanges, limitRangeRules],
  [resources.priorityClasses, priorityClassRules],
  [resources.roleBindings, roleBindingRules],
  [resources.clusterRoleBindings, roleBindingRules],
  [resources.endpointSlices, endpointSliceRules],
]);

/** The rules of a kind; none for kinds that are stored as they come. */
export function rulesOf(resource: Resource): KindRules {
  return rules.get(resource) ?? {};
}
