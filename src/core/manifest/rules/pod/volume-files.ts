import { type Finding, finding } from '../../finding.ts';
import { formatPath } from '../../path.ts';
import { at, isGiven, type Place, textOf } from '../../place.ts';
import { atMostOne, exactlyOne, inLongRange, isMap, mapsOf } from '../demands.ts';
import { required, shown } from '../fields.ts';
import { fieldReference, resourceReference } from './downward.ts';
import { fileMode, volumeFilePath } from './paths.ts';

/** Volumes that the kubelet fills with files. Facts: validation-rules.md, rows 189–190, 195–197, 201–202. */

const SHORTEST_TOKEN = 600;
const LONGEST_TOKEN = 2 ** 32;
export const PROJECTIONS = [
  'secret',
  'configMap',
  'downwardAPI',
  'serviceAccountToken',
  'clusterTrustBundle',
  'podCertificate',
];

/** A ConfigMap or Secret; `nameField` says which of them. */
export function* configVolume(source: Place, nameField: 'name' | 'secretName'): Iterable<Finding> {
  yield* required(at(source, nameField));
  yield* fileMode(at(source, 'defaultMode'));
  for (const item of mapsOf(at(source, 'items'))) yield* keyToPath(item);
}

/** The server leaves the index of a file out. */
export function* downwardVolume(source: Place): Iterable<Finding> {
  yield* fileMode(at(source, 'defaultMode'));
  for (const file of mapsOf(at(source, 'items'))) yield* downwardFile(file, formatPath(source.path));
}

export function* projectedVolume(volume: Place): Iterable<Finding> {
  yield* fileMode(at(volume, 'defaultMode'));
  const files: Place[] = [];
  for (const source of mapsOf(at(volume, 'sources'))) {
    yield* atMostOne(source, PROJECTIONS, formatPath(source.path));
    for (const name of ['secret', 'configMap']) yield* projectedConfig(at(source, name), files);
    const downward = at(source, 'downwardAPI');
    for (const file of mapsOf(at(downward, 'items'))) {
      yield* downwardFile(file, formatPath(downward.path));
      files.push(at(file, 'path'));
    }
    yield* tokenRules(at(source, 'serviceAccountToken'), volume);
  }
  yield* differentFiles(files, formatPath(volume.path));
}

function* projectedConfig(source: Place, files: Place[]): Iterable<Finding> {
  if (!isMap(source)) return;
  yield* required(at(source, 'name'));
  for (const item of mapsOf(at(source, 'items'))) {
    yield* keyToPath(item);
    files.push(at(item, 'path'));
  }
}

function* keyToPath(item: Place): Iterable<Finding> {
  yield* required(at(item, 'key'));
  yield* required(at(item, 'path'));
  yield* volumeFilePath(at(item, 'path'));
  yield* fileMode(at(item, 'mode'));
}

function* downwardFile(file: Place, owner: string): Iterable<Finding> {
  yield* required(at(file, 'path'), { field: `${owner}.path` });
  yield* volumeFilePath(at(file, 'path'), { field: `${owner}.path` });
  yield* exactlyOne(file, ['fieldRef', 'resourceFieldRef'], owner);
  const reference = at(file, 'fieldRef');
  yield* elsewhere(fieldReference(reference, 'volume'), file, owner);
  if (!isGiven(reference)) yield* elsewhere(resourceReference(at(file, 'resourceFieldRef'), true), file, owner);
  yield* fileMode(at(file, 'mode'), { field: `${owner}.mode` });
}

/** Findings below a file, with the server's name of the place: as if the file were its owner. */
function* elsewhere(findings: Iterable<Finding>, file: Place, owner: string): Iterable<Finding> {
  for (const found of findings) {
    const field = found.field ?? formatPath(found.path);
    yield { ...found, field: `${owner}${field.slice(formatPath(file.path).length)}` };
  }
}

function* tokenRules(token: Place, volume: Place): Iterable<Finding> {
  if (!isMap(token)) return;
  yield* inLongRange(at(token, 'expirationSeconds'), SHORTEST_TOKEN, LONGEST_TOKEN);
  // The server puts the path straight below the volume.
  const field = `${formatPath(volume.path)}.path`;
  yield* required(at(token, 'path'), { field });
  yield* volumeFilePath(at(token, 'path'), { field });
}

function* differentFiles(files: readonly Place[], field: string): Iterable<Finding> {
  const seen = new Set<string>();
  for (const place of files) {
    const path = textOf(place) ?? '';
    if (path !== '' && seen.has(path))
      yield finding('projected-path-twice', place.path, { path: shown(path) }, { field });
    seen.add(path);
  }
}
