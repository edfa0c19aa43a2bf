import { serviceSelects } from '../../core/labels.ts';
import type { ContentObject } from '../../core/manifest/content.ts';
import type { ManifestDocument } from '../../core/manifest/parse.ts';
import type { Path } from '../../core/manifest/path.ts';
import { at, itemsOf, type Place, placeOf, textOf, textsOf } from '../../core/manifest/place.ts';
import { folderOf } from '../../core/manifest/workspace.ts';
import { addToMap, appendDocument, replaceScalar, scalarText, type TextEdit } from '../edit.ts';
import { objectOf } from '../object-at.ts';
import { type FixInput, type FixMaker, fix, valueOfFinding } from './fix.ts';

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

/** `clusterIP: None`, where the Service stands in the same file and nothing about it needs an address. */
export const headlessFix: FixMaker = input => {
  const found = serviceOf(input);
  if (found === undefined) return [];
  const edit = headlessEdit(found.document, found.path, found.spec);
  return [fix('fix-headless', { service: valueOfFinding(input.diagnostic, 'service') }, [edit])];
};

/** The edit that makes a Service headless; `undefined` where it is, or where something about it needs an address. */
export function headlessEdit(document: ManifestDocument, path: Path, spec: Place): TextEdit | undefined {
  const type = textOf(at(spec, 'type')) ?? 'ClusterIP';
  const needsAddress = itemsOf(at(spec, 'ports')).some(port => at(port, 'nodePort').value !== undefined);
  if (type !== 'ClusterIP' || needsAddress || at(spec, 'clusterIP').value !== undefined) return undefined;
  return addToMap(document, path, ['clusterIP: None']);
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
  return [fix('fix-service-selector', { service: valueOfFinding(input.diagnostic, 'service'), key, value }, [edit])];
};

/** A Service of the same file, with the way to its spec. */
export interface ServiceHere {
  readonly document: ManifestDocument;
  readonly path: (string | number)[];
  readonly spec: Place;
}

/** The Service that a finding speaks of, if it stands in the same file. */
export function serviceOf({ diagnostic, documents }: FixInput): ServiceHere | undefined {
  const [related] = diagnostic.related;
  for (const document of documents) {
    const object = document.content.objects.find(({ kind, name }) => kind === 'Service' && name === related?.name);
    if (object !== undefined)
      return { document, path: [...object.prefix, 'spec'], spec: at(placeOf(object.value), 'spec') };
  }
  return undefined;
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
