import type { ContentObject } from '../core/manifest/content.ts';
import { documentAt, type Manifest } from '../core/manifest/parse.ts';
import { at, itemsOf, placeOf, textOf, textsOf } from '../core/manifest/place.ts';
import { mountableVolumes } from '../core/manifest/volume-names.ts';
import type { Home } from './diagnostics.ts';
import { scalarText } from './edit.ts';
import { type FieldHelp, fieldProposals, isBoolean } from './field-help.ts';
import type { Knowledge } from './knowledge.ts';
import { permittedValues } from './permitted.ts';
import { type Typing, typingAt } from './typing.ts';

/** A proposal for the word under the cursor. */
export interface Completion {
  readonly label: string;
  readonly start: number;
  readonly end: number;
  readonly newText: string;
  /** What stands behind the word, for `say.data`; nothing for a permitted value, which speaks for itself. */
  readonly detail: { readonly code: string; readonly values: Readonly<Record<string, string>> } | undefined;
  /** What Kubernetes says of a field, in English. */
  readonly meaning?: string;
}

type Proposal = Omit<Completion, 'start' | 'end'>;

/**
 * What may stand at an offset: permitted values, the names of other things (Services, volumes, classes, labels), and with `help` the fields
 * that may be added. The best first.
 * `manifest` may be an older reading of the text; only its names are used.
 */
export function complete(
  text: string,
  offset: number,
  manifest: Manifest,
  home?: Home,
  knowledge?: Knowledge,
  help?: FieldHelp,
): Completion[] {
  const typing = typingAt(text, offset);
  const document = documentAt(manifest, offset);
  if (typing === undefined || document === undefined || document.content.state === 'template') return [];
  const object = document.content.objects.findLast(
    ({ node }) => node !== undefined && node.start + document.start <= offset,
  );
  const kind = object?.kind ?? /^kind:[ \t]*(\w+)/m.exec(document.content.text)?.[1] ?? '';
  const steps = withoutList(typing.path);
  const path = steps.join('.');
  // An item of a list is no key, even if it may become one.
  const isValue = typing.at === 'value' || path.endsWith('#');
  const proposals = isValue
    ? valueProposals(kind, path, object, home, knowledge)
    : labelProposals(kind, path, object, home);
  const fields = help === undefined ? [] : fieldsOrFlags(help, kind, steps, typing, text);
  const unique = new Map([...proposals, ...fields].map(proposal => [proposal.label, proposal]));
  return [...unique.values()]
    .filter(({ label }) => label !== typing.word)
    .map(proposal => ({ ...proposal, ...rangeOf(typing) }));
}

