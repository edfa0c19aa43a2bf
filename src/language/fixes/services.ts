import type { ManifestDocument } from '../../core/manifest/parse.ts';
import { at, itemsOf, type Place, placeOf, textOf, textsOf } from '../../core/manifest/place.ts';
import { addToMap, lineEndOf, replaceScalar, scalarText, type TextEdit } from '../edit.ts';
import { objectOf } from '../object-at.ts';
import { type FixInput, type FixMaker, fix, valueOfFinding } from './fix.ts';

/** No Service of that name: another one was meant, or it is still to be written. */
export const missingServiceFix: FixMaker = ({ diagnostic, document, documents }) => {
  const meant = valueOfFinding(diagnostic, 'meant');
  const rename = meant === '' ? undefined : replaceScalar(document, diagnostic.path, meant);
  const service = valueOfFinding(diagnostic, 'service');
  return [
    fix('fix-set-value', { value: meant }, [rename]),
    fix('fix-create-service', { service }, [serviceEdit(diagnostic.path, document, documents, service)]),
  ];
};

/** `clusterIP: None`, where the Service stands in the same file and nothing about it needs an address. */
export const headlessFix: FixMaker = input => {
  const found = serviceOf(input);
  if (found === undefined) return [];
  const { document, path, spec } = found;
  const type = textOf(at(spec, 'type')) ?? 'ClusterIP';
  const needsAddress = itemsOf(at(spec, 'ports')).some(port => at(port, 'nodePort').value !== undefined);
  if (type !== 'ClusterIP' || needsAddress || at(spec, 'clusterIP').value !== undefined) return [];
  return [
    fix('fix-headless', { service: valueOfFinding(input.diagnostic, 'service') }, [
      addToMap(document, path, ['clusterIP: None']),
    ]),
  ];
};

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

interface ServiceHere {
  readonly document: ManifestDocument;
  readonly path: (string | number)[];
  readonly spec: Place;
}

/** The Service that a finding speaks of, if it stands in the same file. */
function serviceOf({ diagnostic, documents }: FixInput): ServiceHere | undefined {
  const [related] = diagnostic.related;
  for (const document of documents) {
    const object = document.content.objects.find(({ kind, name }) => kind === 'Service' && name === related?.name);
    if (object !== undefined)
      return { document, path: [...object.prefix, 'spec'], spec: at(placeOf(object.value), 'spec') };
  }
  return undefined;
}

/** A headless Service for the pods of a set as a document of its own, at the end of the file. */
function serviceEdit(
  path: readonly (string | number)[],
  document: ManifestDocument,
  documents: readonly ManifestDocument[],
  name: string,
): TextEdit | undefined {
  const set = objectOf(document, path);
  const last = documents.at(-1);
  if (set === undefined || last === undefined) return undefined;
  const template = at(placeOf(set.value), 'spec', 'template');
  const labels = Object.entries(textsOf(at(template, 'metadata', 'labels')));
  if (labels.length === 0) return undefined;
  const end = last.start + last.content.text.length;
  const newline = lineEndOf(document.content.text);
  const lines = [
    ...(/\n$/.test(last.content.text) ? [] : ['']),
    '---',
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
  ];
  return { start: end, end, newText: lines.join(newline) + newline };
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
