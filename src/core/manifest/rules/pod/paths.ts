import { type Finding, type FindingOptions, finding } from '../../finding.ts';
import { type Place, textOf } from '../../place.ts';
import { inRange } from '../demands.ts';
import { fieldName, shown } from '../fields.ts';

/** Paths of files and their modes, in volumes and mounts. Facts: validation-rules.md, rows 154–155, 194–197. */

const LARGEST_MODE = 0o777;

/** No part of the path may be `..`. */
export function* noStepsUp(place: Place, options: FindingOptions = {}): Iterable<Finding> {
  const path = textOf(place);
  if (path?.split('/').includes('..') === true) yield pathFinding('path-leads-upwards', place, path, options);
}

/** A path below a directory that is given elsewhere. */
export function* relativePath(place: Place, options: FindingOptions = {}): Iterable<Finding> {
  const path = textOf(place);
  if (path?.startsWith('/') === true) yield pathFinding('path-not-relative', place, path, options);
  yield* noStepsUp(place, options);
}

/** A relative path in a volume that the kubelet fills: names that start with two dots are its own. */
export function* volumeFilePath(place: Place, options: FindingOptions = {}): Iterable<Finding> {
  const path = textOf(place) ?? '';
  yield* relativePath(place, options);
  if (path.startsWith('..') && !path.split('/').includes('..'))
    yield pathFinding('path-leads-upwards', place, path, options);
}

/** Permissions of a file: 0 to 0777 octal. */
export function* fileMode(place: Place, options: FindingOptions = {}): Iterable<Finding> {
  const faults = [...inRange(place, 0, LARGEST_MODE, options)];
  for (const { path, values } of faults)
    yield finding('invalid-file-mode', path, { field: fieldName(path), value: values['value'] ?? '' }, options);
}

function pathFinding(
  code: 'path-leads-upwards' | 'path-not-relative',
  { path }: Place,
  value: string,
  options: FindingOptions,
): Finding {
  return finding(code, path, { field: fieldName(path), path: shown(value) }, options);
}
