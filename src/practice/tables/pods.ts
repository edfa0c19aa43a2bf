import { shortDuration } from '../../core/duration.ts';
import { printed } from '../../core/pod/printed.ts';
import type { KubernetesObject, Pod } from '../../core/statefulset/model.ts';
import { at, listOf } from '../json.ts';
import { ageColumn, type Column, column, nameColumn, none, textAt, wide } from './columns.ts';

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

export const podColumns: readonly Column[] = [
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
