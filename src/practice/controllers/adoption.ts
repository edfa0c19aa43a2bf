import type { KubernetesObject } from '../../core/statefulset/model.ts';
import type { Registry } from '../registry.ts';
import type { ServedResource } from '../resources.ts';
import { StatusError } from '../status.ts';
import { controllerOf, controllerReference, isTerminating, keyOf, manager, uidOf } from './context.ts';
import { controllerKey, type Index } from './indexes.ts';

/**
 * The objects in the owner's namespace that are the owner's: those that match and have no controller are adopted, those that
 * it controls but that no longer match are released, everybody else's are left alone. Fact A1.
 */
export function claimOwned<T extends KubernetesObject>(
  registry: Registry,
  resource: ServedResource<T>,
  index: Index<T>,
  owner: KubernetesObject,
  matches: (object: T) => boolean,
): T[] {
  const owned: T[] = [];
  const { namespace } = owner.metadata;
  const mine = index.get(controllerKey(namespace, uidOf(owner)));
  for (const object of [...mine, ...index.get(controllerKey(namespace))]) {
    const controller = controllerOf(object);
    const matching = matches(object);
    if (controller === undefined) {
      const adopted = matching ? adopt(registry, resource, owner, object) : undefined;
      if (adopted !== undefined) owned.push(adopted);
    } else if (controller.uid === uidOf(owner)) {
      if (matching) owned.push(object);
      else release(registry, resource, owner, object);
    }
  }
  return owned;
}

/** The keys of those of a kind that a change of an object concerns: its owner; for an object without one each that could adopt it. */
export function keepersOf<T extends KubernetesObject>(
  kind: T['kind'],
  object: KubernetesObject,
  candidates: () => readonly T[],
  couldAdopt: (candidate: T) => boolean,
): readonly string[] {
  const owner = controllerOf(object);
  if (owner !== undefined) return owner.kind === kind ? [`${object.metadata.namespace}/${owner.name}`] : [];
  return candidates().filter(couldAdopt).map(keyOf);
}

function adopt<T extends KubernetesObject>(
  registry: Registry,
  resource: ServedResource<T>,
  owner: KubernetesObject,
  object: T,
): T | undefined {
  // What is going is not worth adopting, and who is going must not adopt.
  if (isTerminating(object) || isTerminating(owner)) return undefined;
  const ownerReferences = [...(object.metadata.ownerReferences ?? []), controllerReference(owner)];
  return writeOwners(registry, resource, { ...object, metadata: { ...object.metadata, ownerReferences } });
}

function release<T extends KubernetesObject>(
  registry: Registry,
  resource: ServedResource<T>,
  owner: KubernetesObject,
  object: T,
): void {
  if (isTerminating(owner)) return;
  const ownerReferences = (object.metadata.ownerReferences ?? []).filter(each => each.uid !== uidOf(owner));
  writeOwners(registry, resource, { ...object, metadata: { ...object.metadata, ownerReferences } });
}

/** Undefined if the object is gone or was changed meanwhile: then the next pass sees to it. */
function writeOwners<T extends KubernetesObject>(
  registry: Registry,
  resource: ServedResource<T>,
  object: T,
): T | undefined {
  try {
    return registry.update(resource, object, manager);
  } catch (error) {
    if (error instanceof StatusError && (error.code === 404 || error.code === 409)) return undefined;
    throw error;
  }
}
