import type { Node, Pod } from '../../core/statefulset/model.ts';
import { at, type JsonObject, listOf, objectOf, stringOf } from '../json.ts';

/** What keeps pods off a node unless they tolerate it. */
export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
  readonly timeAdded?: string;
}

export function taintsOf(node: Node): Taint[] {
  return listOf(at(node, 'spec', 'taints')).map(each => {
    const value = stringOf(at(each, 'value'));
    const timeAdded = stringOf(at(each, 'timeAdded'));
    return {
      key: stringOf(at(each, 'key')) ?? '',
      effect: stringOf(at(each, 'effect')) ?? '',
      ...(value === undefined ? {} : { value }),
      ...(timeAdded === undefined ? {} : { timeAdded }),
    };
  });
}

export function tolerationsOf(pod: Pod): JsonObject[] {
  return listOf(at(pod, 'spec', 'tolerations')).map(objectOf);
}

/** An empty key with `Exists` tolerates everything, an empty effect every effect. */
export function tolerates(toleration: JsonObject, taint: Taint): boolean {
  const effect = stringOf(toleration['effect']) ?? '';
  if (effect !== '' && effect !== taint.effect) return false;
  const key = stringOf(toleration['key']) ?? '';
  if (toleration['operator'] === 'Exists') return key === '' || key === taint.key;
  return key === taint.key && (stringOf(toleration['value']) ?? '') === (taint.value ?? '');
}

/** Whether a taint of the node keeps new pods like this one away. */
export function isRepelledByTaint(pod: Pod, node: Node): boolean {
  const own = tolerationsOf(pod);
  return taintsOf(node).some(
    taint => taint.effect !== 'PreferNoSchedule' && !own.some(toleration => tolerates(toleration, taint)),
  );
}
