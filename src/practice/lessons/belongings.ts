/** What lessons make in the cluster, known by its label. */
import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { unlessStale } from '../controllers/context.ts';
import type { Registry } from '../registry.ts';
import { resourceOfKind, resources, type ServedResource } from '../resources.ts';
import { alreadyExists } from '../status.ts';
import { type Lesson, lessonLabel } from './lesson.ts';
import { lessonNamespace } from './pieces.ts';

/** Who lessons are in managedFields. */
export const teacher = { fieldManager: 'ordinal-lessons' } as const;

/** In the order in which it is cleared away: owners first, so that nobody makes anew what has gone. */
const cleared: readonly ServedResource[] = [
  resources.statefulSets,
  resources.services,
  resources.configMaps,
  resources.pods,
  resources.persistentVolumeClaims,
];

/** Makes what a lesson begins with. */
export function bringIn(registry: Registry, { objects }: Lesson): void {
  for (const object of objects) {
    const resource = resourceOfKind(object.apiVersion, object.kind);
    if (resource !== undefined) registry.create(resource, object, teacher);
  }
}

/** Deletes what lessons have left; it goes in its own time. */
export function clearAway(registry: Registry): void {
  for (const [resource, object] of leftovers(registry))
    unlessStale(() => registry.delete(resource, lessonNamespace, object.metadata.name));
}

export function isCleared(registry: Registry): boolean {
  return leftovers(registry).length === 0;
}

/** Throws 409 where something of a person has a name that the lesson needs. */
export function requireRoom(registry: Registry, lesson: Lesson): void {
  for (const { apiVersion, kind, metadata } of lesson.objects) {
    const resource = resourceOfKind(apiVersion, kind);
    const found = resource === undefined ? undefined : registry.find(resource, lessonNamespace, metadata.name);
    if (resource !== undefined && found !== undefined && !isOfLesson(found))
      throw alreadyExists(resource, metadata.name);
  }
}

/** The uids of the claims that are there, by name. */
export function claimUids(registry: Registry): Readonly<Record<string, string>> {
  const claims = registry.list(resources.persistentVolumeClaims, lessonNamespace);
  return Object.fromEntries(claims.map(claim => [claim.metadata.name, claim.metadata.uid ?? '']));
}

function leftovers(registry: Registry): (readonly [ServedResource, KubernetesObject])[] {
  return cleared.flatMap(resource =>
    registry
      .list(resource, lessonNamespace)
      .filter(isOfLesson)
      .map(object => [resource, object] as const),
  );
}

function isOfLesson({ metadata }: KubernetesObject): boolean {
  return metadata.labels?.[lessonLabel] !== undefined;
}
