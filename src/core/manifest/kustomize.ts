import type { ContentObject } from './content.ts';
import { at, itemsOf, type Place, placeOf, textOf } from './place.ts';

/**
 * The files that a kustomization uses as patches: they hold pieces of objects, so nothing in them can be missing.
 * `file` is the kustomization's own path, with forward slashes; so are the results.
 */
export function fragmentsOf(file: string, objects: readonly ContentObject[]): string[] {
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  return objects
    .filter(({ kind }) => kind === 'Kustomization' || kind === 'Component')
    .flatMap(({ value }) => patchPaths(placeOf(value)))
    .map(path => normalized(folder + path));
}

function patchPaths(kustomization: Place): string[] {
  const paths = [
    ...itemsOf(at(kustomization, 'patches')).map(patch => at(patch, 'path')),
    ...itemsOf(at(kustomization, 'patchesJson6902')).map(patch => at(patch, 'path')),
    ...itemsOf(at(kustomization, 'patchesStrategicMerge')),
  ];
  return paths.map(path => textOf(path) ?? '').filter(path => path !== '' && !path.includes('\n'));
}

/** Resolves `.` and `..` without asking any file system. */
function normalized(path: string): string {
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '.') continue;
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '') steps.pop();
    else steps.push(step);
  }
  return steps.join('/');
}
