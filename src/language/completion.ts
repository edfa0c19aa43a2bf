import type { ManifestObject } from '../core/manifest/parse.ts';
import { documentAt, type Manifest, type ManifestDocument } from '../core/manifest/parse.ts';
import type { Place } from '../core/manifest/place.ts';
import { ownerAt } from '../core/manifest/schema/walk.ts';
import { labelProposals } from './completion/labels.ts';
import { containersOf, type Names, namesFor } from './completion/names.ts';
import { type Proposal, plain } from './completion/proposal.ts';
import type { Home } from './diagnostics.ts';
import { nodeAt } from './edit.ts';
import { type FieldHelp, fieldProposals, isBoolean } from './field-help.ts';
import type { Knowledge } from './knowledge.ts';
import { permittedValues, usualValues } from './permitted.ts';
import { type Typing, typingAt } from './typing.ts';

/** A proposal for the word under the cursor. */
export interface Completion extends Proposal {
  readonly start: number;
  readonly end: number;
}

/** What completion looks things up in, beside the text. */
export interface CompletionSources {
  readonly help: FieldHelp;
  readonly home?: Home | undefined;
  readonly knowledge?: Knowledge | undefined;
}

/**
 * What may stand at an offset: permitted values, the names of other things (Services, volumes, ports, classes, ConfigMaps, labels), and the
 * fields that may be added. The best first. `manifest` may be an older reading of the text; only its names are used.
 */
export function complete(text: string, offset: number, manifest: Manifest, sources: CompletionSources): Completion[] {
  const typing = typingAt(text, offset);
  const document = documentAt(manifest, offset);
  if (typing === undefined || document === undefined || document.content.state === 'template') return [];
  const object = objectAt(document, offset);
  const kind = object?.kind ?? /^kind:[ \t]*(\w+)/m.exec(document.content.text)?.[1] ?? '';
  const path = withoutList(typing.path);
  // An item of a list is no key, even if it may become one.
  const isValue = typing.at === 'value' || path.at(-1) === '#';
  const proposals = isValue
    ? valueProposals(kind, path, namesAt(document, object, offset, sources), sources.help)
    : labelProposals(kind, path.join('.'), object, sources.home?.workspace);
  const unique = new Map(
    [...proposals, ...fieldsOrFlags(sources.help, kind, path, typing, text)].map(proposal => [
      proposal.label,
      proposal,
    ]),
  );
  const { start, end } = typing;
  return [...unique.values()]
    .filter(({ label }) => label !== typing.word)
    .map(proposal => ({ ...proposal, start, end }));
}

function objectAt(document: ManifestDocument, offset: number): ManifestObject | undefined {
  const { content, start } = document;
  const object = content.objects.findLast(({ node }) => node !== undefined && node.start + start <= offset);
  return object === undefined ? undefined : { ...object, document };
}

function namesAt(
  document: ManifestDocument,
  object: ManifestObject | undefined,
  offset: number,
  { home, knowledge }: CompletionSources,
): Names {
  return { object, container: containerAt(document, object, offset), workspace: home?.workspace, knowledge };
}

/** The container in which an offset lies: the last that begins before it, since what is half typed may stand behind its end. */
function containerAt(
  { content, start }: ManifestDocument,
  object: ManifestObject | undefined,
  offset: number,
): Place | undefined {
  if (object === undefined) return undefined;
  const begun = containersOf(object).map(container => ({
    container,
    at: nodeAt(content, [...object.prefix, ...container.path])?.start ?? Number.POSITIVE_INFINITY,
  }));
  return begun
    .filter(({ at }) => at + start <= offset)
    .sort((one, other) => one.at - other.at)
    .at(-1)?.container;
}

function valueProposals(kind: string, path: readonly string[], names: Names, { fields }: FieldHelp): Proposal[] {
  const owner = ownerAt(fields, kind, path);
  const found = owner === undefined ? [] : namesFor(owner.struct, owner.field, names);
  return [...found, ...[...permittedValues(fields, kind, path), ...usualValues(fields, kind, path)].map(plain)];
}

function fieldsOrFlags(
  help: FieldHelp,
  kind: string,
  path: readonly string[],
  typing: Typing,
  text: string,
): Proposal[] {
  if (typing.at === 'value') return isBoolean(help, kind, path) ? ['true', 'false'].map(plain) : [];
  const indent = ' '.repeat(typing.column);
  const isKeyAlready = /^["']?[ \t]*:/.test(text.slice(typing.end, typing.end + 20));
  return fieldProposals(help, kind, path, typing.siblings).map(({ name, after, type, meaning }) => ({
    label: name,
    newText: isKeyAlready ? name : name + after.replaceAll('\n', `\n${indent}`),
    detail: { code: type, values: {} },
    meaning,
  }));
}

/** Inside a `List` the path of an item begins with the list's own steps. */
function withoutList(path: readonly string[]): readonly string[] {
  return path[0] === 'items' && path[1] === '#' ? path.slice(2) : path;
}
