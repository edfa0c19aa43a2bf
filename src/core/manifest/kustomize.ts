import type { Content, ContentObject } from './content.ts';
import { type Finishing, finishingOf } from './finishing.ts';
import type { Named } from './named.ts';
import type { Manifest } from './parse.ts';
import { at, isFields, isGiven, itemsOf, type Place, placeOf, textOf } from './place.ts';
import { compose } from './yaml/compose.ts';

/**
 * The files that a kustomization uses as patches: they hold pieces of objects, so nothing in them can be missing.
 * `file` is the kustomization's own path, with forward slashes; so are the results. In a file of that name kind and apiVersion may be left out.
 */
export function fragmentsOf(file: string, manifest: Manifest): string[] {
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  return kustomizationsIn(file, manifest)
    .flatMap(patchPaths)
    .map(path => normalized(folder + path));
}

/** What the kustomizations in a file finish. `file` is their own path, with forward slashes; so are the results. */
export function finishingsIn(file: string, manifest: Manifest): Finishing[] {
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  return kustomizationsIn(file, manifest)
    .map(place => finishingOf(place, path => normalized(folder + path)))
    .filter(({ resources }) => resources.length > 0);
}

/** The ConfigMaps and Secrets that a kustomization makes, by the names under which others refer to them. */
export function generatedBy(file: string, manifest: Manifest): Named[] {
  const made = (place: Place, list: string, kind: string) =>
    itemsOf(at(place, list)).map(item => ({
      kind,
      name: textOf(at(item, 'name')) ?? '',
      namespace: textOf(at(item, 'namespace')),
    }));
  return kustomizationsIn(file, manifest)
    .flatMap(place => [...made(place, 'configMapGenerator', 'ConfigMap'), ...made(place, 'secretGenerator', 'Secret')])
    .filter(({ name }) => name !== '');
}

function kustomizationsIn(file: string, { documents }: Manifest): Place[] {
  const isNamed = /(?:^|\/)kustomization(?:\.ya?ml)?$/i.test(file);
  return documents
    .flatMap(({ content }) => (isNamed ? [compose(content.text).value] : ofThatKind(content)))
    .map(value => placeOf(isFields(value) ? value : {}));
}

function ofThatKind({ objects }: Content): unknown[] {
  return objects.filter(({ kind }) => kind === 'Kustomization' || kind === 'Component').map(({ value }) => value);
}

/** What strategic merge patches say to kustomize and the API server, as keys. */
const DIRECTIVE = /(?:^|[\s{,"'-])\$(?:patch|retainKeys|setElementOrder\/\w+|deleteFromPrimitiveList\/\w+)["']?[ \t]*:/;

/** Whether a document says of itself that it is a patch (`$patch: delete`), or is called one and lacks what an object needs. */
export function isPatch(file: string, { text, objects }: Content): boolean {
  // Asked for every document after every keystroke, so what nearly none has is looked for first.
  if (text.includes('$') && DIRECTIVE.test(text)) return true;
  const name = file.slice(file.lastIndexOf('/') + 1);
  return /(?:^|[-_.])patch(?:es)?(?:[-_.]|$)/i.test(name) && !objects.every(isWhole);
}

/** Whether an object has what nobody would repeat in a patch. */
function isWhole({ kind, value }: ContentObject): boolean {
  const spec = at(placeOf(value), 'spec');
  switch (kind) {
    case 'StatefulSet':
    case 'Deployment': {
      const containers = itemsOf(at(spec, 'template', 'spec', 'containers'));
      return isGiven(at(spec, 'selector')) && containers.some(container => isGiven(at(container, 'image')));
    }
    case 'Service':
      return isGiven(at(spec, 'ports')) && isGiven(at(spec, 'selector'));
    case 'PersistentVolumeClaim':
      return isGiven(at(spec, 'accessModes'));
    case 'PersistentVolume':
      return isGiven(at(spec, 'capacity'));
    default:
      return true;
  }
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