function fieldsOrFlags(
  help: FieldHelp,
  kind: string,
  path: readonly string[],
  typing: Typing,
  text: string,
): Proposal[] {
  if (typing.at === 'value') return isBoolean(help, kind, path) ? ['true', 'false'].map(value => plain(value)) : [];
  const indent = ' '.repeat(typing.column);
  const isKeyAlready = /^["']?[ \t]*:/.test(text.slice(typing.end, typing.end + 20));
  return fieldProposals(help, kind, path, typing.siblings).map(({ name, after, type, meaning }) => ({
    label: name,
    newText: isKeyAlready ? name : name + after.replaceAll('\n', `\n${indent}`),
    detail: { code: type, values: {} },
    meaning,
  }));
}

function valueProposals(
  kind: string,
  path: string,
  object: ContentObject | undefined,
  home: Home | undefined,
  knowledge: Knowledge | undefined,
): Proposal[] {
  if (kind === 'StatefulSet' && path === 'spec.serviceName') return services(object, home, knowledge);
  if (/\.volume(Mounts|Devices)\.#\.name$/.test(path)) return object === undefined ? [] : volumes(object);
  if (path.endsWith('storageClassName')) return classes(home, knowledge);
  if (path.endsWith('persistentVolumeClaim.claimName')) return claims(object, home);
  return permittedValues(kind, path).map(value => plain(value));
}

function services(
  object: ContentObject | undefined,
  home: Home | undefined,
  knowledge: Knowledge | undefined,
): Proposal[] {
  const files = home?.workspace.list('Service', object?.namespace) ?? [];
  const here = files.map(({ object: service }) => {
    const headless = at(placeOf(service.value), 'spec', 'clusterIP').value === 'None';
    return named(service.name, headless ? 'completion-service-headless' : 'completion-service', {});
  });
  const live = (knowledge?.services(object?.namespace) ?? []).map(({ name, headless }) =>
    named(name, headless ? 'completion-service-headless' : 'completion-service', {}),
  );
  return [...live, ...here];
}

function volumes(object: ContentObject): Proposal[] {
  return mountableVolumes(object.value).map(({ name, from }) => named(name, `completion-${from}`, {}));
}

/** Classes that are defined, those that volumes and claims of the folder name, and those of the cluster. */
function classes(home: Home | undefined, knowledge: Knowledge | undefined): Proposal[] {
  const defined = (home?.workspace.list('StorageClass', undefined) ?? []).map(({ object }) =>
    named(object.name, 'completion-class', {}),
  );
  const used = ['PersistentVolume', 'PersistentVolumeClaim', 'StatefulSet'].flatMap(kind => {
    return (home?.workspace.list(kind, undefined) ?? [])
      .flatMap(({ object }) => classNames(object))
      .map(name => named(name, 'completion-class-used', {}));
  });
  const live = (knowledge?.storageClasses() ?? []).map(({ name, isDefault }) =>
    named(name, isDefault ? 'completion-class-default' : 'completion-class', {}),
  );
  return [...used, ...defined, ...live];
}

function classNames({ value }: ContentObject): string[] {
  const spec = at(placeOf(value), 'spec');
  const places = [spec, ...itemsOf(at(spec, 'volumeClaimTemplates')).map(template => at(template, 'spec'))];
  return places.map(place => textOf(at(place, 'storageClassName')) ?? '').filter(name => name !== '');
}

function claims(object: ContentObject | undefined, home: Home | undefined): Proposal[] {
  return (home?.workspace.list('PersistentVolumeClaim', object?.namespace) ?? []).map(({ object: claim }) =>
    named(claim.name, 'completion-claim', {}),
  );
}

/** Labels of the other side: a selector takes those of the template, a template those of the selector, a Service or budget those of any pods. */
function labelProposals(
  kind: string,
  path: string,
  object: ContentObject | undefined,
  home: Home | undefined,
): Proposal[] {
  const template = ['spec', 'template', 'metadata', 'labels'];
  const workload = object === undefined ? undefined : placeOf(object.value);
  if (kind === 'StatefulSet' || kind === 'Deployment') {
    if (workload === undefined) return [];
    if (path === 'spec.selector.matchLabels') return labels(textsOf(at(workload, ...template)), object?.name ?? '');
    if (path === template.join('.'))
      return labels(textsOf(at(workload, 'spec', 'selector', 'matchLabels')), object?.name ?? '');
    return [];
  }
  const selectsPods =
    (kind === 'Service' && path === 'spec.selector') ||
    (kind === 'PodDisruptionBudget' && path === 'spec.selector.matchLabels');
  if (!selectsPods) return [];
  const workloads = ['StatefulSet', 'Deployment'].flatMap(of => home?.workspace.list(of, object?.namespace) ?? []);
  return workloads.flatMap(({ object: owner }) => labels(textsOf(at(placeOf(owner.value), ...template)), owner.name));
}

function labels(texts: Readonly<Record<string, string>>, owner: string): Proposal[] {
  return Object.entries(texts).map(([key, value]) => {
    const text = `${scalarText(key)}: ${scalarText(value)}`;
    return { label: text, newText: text, detail: { code: 'completion-label', values: { owner } } };
  });
}

function named(label: string, code: string, values: Readonly<Record<string, string>>): Proposal {
  return { label, newText: scalarText(label), detail: { code, values } };
}

function plain(label: string): Proposal {
  return { label, newText: label, detail: undefined };
}

/** Inside a `List` the path of an item begins with the list's own steps. */
function withoutList(path: readonly string[]): readonly string[] {
  return path[0] === 'items' && path[1] === '#' ? path.slice(2) : path;
}

function rangeOf({ start, end }: Typing): { readonly start: number; readonly end: number } {
  return { start, end };
}
