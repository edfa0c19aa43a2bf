import { type Finding, finding } from './finding.ts';
import { isBuiltInKind, servedKinds, servedVersion } from './kinds.ts';
import { nearest } from './nearest.ts';
import type { Path } from './path.ts';
import { at, type Fields, isFields, isGiven, type Place, placeOf } from './place.ts';
import { shown } from './rules/fields.ts';

/**
 * What is wrong with the two lines that say what an object is, where it is recognisably one of ours all the same. The API server fills a
 * missing one in from the address that the object is sent to (cases 406, 407), but kubectl needs both to find that address.
 */
export function headerRule(object: Fields): Finding | undefined {
  const { apiVersion, kind } = object;
  if (typeof kind === 'string' && kind !== '') {
    if (isAbsent(apiVersion)) return versionMissing(object, kind);
    return typeof apiVersion === 'string' ? misspelled(kind, apiVersion, object) : versionNoText(object, kind);
  }
  if (typeof apiVersion !== 'string') return undefined;
  if (isAbsent(kind)) return kindMissing(object, apiVersion);
  return kindMeant(apiVersion, placeOf(object)) === undefined ? undefined : noText(['kind'], kind);
}

function kindMissing(object: Fields, apiVersion: string): Finding | undefined {
  const key = slipOf('kind', object, value => servedVersion(value) === apiVersion);
  if (key !== undefined) return slip(key, 'kind', String(object[key]));
  const meant = kindMeant(apiVersion, placeOf(object));
  return meant === undefined ? undefined : finding('kind-missing', ['kind'], { meant });
}

/** A key that is nearly called like another one and has a value that would fit that. */
function slipOf(meant: string, object: Fields, fits: (value: string) => boolean): string | undefined {
  return Object.entries(object).find(
    ([key, value]) => typeof value === 'string' && fits(value) && nearest(key, [meant]) === meant,
  )?.[0];
}

/** The server fills in what is missing, but not what stands there under another name: a field that no kind has. */
function slip(key: string, meant: string, kind: string): Finding {
  return finding('misspelled-field', [key], { field: key, owner: kind, meant, home: meant }, { part: 'key' });
}

function noText(path: Path, value: unknown): Finding {
  const [field = ''] = path;
  const written = shown(value);
  return finding('text-expected', path, { field, value: written, written });
}

/** The kind of ours that a kind is nearly called, in the version that has it; none for the names of other kinds. Case 405. */
export function kindNearly(kind: string, apiVersion: string): string | undefined {
  if (servedVersion(kind) !== undefined || isBuiltInKind(kind)) return undefined;
  const meant = nearest(kind, servedKinds());
  return meant !== undefined && servedVersion(meant) === apiVersion ? meant : undefined;
}

/** Whether Kubernetes has no such kind where nobody else's can be. Of the core group too many have been around to be sure. */
export function isNoKind(kind: string, apiVersion: string): boolean {
  return servedVersion(kind) === undefined && !isBuiltInKind(kind) && apiVersion !== 'v1';
}

function misspelled(kind: string, apiVersion: string, object: Fields): Finding | undefined {
  const meant =
    kindNearly(kind, apiVersion) ?? (isNoKind(kind, apiVersion) ? kindMeant(apiVersion, placeOf(object)) : undefined);
  return meant === undefined ? undefined : finding('misspelled-kind', ['kind'], { kind, apiVersion, meant });
}

function versionMissing(object: Fields, kind: string): Finding | undefined {
  const use = servedVersion(kind);
  if (use === undefined || !isObject(object)) return undefined;
  const key = slipOf('apiVersion', object, value => value === use);
  return key === undefined
    ? finding('api-version-missing', ['apiVersion'], { kind, use })
    : slip(key, 'apiVersion', kind);
}

function versionNoText(object: Fields, kind: string): Finding | undefined {
  if (servedVersion(kind) === undefined || !isObject(object)) return undefined;
  return noText(['apiVersion'], object['apiVersion']);
}

function isObject(object: Fields): boolean {
  return isFields(object['metadata']) && (isFields(object['spec']) || isGiven(at(placeOf(object), 'provisioner')));
}

/** The kind whose fields an object has. */
function kindMeant(apiVersion: string, object: Place): string | undefined {
  if (!isFields(at(object, 'metadata').value)) return undefined;
  const has = (...path: string[]) => isGiven(at(object, 'spec', ...path));
  switch (apiVersion) {
    case 'apps/v1':
      if (!has('template', 'spec') || !has('selector')) return undefined;
      if (has('serviceName') || has('volumeClaimTemplates') || has('podManagementPolicy')) return 'StatefulSet';
      return has('strategy') || has('progressDeadlineSeconds') ? 'Deployment' : undefined;
    case 'v1':
      if (has('accessModes') && has('capacity')) return 'PersistentVolume';
      if (has('accessModes') && has('resources', 'requests', 'storage')) return 'PersistentVolumeClaim';
      return has('ports') && (has('selector') || has('clusterIP')) && !has('containers') ? 'Service' : undefined;
    case 'storage.k8s.io/v1':
      return isGiven(at(object, 'provisioner')) ? 'StorageClass' : undefined;
    case 'policy/v1':
      return has('minAvailable') || has('maxUnavailable') ? 'PodDisruptionBudget' : undefined;
    default:
      return undefined;
  }
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
