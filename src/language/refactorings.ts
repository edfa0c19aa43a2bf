import { selects, serviceSelects } from '../core/labels.ts';
import type { ContentObject } from '../core/manifest/content.ts';
import { underCursor } from '../core/manifest/cursor.ts';
import { documentAt, type Manifest, type ManifestDocument } from '../core/manifest/parse.ts';
import type { Path } from '../core/manifest/path.ts';
import { at, isGiven, itemsOf, type Place, placeOf, textOf, textsOf } from '../core/manifest/place.ts';
import { selectorAt } from '../core/manifest/rules/selector.ts';
import { mountableVolumes } from '../core/manifest/volume-names.ts';
import type { Home } from './diagnostics.ts';
import { addItem, addToMap, appendDocument, scalarText } from './edit.ts';
import { type Fix, fix } from './fixes/fix.ts';
import { probeLines } from './fixes/probe.ts';
import { headlessEdit, headlessTitle, serviceEdit } from './fixes/services.ts';

/**
 * Changes that are worth offering at an offset of a file although nothing is wrong there: what a set usually has and this one has not. All of
 * them at the lines that say what an object is, each at the fields that it is about, and none elsewhere; and none that cannot be written
 * without guessing.
 */
export function refactoringsAt(manifest: Manifest, offset: number, home?: Home): Fix[] {
  const document = documentAt(manifest, offset);
  if (document === undefined) return [];
  const path = underCursor(document, offset)?.path;
  const object = path === undefined ? undefined : objectAt(document, path);
  if (path === undefined || object === undefined || !object.checked) return [];
  const input: Input = { manifest, document, object, home, path };
  const place = general(path.slice(object.prefix.length));
  const made = (offers[object.kind] ?? []).filter(({ at: where }) => HEAD.test(place) || where.test(place));
  return made.map(({ make }) => make(input)).filter(one => one !== undefined);
}

/** The lines that say what an object is. */
const HEAD = /^(?:apiVersion|kind|metadata|metadata\.name)$/;

interface Offer {
  /** Paths, with `#` for the items of lists. */
  readonly at: RegExp;
  readonly make: (input: Input) => Fix | undefined;
}

