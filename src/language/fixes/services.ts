import { serviceSelects } from '../../core/labels.ts';
import type { ContentObject } from '../../core/manifest/content.ts';
import { nearest } from '../../core/manifest/nearest.ts';
import type { ManifestDocument } from '../../core/manifest/parse.ts';
import type { Path } from '../../core/manifest/path.ts';
import { at, entriesOf, itemsOf, type Place, placeOf, textOf, textsOf } from '../../core/manifest/place.ts';
import { folderOf } from '../../core/manifest/workspace.ts';
import {
  addToMap,
  appendDocument,
  entryAt,
  nodeAt,
  replaceScalar,
  scalarText,
  shifted,
  type TextEdit,
} from '../edit.ts';
import { objectOf } from '../object-at.ts';
import { type FixInput, type FixMaker, fix, fixAt, valueOfFinding } from './fix.ts';

/** No Service of that name: another one was meant, or it is still to be written. */
export const missingServiceFix: FixMaker = ({ diagnostic, document, documents }) => {
  const meant = valueOfFinding(diagnostic, 'meant');
  const rename = meant === '' ? undefined : replaceScalar(document, diagnostic.path, meant);
  const service = valueOfFinding(diagnostic, 'service');
  const set = objectOf(document, diagnostic.path);
  const create = set === undefined ? undefined : serviceEdit(set, document, documents, service);
  return [fix('fix-set-value', { value: meant }, [rename]), fix('fix-create-service', { service }, [create])];
};

/** The headless Service of the same file or folder that selects the pods already. */
export const serviceNameFix: FixMaker = ({ diagnostic, document, home }) => {
  const set = objectOf(document, diagnostic.path);
  if (set === undefined || home === undefined) return [];
  const labels = textsOf(at(placeOf(set.value), 'spec', 'template', 'metadata', 'labels'));
  const fitting = home.workspace.list('Service', set.namespace).filter(({ file, object }) => {
    const spec = at(placeOf(object.value), 'spec');
    const isHeadless = at(spec, 'clusterIP').value === 'None';
    return (
      folderOf(file) === folderOf(home.file) && isHeadless && serviceSelects(textsOf(at(spec, 'selector')), labels)
    );
  });
  const [service, ...more] = fitting.map(({ object }) => object.name);
  if (service === undefined || more.length > 0) return [];
  const line = `serviceName: ${scalarText(service)}`;
  const edit = replaceScalar(document, diagnostic.path, service) ?? addToMap(document, [...set.prefix, 'spec'], [line]);
  return [fix('fix-add-line', { line }, [edit], true)];
};

/** `clusterIP: None`, where nothing about the Service needs an address. Its clients are told what that means for them. */
export const headlessFix: FixMaker = input => {
  const found = serviceOf(input);
  if (found === undefined) return [];
  const edit = headlessEdit(found.document, found.path, found.spec);
  const set = objectOf(input.document, input.diagnostic.path);
  const { code, values } = headlessTitle(valueOfFinding(input.diagnostic, 'service'), found.spec, set);
  return [fixAt(found, code, values, [edit])];
};

/** What making a Service headless means: clients get the pods' own addresses, where nothing turns the Service's port into theirs. */
export function headlessTitle(
  service: string,
  spec: Place,
  set: ContentObject | undefined,
): { readonly code: string; readonly values: Record<string, string | number> } {
  const pod = set === undefined ? undefined : at(placeOf(set.value), 'spec', 'template', 'spec');
  const declared = pod === undefined ? [] : itemsOf(at(pod, 'containers')).flatMap(one => itemsOf(at(one, 'ports')));
  for (const place of itemsOf(at(spec, 'ports'))) {
    const port = at(place, 'port').value;
    const target = at(place, 'targetPort').value;
    const named = declared.find(one => at(one, 'name').value === target);
    const reached = typeof target === 'number' ? target : named === undefined ? port : at(named, 'containerPort').value;
    if (typeof port === 'number' && typeof reached === 'number' && reached !== port)
      return { code: 'fix-headless-ports', values: { service, port, target: reached } };
  }
  return { code: 'fix-headless', values: { service } };
}

/** The edit that makes a Service headless; `undefined` where it is, or where something about it needs an address. */
export function headlessEdit(document: ManifestDocument, path: Path, spec: Place): TextEdit | undefined {
  const type = textOf(at(spec, 'type')) || 'ClusterIP';
  const needsAddress = itemsOf(at(spec, 'ports')).some(port => at(port, 'nodePort').value !== undefined);
  const address = at(spec, 'clusterIP').value;
  if (type !== 'ClusterIP' || needsAddress) return undefined;
  if (address === '') return replaceWhole(document, [...path, 'clusterIP'], 'None');
  if (address !== undefined) return undefined;
  const misspelt = entriesOf(spec).find(([key]) => isMisspelt(key));
  if (misspelt === undefined) return addToMap(document, path, ['clusterIP: None']);
  const entry = entryAt(document.content, [...path, misspelt[0]]);
  const { value } = misspelt[1];
  // An address that is written there was meant.
  if (entry?.node.type !== 'scalar' || !(value === null || value === '' || /^none$/i.test(String(value))))
    return undefined;
  const end = Math.max(entry.node.end, document.content.text.indexOf(':', entry.keyEnd) + 1);
  return shifted(document, { start: entry.keyStart, end, newText: 'clusterIP: None' });
}

