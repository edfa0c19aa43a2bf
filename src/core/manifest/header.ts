import { type Finding, finding } from './finding.ts';
import { isBuiltInKind, servedKinds, servedVersion } from './kinds.ts';
import { nearest } from './nearest.ts';
import { at, type Fields, isFields, isGiven, type Place, placeOf } from './place.ts';

/**
 * What is wrong with the two lines that say what an object is, where it is recognisably one of ours all the same. The API server fills a
 * missing one in from the address that the object is sent to (cases 406, 407), but kubectl needs both to find that address.
 */
export function headerRule(object: Fields): Finding | undefined {
  const { apiVersion, kind } = object;
  if (typeof kind === 'string' && kind !== '') {
    if (isAbsent(apiVersion)) return versionMissing(object, kind);
    return typeof apiVersion === 'string' ? misspelled(kind, apiVersion) : undefined;
  }
  const meant = isAbsent(kind) && typeof apiVersion === 'string' ? kindMeant(apiVersion, placeOf(object)) : undefined;
  return meant === undefined ? undefined : finding('kind-missing', ['kind'], { meant });
}

/** The kind of ours that a kind is nearly called, in the version that has it; none for the names of other kinds. Case 405. */
export function kindNearly(kind: string, apiVersion: string): string | undefined {
  if (servedVersion(kind) !== undefined || isBuiltInKind(kind)) return undefined;
  const meant = nearest(kind, servedKinds());
  return meant !== undefined && servedVersion(meant) === apiVersion ? meant : undefined;
}

function misspelled(kind: string, apiVersion: string): Finding | undefined {
  const meant = kindNearly(kind, apiVersion);
  return meant === undefined ? undefined : finding('misspelled-kind', ['kind'], { kind, apiVersion, meant });
}

function versionMissing(object: Fields, kind: string): Finding | undefined {
  const use = servedVersion(kind);
  const isObject =
    isFields(object['metadata']) && (isFields(object['spec']) || isGiven(at(placeOf(object), 'provisioner')));
  return use === undefined || !isObject ? undefined : finding('api-version-missing', ['apiVersion'], { kind, use });
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
