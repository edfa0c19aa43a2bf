import { at, type JsonObject, numberOf } from '../json.ts';
import { resources, type ServedResource } from '../resources.ts';
import type { FieldError } from '../status.ts';
import { invalidValue, negative } from './errors.ts';

/** Counts of a workload's status in the order in which the server looks at them, and those that are parts of `replicas`. */
interface Counts {
  readonly all: readonly string[];
  readonly parts: readonly string[];
  /** How the server names what more than all cannot be available of. */
  readonly ready: string;
}

const counts: ReadonlyMap<ServedResource, Counts> = new Map<ServedResource, Counts>([
  [
    resources.statefulSets,
    {
      all: [
        'replicas',
        'readyReplicas',
        'currentReplicas',
        'updatedReplicas',
        'availableReplicas',
        'observedGeneration',
        'collisionCount',
      ],
      parts: ['readyReplicas', 'currentReplicas', 'updatedReplicas', 'availableReplicas'],
      ready: 'status.readyReplicas',
    },
  ],
  [
    resources.deployments,
    {
      all: [
        'observedGeneration',
        'replicas',
        'updatedReplicas',
        'readyReplicas',
        'availableReplicas',
        'unavailableReplicas',
        'collisionCount',
      ],
      parts: ['updatedReplicas', 'readyReplicas', 'availableReplicas'],
      ready: 'readyReplicas',
    },
  ],
  [
    resources.replicaSets,
    {
      all: ['replicas', 'fullyLabeledReplicas', 'readyReplicas', 'availableReplicas', 'observedGeneration'],
      parts: ['fullyLabeledReplicas', 'readyReplicas', 'availableReplicas'],
      ready: 'readyReplicas',
    },
  ],
]);

/** What the server refuses of a status that is written (`ValidateStatefulSetStatus` and its neighbours): no count is negative, no part more than the whole. */
export function statusErrors(resource: ServedResource, object: JsonObject): readonly FieldError[] {
  const known = counts.get(resource);
  if (known === undefined) return [];
  const count = (name: string): number => numberOf(at(object, 'status', name)) ?? 0;
  const tooMany = (name: string, whole: string, why: string): FieldError[] =>
    count(name) > count(whole) ? [invalidValue(`status.${name}`, count(name), `cannot be greater than ${why}`)] : [];
  return [
    ...known.all.filter(name => count(name) < 0).map(name => invalidValue(`status.${name}`, count(name), negative)),
    ...known.parts.flatMap(name => tooMany(name, 'replicas', 'status.replicas')),
    ...tooMany('availableReplicas', 'readyReplicas', known.ready),
  ];
}
