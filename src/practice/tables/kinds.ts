import { at, objectOf } from '../json.ts';
import { resources, type ServedResource, scaleResource } from '../resources.ts';
import { accountColumns, bindingColumns } from './access.ts';
import { ageColumn, type Column, column, integer, nameColumn, textAt } from './columns.ts';
import { eventColumns } from './events.ts';
import { endpointsColumns, serviceColumns, sliceColumns } from './network.ts';
import { nodeColumns } from './nodes.ts';
import { podColumns } from './pods.ts';
import { quotaColumns } from './quotas.ts';
import { claimColumns, storageClassColumns, volumeColumns } from './volumes.ts';
import {
  budgetColumns,
  deploymentColumns,
  priorityColumns,
  replicaSetColumns,
  revisionColumns,
  scaleColumns,
  setColumns,
} from './workloads.ts';

const dataCount = column('Data', object => Object.keys(objectOf(at(object, 'data'))).length, integer);

/** The columns that the server prints for a kind (controller-semantics.md I9). */
const columns = new Map<ServedResource, readonly Column[]>([
  [resources.statefulSets, setColumns],
  [resources.pods, podColumns],
  [resources.persistentVolumeClaims, claimColumns],
  [resources.persistentVolumes, volumeColumns],
  [resources.deployments, deploymentColumns],
  [resources.replicaSets, replicaSetColumns],
  [scaleResource, scaleColumns],
  [resources.controllerRevisions, revisionColumns],
  [resources.services, serviceColumns],
  [resources.events, eventColumns],
  [resources.groupEvents, eventColumns],
  [resources.nodes, nodeColumns],
  [resources.namespaces, [nameColumn, column('Status', object => textAt(object, 'status.phase')), ageColumn]],
  [resources.configMaps, [nameColumn, dataCount, ageColumn]],
  [resources.secrets, [nameColumn, column('Type', object => textAt(object, 'type')), dataCount, ageColumn]],
  [resources.endpoints, endpointsColumns],
  [resources.endpointSlices, sliceColumns],
  [resources.storageClasses, storageClassColumns],
  [resources.resourceQuotas, quotaColumns],
  [resources.serviceAccounts, accountColumns],
  [resources.priorityClasses, priorityColumns],
  [resources.roleBindings, bindingColumns],
  [resources.clusterRoleBindings, bindingColumns],
  [resources.podDisruptionBudgets, budgetColumns],
]);

/** The columns of a kind; name and time of creation of one for which the server has none of its own. */
export function columnsOf(resource: ServedResource): readonly Column[] {
  return (
    columns.get(resource) ?? [nameColumn, column('Created At', object => textAt(object, 'metadata.creationTimestamp'))]
  );
}