const offers: Readonly<Record<string, readonly Offer[]>> = {
  StatefulSet: [
    { at: /^spec\.serviceName$/, make: createService },
    {
      at: /^spec\.(?:volumeClaimTemplates|template\.spec\.(?:volumes|containers\.#\.volumeMounts))(?:\.|$)/,
      make: addClaim,
    },
    { at: /^spec\.template\.spec\.containers(?:\.#(?:\.(?:name|image|ports|\w+Probe))?)?$/, make: addProbe },
    { at: /^spec\.replicas$/, make: addBudget },
  ],
  Service: [{ at: /^spec(?:\.(?:clusterIP|type))?$/, make: makeHeadless }],
};

/** A path with `#` for every index, and dots between. */
function general(path: Path): string {
  return path.map(step => (typeof step === 'number' ? '#' : step)).join('.');
}

interface Input {
  readonly manifest: Manifest;
  readonly document: ManifestDocument;
  readonly object: ContentObject;
  readonly home: Home | undefined;
  readonly path: Path;
}

/** Of a document with several objects the one under the cursor, of any other the only one. */
function objectAt({ content }: ManifestDocument, path: Path): ContentObject | undefined {
  const [only, ...more] = content.objects;
  if (more.length === 0) return only;
  return content.objects.find(({ prefix }) => prefix.every((step, index) => step === path[index]));
}

/** The headless Service that gives the pods of a set their names, where no Service has its name. */
function createService({ manifest, document, object, home }: Input): Fix | undefined {
  const spec = at(placeOf(object.value), 'spec');
  const name = textOf(at(spec, 'serviceName')) || object.name;
  if (name === '' || othersOf(manifest, home, 'Service').some(other => other.name === name)) return undefined;
  const named = isGiven(at(spec, 'serviceName')) && at(spec, 'serviceName').value !== '';
  const link = named ? [] : [addToMap(document, [...object.prefix, 'spec'], [`serviceName: ${scalarText(name)}`])];
  const service = serviceEdit(object, document, manifest.documents, name);
  return fix('fix-create-service', { service: name }, [service, ...link]);
}

function makeHeadless({ manifest, document, object, home }: Input): Fix | undefined {
  const spec = at(placeOf(object.value), 'spec');
  const edit = headlessEdit(document, [...object.prefix, 'spec'], spec);
  const selector = textsOf(at(spec, 'selector'));
  const set = othersOf(manifest, home, 'StatefulSet').find(other =>
    serviceSelects(selector, textsOf(at(placeOf(other.value), 'spec', 'template', 'metadata', 'labels'))),
  );
  const { code, values } = headlessTitle(object.name, spec, set);
  return fix(code, values, [edit]);
}

/** What sets keep, the most usual first. */
const CLAIMS = ['data', 'logs', 'cache', 'backup'] as const;

/** A claim template for what the set does not keep yet, mounted in the first container. */
function addClaim({ document, object }: Input): Fix | undefined {
  const spec = at(placeOf(object.value), 'spec');
  const [container] = itemsOf(at(spec, 'template', 'spec', 'containers'));
  if (container === undefined) return undefined;
  const taken = new Set(mountableVolumes(object.value).map(volume => volume.name));
  const mounts = new Set(itemsOf(at(container, 'volumeMounts')).map(mount => textOf(at(mount, 'mountPath'))));
  const name = CLAIMS.find(claim => !taken.has(claim) && !mounts.has(`/${claim}`));
  if (name === undefined) return undefined;
  const mountPath = `/${name}`;
  const claim = [
    'metadata:',
    `  name: ${name}`,
    'spec:',
    '  accessModes:',
    '    - ReadWriteOnce',
    '  resources:',
    '    requests:',
    '      storage: 10Gi',
  ];
  const edits = [
    addItem(document, [...object.prefix, ...container.path], 'volumeMounts', [
      `name: ${name}`,
      `mountPath: ${mountPath}`,
    ]),
    addItem(document, [...object.prefix, 'spec'], 'volumeClaimTemplates', claim),
  ];
  return fix('refactor-claim', { claim: name, path: mountPath }, edits);
}

/** For the container under the cursor, or the first one. */
function addProbe({ document, object, path }: Input): Fix | undefined {
  const containers = itemsOf(at(placeOf(object.value), 'spec', 'template', 'spec', 'containers'));
  const own = path.slice(object.prefix.length);
  const container = containers.find(place => place.path.every((step, index) => step === own[index])) ?? containers[0];
  const lines = container === undefined ? undefined : probeLines(container);
  if (container === undefined || lines === undefined) return undefined;
  const edit = addToMap(document, [...object.prefix, ...container.path], lines);
  return fix('refactor-readiness-probe', { container: textOf(at(container, 'name')) ?? '' }, [edit]);
}

/** One pod at a time, for a set of several pods that no budget is for yet. */
function addBudget({ manifest, document, object, home }: Input): Fix | undefined {
  const spec = at(placeOf(object.value), 'spec');
  const replicas = at(spec, 'replicas').value;
  const labels = textsOf(at(spec, 'template', 'metadata', 'labels'));
  const wanted = Object.entries(textsOf(at(spec, 'selector', 'matchLabels')));
  if (typeof replicas !== 'number' || replicas < 2 || wanted.length === 0 || object.name === '') return undefined;
  const isCovered = othersOf(manifest, home, 'PodDisruptionBudget').some(({ value }) =>
    selects(selectorOf(placeOf(value)), labels),
  );
  if (isCovered) return undefined;
  const lines = [
    'apiVersion: policy/v1',
    'kind: PodDisruptionBudget',
    'metadata:',
    `  name: ${scalarText(object.name)}`,
    ...(object.namespace === undefined ? [] : [`  namespace: ${scalarText(object.namespace)}`]),
    'spec:',
    '  maxUnavailable: 1',
    '  selector:',
    '    matchLabels:',
    ...wanted.map(([key, value]) => `      ${scalarText(key)}: ${scalarText(value)}`),
  ];
  return fix('refactor-budget', { set: object.name }, [appendDocument(document, manifest.documents, lines)]);
}

/** The objects of a kind in the same file, and around it as far as is known. */
function othersOf({ documents }: Manifest, home: Home | undefined, kind: string): ContentObject[] {
  const here = documents.flatMap(({ content }) => content.objects).filter(object => object.kind === kind);
  const around = home === undefined ? [] : home.workspace.list(kind, undefined).map(({ object }) => object);
  return [...here, ...around];
}

function selectorOf(object: Place) {
  const selector = at(object, 'spec', 'selector');
  return isGiven(selector) ? selectorAt(selector) : undefined;
}
