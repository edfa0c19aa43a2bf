import type { Finding } from '../core/manifest/finding.ts';
import { isInside, type Path } from '../core/manifest/path.ts';
import { at, deepEqual, type JsonObject, without } from './json.ts';
import type { Surroundings } from './kinds/rules.ts';
import { resources, type ServedResource } from './resources.ts';
import type { FieldError } from './status.ts';
import { causesOf } from './validation/causes.ts';
import { changeErrors } from './validation/changes.ts';
import { familyErrors } from './validation/families.ts';
import { keyValueChangeErrors, keyValueErrors } from './validation/key-values.ts';
import { nodePortErrors } from './validation/node-ports.ts';
import { inServerOrder } from './validation/order.ts';
import { ownPodErrors } from './validation/pods.ts';
import { rbacChangeErrors, rbacErrors } from './validation/rbac.ts';
import { findingsOf } from './validation/rules.ts';

/** What the server refuses of a new object, in its words and order (validation-rules.md): what the manifest rules find, worded by `validation/wire`. */
export function validate(resource: ServedResource, object: JsonObject, around: Surroundings): readonly FieldError[] {
  const causes = causesOf(resource.kind, object, findingsOf(resource, object, around.kubernetes));
  if (resource === resources.pods) return inServerOrder(resource.kind, [...causes, ...ownPodErrors(object)]);
  if (resource === resources.services && causes.length === 0) return allocationErrors(object, around);
  return [...causes, ...keyValueErrors(resource, object), ...rbacErrors(resource, object)];
}

/**
 * What the server refuses of a change. What stays as it was has been looked at before, so a status that is written, or a pod that is
 * bound, costs no check.
 */
export function validateUpdate(
  resource: ServedResource,
  object: JsonObject,
  before: JsonObject,
  around: Surroundings,
): readonly FieldError[] {
  const isSameContent = deepEqual(contentOf(object), contentOf(before));
  if (isSameContent && deepEqual(labelled(object), labelled(before))) return [];
  const findings = findingsOf(resource, object, around.kubernetes).filter(({ path }) => !isKept(resource, path));
  const causes = causesOf(
    resource.kind,
    object,
    ratcheted(resource, findings, () => findingsOf(resource, before, around.kubernetes)),
  );
  if (isSameContent) return causes;
  const taken = resource === resources.services && causes.length === 0 ? allocationErrors(object, around) : [];
  const kept = [...keyValueChangeErrors(resource, object, before), ...keyValueErrors(resource, object)];
  const granted = [...rbacErrors(resource, object), ...rbacChangeErrors(resource, object, before)];
  return [...causes, ...taken, ...kept, ...granted, ...changeErrors(resource, object, before)];
}

/** What a Service asks for and cannot have. Ports are looked at once there are addresses. */
function allocationErrors(object: JsonObject, around: Surroundings): readonly FieldError[] {
  const families = familyErrors(object);
  return families.length === 0 ? nodePortErrors(object, around) : families;
}

function contentOf(object: JsonObject): JsonObject {
  return without(object, 'metadata', 'status');
}

/** What the rules look at in metadata. */
function labelled(object: JsonObject): readonly unknown[] {
  return ['labels', 'annotations', 'ownerReferences', 'finalizers'].map(key => at(object, 'metadata', key));
}

/** What a change cannot touch is not looked at again: names, claim templates, a set's Service, and most of a pod. */
function isKept(resource: ServedResource, path: Path): boolean {
  if (path[0] === 'metadata' && (path[1] === 'name' || path[1] === 'generateName')) return true;
  if (resource === resources.pods) return path[0] === 'spec';
  if (resource !== resources.statefulSets) return false;
  return isInside(path, ['spec', 'serviceName']) || isInside(path, ['spec', 'volumeClaimTemplates']);
}

/** A template that was wrong before may stay so: the server looks at it only where the one before would pass. */
function ratcheted(
  resource: ServedResource,
  findings: readonly Finding[],
  before: () => readonly Finding[],
): readonly Finding[] {
  const inTemplate = ({ path, basis }: Finding): boolean => basis === 'api' && isInside(path, ['spec', 'template']);
  if (resource !== resources.statefulSets || !findings.some(inTemplate)) return findings;
  const wasWrong = before().some(inTemplate);
  return wasWrong ? findings.filter(found => !inTemplate(found)) : findings;
}
