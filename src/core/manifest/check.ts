import { DEFAULT_VERSION, type KubernetesVersion } from '../kubernetes-version.ts';
import type { Finding } from './finding.ts';
import { headerRule } from './header.ts';
import { formatPath, type Path } from './path.ts';
import { at, entriesOf, type Fields, isFields, isGiven, type Place, placeOf, textOf } from './place.ts';
import { behaviorRules } from './rules/behavior/behavior.ts';
import { budgetRules } from './rules/budget.ts';
import { rulesOfVersion } from './rules/by-version.ts';
import { claimSpecRules } from './rules/claim.ts';
import { deploymentRules } from './rules/deployment.ts';
import { metadataRules } from './rules/metadata.ts';
import { persistentVolumeRules } from './rules/persistent-volume.ts';
import { serviceRules } from './rules/service.ts';
import { statefulSetRules } from './rules/statefulset.ts';
import { storageClassRules } from './rules/storage-class.ts';
import { versionRule } from './rules/version.ts';
import { missingFields } from './schema/missing.ts';
import { schemaRules } from './schema/rules.ts';
import type { FieldTable } from './schema/table.ts';

/** What a check goes by beside the object. */
export interface CheckOptions {
  /** The version of the API server that will get the object. */
  readonly version?: KubernetesVersion;
  /** Which fields there are. Without it nothing is said about unknown fields and wrong types. */
  readonly fields?: FieldTable | undefined;
}

type ObjectRules = (object: Place, version: KubernetesVersion) => Iterable<Finding>;

const rulesOf: ReadonlyMap<string, ObjectRules> = new Map<string, ObjectRules>([
  ['StatefulSet', statefulSetRules],
  ['Deployment', deploymentRules],
  ['Service', serviceRules],
  ['PersistentVolumeClaim', claimRules],
  ['PersistentVolume', persistentVolumeRules],
  ['StorageClass', storageClassRules],
  ['PodDisruptionBudget', budgetRules],
]);

/**
 * Everything that can be said about one object by itself, whoever asks: editor, command line, or an API server that got it over the wire.
 * `object` is the object as JSON; kinds that are not ours and values of any shape are fine. Never throws. All layers are told at once,
 * where the server would stop at the first.
 */
export function checkObject(object: Fields, { version = DEFAULT_VERSION, fields }: CheckOptions = {}): Finding[] {
  const header = headerRule(object);
  if (header?.severity === 'error') return [header];
  // What is left out is filled in, by the server from the address that the object is sent to.
  const kind = textOf(at(placeOf(object), 'kind')) || header?.values['meant'];
  const apiVersion = textOf(at(placeOf(object), 'apiVersion')) || header?.values['use'];
  if (typeof kind !== 'string' || typeof apiVersion !== 'string') return [];
  const odd = versionRule(apiVersion, kind);
  // The fields of another version may be other fields; what they lack is told once the version is right.
  if (odd !== undefined) return [odd];
  const found = ofKind(placeOf(object), kind, version, fields);
  return header === undefined ? found : [header, ...found];
}

function ofKind(root: Place, kind: string, version: KubernetesVersion, fields: FieldTable | undefined): Finding[] {
  const own = [
    ...(rulesOf.get(kind)?.(root, version) ?? []),
    ...rulesOfVersion(kind, root, version),
    ...behaviorRules(kind, root, version),
  ];
  return fields === undefined ? own : together(root, kind, own, fields);
}

/** The schema's findings with those of our own rules. One fault is told once: by the schema where it is at its root, by our own rule where the table only knows that something is missing. */
function together(root: Place, kind: string, own: readonly Finding[], table: FieldTable): Finding[] {
  const schema = [...schemaRules(root, kind, table)];
  const spoiled = new Set(schema.map(({ path, values }) => String(values['home'] ?? formatPath(path))));
  const owners = new Set(schema.filter(isUnknown).map(({ path }) => formatPath(path.slice(0, -1))));
  const further = new Set(schema.filter(isUnknown).flatMap(({ path }) => oneLevelTooDeep(root, path)));
  const aboveSpoiled = new Set([...spoiled].flatMap(waysTo));
  const isConsequence = ({ code, path, basis }: Finding) => {
    const place = formatPath(path);
    // What would hold a misspelled or misplaced field is there once that is put right.
    if (SAYS_MISSING.has(code) && aboveSpoiled.has(place)) return true;
    if (further.has(place)) return true;
    // Nor is it known what it defines, which other fields name.
    if (code === 'mount-without-volume' && VOLUMES.some(home => spoiled.has(home))) return true;
    // What lacks one of several fields may have it under a name that nobody knows.
    if (basis === 'api' && path.length > 0 && owners.has(place)) return true;
    return waysTo(place).some(outer => spoiled.has(outer));
  };
  const looked = new Set(own.flatMap(({ path }) => ['', ...waysTo(formatPath(path))]));
  const missing = [...missingFields(root, kind, table)].filter(({ path }) => !looked.has(formatPath(path)));
  return [...schema, ...[...own, ...missing].filter(found => !isConsequence(found))];
}

/** What stands inside a field that nobody knows may belong beside it. */
function oneLevelTooDeep(root: Place, path: Path): string[] {
  return entriesOf(at(root, ...path)).map(([key]) => formatPath([...path.slice(0, -1), key]));
}

/** What tells that something is not there. */
const SAYS_MISSING = new Set<string>(['field-missing', 'budget-without-selector', 'rule-without-selector']);

/** Where the volumes of a pod template are defined. */
const VOLUMES = ['spec.volumeClaimTemplates', 'spec.template.spec.volumes'];

/** A place and all that it lies in, but the root. A document may have thousands of faults, so places are looked up and not compared. */
function waysTo(place: string): string[] {
  const ends = [...place.matchAll(/[.[]|$/g)].map(({ index }) => index);
  return ends.map(end => place.slice(0, end)).filter(way => way !== '');
}

function isUnknown({ code }: Finding): boolean {
  return code === 'misspelled-field' || code === 'misplaced-field' || code === 'unknown-field';
}

function* claimRules(object: Place): Iterable<Finding> {
  yield* metadataRules(object, 'subdomain');
  const spec = at(object, 'spec');
  if (!isGiven(spec) || isFields(spec.value)) yield* claimSpecRules(spec);
}
