import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { at, listOf } from '../json.ts';
import { ageColumn, type Column, column, nameColumn, none, textAt, wide } from './columns.ts';

function nodeStatus(object: KubernetesObject): string {
  const ready = listOf(at(object, 'status', 'conditions')).find(condition => at(condition, 'type') === 'Ready');
  const word = ready === undefined ? 'Unknown' : at(ready, 'status') === 'True' ? 'Ready' : 'NotReady';
  return at(object, 'spec', 'unschedulable') === true ? `${word},SchedulingDisabled` : word;
}

function nodeAddress(object: KubernetesObject, type: string): string {
  const address = listOf(at(object, 'status', 'addresses')).find(each => at(each, 'type') === type);
  return String(at(address, 'address') ?? none);
}

export const nodeColumns: readonly Column[] = [
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
