import { type Finding, finding } from '../../finding.ts';
import { at, type Place, textOf } from '../../place.ts';
import { fieldName, oneOf, required, shown } from '../fields.ts';
import { noStepsUp } from './paths.ts';

/** What pods and PersistentVolumes can both lie on, by the same rules. Facts: `validateHostPathVolumeSource`, `validateNFSVolumeSource`. */

const HOST_PATH_TYPES = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

/** A name of a CSI driver is no longer. */
export const LONGEST_DRIVER = 63;

export function* hostPathRules(source: Place): Iterable<Finding> {
  yield* required(at(source, 'path'));
  yield* noStepsUp(at(source, 'path'));
  yield* oneOf(at(source, 'type'), HOST_PATH_TYPES);
}

export function* nfsRules(source: Place): Iterable<Finding> {
  yield* required(at(source, 'server'));
  const place = at(source, 'path');
  yield* required(place);
  const path = textOf(place) ?? '';
  if (path !== '' && !path.startsWith('/'))
    yield finding('path-not-absolute', place.path, { field: fieldName(place.path), path: shown(path) });
}
