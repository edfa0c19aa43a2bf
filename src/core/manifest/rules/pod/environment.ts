import type { Finding } from '../../finding.ts';
import { formatPath } from '../../path.ts';
import { at, isGiven, itemsOf, type Place, textOf } from '../../place.ts';
import { exactlyOne, isMap, mapsOf, needsOther, notTogether } from '../demands.ts';
import { dnsSubdomain, required } from '../fields.ts';
import { fieldReference, resourceReference } from './downward.ts';
import { configKey, environmentName } from './names.ts';
import { volumeFilePath } from './paths.ts';
import { sourceOf } from './volume-sources.ts';

export const SOURCES = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'];

/** Environment variables of a container. Facts: validation-rules.md, rows 126–139. `pod` is the spec around it. */
export function* environmentRules(container: Place, pod: Place): Iterable<Finding> {
  for (const variable of mapsOf(at(container, 'env'))) {
    yield* required(at(variable, 'name'));
    yield* environmentName(at(variable, 'name'));
    yield* valueFromRules(variable, pod);
  }
  for (const source of mapsOf(at(container, 'envFrom'))) yield* envFromRules(source);
}

function* valueFromRules(variable: Place, pod: Place): Iterable<Finding> {
  const from = at(variable, 'valueFrom');
  if (!isMap(from)) return;
  const value = at(variable, 'value');
  if (isGiven(value) && value.value !== '' && SOURCES.some(source => isGiven(at(from, source))))
    yield notTogether(from, 'value');
  else yield* exactlyOne(from, SOURCES, formatPath(from.path));
  yield* fieldReference(at(from, 'fieldRef'), 'environment');
  yield* resourceReference(at(from, 'resourceFieldRef'), false);
  for (const kind of ['configMapKeyRef', 'secretKeyRef']) yield* keyReference(at(from, kind));
  yield* fileReference(at(from, 'fileKeyRef'), pod);
}

function* keyReference(reference: Place): Iterable<Finding> {
  if (!isMap(reference)) return;
  yield* required(at(reference, 'name'));
  yield* dnsSubdomain(at(reference, 'name'));
  yield* required(at(reference, 'key'));
  yield* configKey(at(reference, 'key'));
}

/** Section 1.7: the file lies in an emptyDir of the pod. */
function* fileReference(reference: Place, pod: Place): Iterable<Finding> {
  if (!isMap(reference)) return;
  for (const field of ['volumeName', 'path', 'key']) yield* required(at(reference, field));
  yield* volumeFilePath(at(reference, 'path'));
  yield* environmentName(at(reference, 'key'));
  const name = at(reference, 'volumeName');
  const list = at(pod, 'volumes');
  const volumes = mapsOf(list);
  // A list that cannot be read in full may hold the volume.
  if ((textOf(name) ?? '') === '' || volumes.length !== itemsOf(list).length || isOdd(list)) return;
  const volume = volumes.find(candidate => at(candidate, 'name').value === name.value);
  // Without a source a volume becomes an emptyDir.
  if (volume === undefined || (sourceOf(volume) ?? 'emptyDir') !== 'emptyDir') yield needsOther(name, 'emptyDir');
}

function* envFromRules(source: Place): Iterable<Finding> {
  yield* environmentName(at(source, 'prefix'));
  // The server leaves the index out here.
  yield* exactlyOne(source, ['configMapRef', 'secretRef'], formatPath(source.path.slice(0, -1)));
  for (const kind of ['configMapRef', 'secretRef']) {
    const reference = at(source, kind);
    if (!isMap(reference)) continue;
    const name = at(reference, 'name');
    yield* required(name);
    // As if more were to follow: a hyphen may be last.
    yield* dnsSubdomain({ ...name, value: textOf(name)?.replace(/(?<=.)-$/, 'a') });
  }
}

function isOdd(list: Place): boolean {
  return isGiven(list) && !Array.isArray(list.value);
}