/** Whether a key of a Service's spec can only be `clusterIP` with a slip in it. */
function isMisspelt(key: string): boolean {
  return !ADDRESSES.includes(key) && nearest(key, ADDRESSES) === ADDRESSES[0];
}

const ADDRESSES: readonly string[] = ['clusterIP', 'clusterIPs', 'externalIPs'];

/** An empty text in quotes becomes a plain word. */
function replaceWhole(document: ManifestDocument, path: Path, newText: string): TextEdit | undefined {
  const node = nodeAt(document.content, path);
  return node?.type === 'scalar' ? shifted(document, { start: node.start, end: node.end, newText }) : undefined;
}

/** The Service's selector takes the label of the pods. */
export const serviceSelectorFix: FixMaker = input => {
  const found = serviceOf(input);
  const set = objectOf(input.document, input.diagnostic.path);
  const key = valueOfFinding(input.diagnostic, 'key');
  if (found === undefined || set === undefined) return [];
  const labels = textsOf(at(placeOf(set.value), 'spec', 'template', 'metadata', 'labels'));
  const value = Object.hasOwn(labels, key) ? (labels[key] ?? '') : '';
  const edit = replaceScalar(found.document, [...found.path, 'selector', key], value);
  const values = { service: valueOfFinding(input.diagnostic, 'service'), key, value };
  return [fixAt(found, 'fix-service-selector', values, [edit])];
};

/** A Service with the way to its spec, and the file that it stands in if that is another one. */
export interface ServiceFound {
  readonly document: ManifestDocument;
  readonly path: (string | number)[];
  readonly spec: Place;
  readonly file: string | undefined;
  readonly text: string;
}

/** The Service that a finding speaks of: in the same file, else the only one of that name around it. */
export function serviceOf({ diagnostic, document, documents, home }: FixInput): ServiceFound | undefined {
  const name = diagnostic.related.find(({ kind }) => kind === 'Service')?.name;
  if (name === undefined) return undefined;
  for (const here of documents) {
    const object = here.content.objects.find(one => one.kind === 'Service' && one.name === name);
    if (object !== undefined) return { ...whereIn(here, object), file: undefined, text: '' };
  }
  const namespace = objectOf(document, diagnostic.path)?.namespace;
  const [found, ...more] = home?.workspace.find('Service', namespace, name) ?? [];
  const manifest = found === undefined || more.length > 0 ? undefined : home?.workspace.manifestOf(found.file);
  const there = manifest?.documents[found?.document ?? -1];
  if (found === undefined || manifest === undefined || there === undefined) return undefined;
  return { ...whereIn(there, found.object), file: found.file, text: manifest.text };
}

function whereIn(document: ManifestDocument, { prefix, value }: ContentObject) {
  return { document, path: [...prefix, 'spec'], spec: at(placeOf(value), 'spec') };
}

/** A headless Service for the pods of a set as a document of its own, at the end of the file. */
export function serviceEdit(
  set: ContentObject,
  document: ManifestDocument,
  documents: readonly ManifestDocument[],
  name: string,
): TextEdit | undefined {
  const template = at(placeOf(set.value), 'spec', 'template');
  const labels = Object.entries(textsOf(at(template, 'metadata', 'labels')));
  if (labels.length === 0) return undefined;
  return appendDocument(document, documents, [
    'apiVersion: v1',
    'kind: Service',
    'metadata:',
    `  name: ${scalarText(name)}`,
    ...(set.namespace === undefined ? [] : [`  namespace: ${scalarText(set.namespace)}`]),
    'spec:',
    '  clusterIP: None',
    '  selector:',
    ...labels.map(([key, value]) => `    ${scalarText(key)}: ${scalarText(value)}`),
    ...portLines(template),
  ]);
}

/** One port of the Service for each named or numbered port of the pods; a headless Service may do without any. */
function portLines(template: Place): string[] {
  const ports = itemsOf(at(template, 'spec', 'containers')).flatMap(container => itemsOf(at(container, 'ports')));
  const seen = new Set<string>();
  const lines: string[] = [];
  for (const port of ports) {
    const number = at(port, 'containerPort').value;
    const protocol = textOf(at(port, 'protocol')) ?? 'TCP';
    const name = textOf(at(port, 'name')) ?? `port-${String(number)}`;
    if (typeof number !== 'number' || seen.has(name) || seen.has(`${number}/${protocol}`)) continue;
    seen.add(name).add(`${number}/${protocol}`);
    lines.push(
      `    - name: ${scalarText(name)}`,
      `      port: ${number}`,
      ...(protocol === 'TCP' ? [] : [`      protocol: ${protocol}`]),
    );
  }
  return lines.length === 0 ? [] : ['  ports:', ...lines];
}
