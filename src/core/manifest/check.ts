import type { Finding } from './finding.ts';
import { at, type Fields, isFields, isGiven, type Place, placeOf } from './place.ts';
import { claimSpecRules } from './rules/claim.ts';
import { deploymentRules } from './rules/deployment.ts';
import { quantities } from './rules/fields.ts';
import { metadataRules } from './rules/metadata.ts';
import { statefulSetRules } from './rules/statefulset.ts';
import { versionRule } from './rules/version.ts';

type ObjectRules = (object: Place) => Iterable<Finding>;

const rulesOf: ReadonlyMap<string, ObjectRules> = new Map<string, ObjectRules>([
  ['StatefulSet', statefulSetRules],
  ['Deployment', deploymentRules],
  ['Service', object => metadataRules(object, true)],
  ['PersistentVolumeClaim', claimRules],
  ['PersistentVolume', volumeRules],
  ['StorageClass', object => metadataRules(object, false)],
  ['PodDisruptionBudget', object => metadataRules(object, false)],
]);

/**
 * Everything that can be said about one object by itself, whoever asks: editor, command line, or an API server that got it over the wire.
 * `object` is the object as JSON; kinds that are not ours and values of any shape are fine. Never throws.
 */
export function checkObject(object: Fields): Finding[] {
  const { apiVersion, kind } = object;
  if (typeof kind !== 'string' || typeof apiVersion !== 'string') return [];
  const version = versionRule(apiVersion, kind);
  // The fields of another version may be other fields; what they lack is told once the version is right.
  if (version !== undefined) return [version];
  return [...(rulesOf.get(kind)?.(placeOf(object)) ?? [])];
}

function* claimRules(object: Place): Iterable<Finding> {
  yield* metadataRules(object, false);
  const spec = at(object, 'spec');
  if (!isGiven(spec) || isFields(spec.value)) yield* claimSpecRules(spec);
}

function* volumeRules(object: Place): Iterable<Finding> {
  yield* metadataRules(object, false);
  yield* quantities(at(object, 'spec', 'capacity'));
}
