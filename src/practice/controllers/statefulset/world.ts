import { selects } from '../../../core/labels.ts';
import type { World } from '../../../core/statefulset/controller.ts';
import { featuresOf } from '../../../core/statefulset/features.ts';
import type { PersistentVolumeClaim, Pod, StatefulSet } from '../../../core/statefulset/model.ts';
import { claimNamesOf, ordinalOf, ordinalsOf } from '../../../core/statefulset/ordinals.ts';
import { resources } from '../../resources.ts';
import { claimOwned, keepersOf } from '../adoption.ts';
import type { Context } from '../context.ts';

/** What the brain is shown of a set. Adopts and releases pods and revisions on the way, as the controller does before it decides. Fact A1. */
export function worldOf({ registry, clock, indexes }: Context, set: StatefulSet): World {
  const pods = claimOwned(registry, resources.pods, indexes.podsByController, set, pod => isMember(set, pod));
  const claim = (name: string) => registry.find(resources.persistentVolumeClaims, set.metadata.namespace, name);
  return {
    set: atSpeed(set, clock.speed),
    pods,
    claims: byName(mountedClaims(set, pods), claim),
    revisions: claimOwned(registry, resources.controllerRevisions, indexes.revisionsByController, set, revision =>
      selects(set.spec.selector, revision.metadata.labels),
    ),
    now: clock.stamp(),
    features: featuresOf(registry.store.kubernetes),
  };
}

/** The keys of the sets that a change of a pod concerns. */
export function concernedSets(pod: Pod, setsOfNamespace: () => readonly StatefulSet[]): readonly string[] {
  return keepersOf('StatefulSet', pod, setsOfNamespace, set => isMember(set, pod));
}

/** The names of the claims that the pods of a set mount or will mount: those there are, and those it wants. */
export function mountedClaims(set: StatefulSet, pods: readonly Pod[]): ReadonlySet<string> {
  const present = pods.map(pod => ordinalOf(set.metadata.name, pod.metadata.name) ?? -1);
  return new Set([...ordinalsOf(set), ...present].flatMap(ordinal => claimNamesOf(set, ordinal)));
}

/** On a clock that runs faster than the times that are written down, a second of readiness is shorter. */
export function atSpeed(set: StatefulSet, speed: number): StatefulSet {
  if (speed === 1) return set;
  return { ...set, spec: { ...set.spec, minReadySeconds: (set.spec.minReadySeconds ?? 0) / speed } };
}

function isMember(set: StatefulSet, pod: Pod): boolean {
  return (
    ordinalOf(set.metadata.name, pod.metadata.name) !== undefined && selects(set.spec.selector, pod.metadata.labels)
  );
}

function byName(
  names: ReadonlySet<string>,
  find: (name: string) => PersistentVolumeClaim | undefined,
): ReadonlyMap<string, PersistentVolumeClaim> {
  const found = [...names].map(name => [name, find(name)] as const);
  return new Map(found.flatMap(([name, claim]) => (claim === undefined ? [] : [[name, claim] as const])));
}
