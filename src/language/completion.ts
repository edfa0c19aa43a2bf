import type { ManifestObject } from '../core/manifest/parse.ts';
import { documentAt, type Manifest, type ManifestDocument } from '../core/manifest/parse.ts';
import type { Place } from '../core/manifest/place.ts';
import { ownerAt, typeAt } from '../core/manifest/schema/walk.ts';
import { fieldProposals } from './completion/fields.ts';
import { headerProposals, kindAround } from './completion/header.ts';
import { labelProposals } from './completion/labels.ts';
import { containersOf, type Names, namesFor } from './completion/names.ts';
import { type Proposal, plain } from './completion/proposal.ts';
import { wholeProposals } from './completion/whole.ts';
import type { Home } from './diagnostics.ts';
import { nodeAt, type TextEdit } from './edit.ts';
import { type FieldHelp, isBoolean } from './field-help.ts';
import type { Knowledge } from './knowledge.ts';
import { permittedValues, usualValues } from './permitted.ts';
import { type Typing, typingAt } from './typing.ts';

/** A proposal for the word under the cursor. */
export interface Completion extends Proposal, TextEdit {}

/** What completion looks things up in, beside the text. */
export interface CompletionSources {
  readonly help: FieldHelp;
  readonly home?: Home | undefined;
  readonly knowledge?: Knowledge | undefined;
}

/**
 * What may stand at an offset: permitted values, the names of other things (Services, volumes, ports, classes, ConfigMaps, labels), and the
 * fields that may be added. The best first; whichever is taken, the document is none the worse. `manifest` may be an older reading of the
 * text; only its names are used.
 */
export function complete(text: string, offset: number, manifest: Manifest, sources: CompletionSources): Completion[] {
  const document = documentAt(manifest, offset);
  if (manifest.unread !== undefined || document?.content.state === 'template') return [];
  const typing = typingAt(text, offset);
  if (typing === undefined) return [];
  const object = document === undefined ? undefined : objectAt(document, offset);
  const kind = object?.kind ?? kindAround(text, offset);
  const path = withoutList(typing.path);
  // An item of a list is no key, even if it may become one.
  const isValue = typing.at === 'value' || path.at(-1) === '#';
  const names = document === undefined ? NO_NAMES : namesAt(document, object, offset, sources);
  const proposals = isValue
    ? valueProposals(kind, path, names, typing, sources.help)
    : labelProposals(kind, path.join('.'), object, sources.home?.workspace).filter(label => isNewLabel(label, typing));
  const all = [
    ...headerProposals(text, offset, path, typing, sources.help.fields),
    ...proposals,
    ...fieldsOrFlags(sources.help, kind, path, typing),
    ...wholeProposals(text, offset, path, typing),
  ];
  const unique = new Map(all.map(proposal => [proposal.label, proposal]));
  const { start, end, lead } = typing;
  return [...unique.values()]
    .filter(({ label, snippet }) => label !== typing.word || snippet !== undefined)
    .map(proposal => ({ ...proposal, newText: lead + proposal.newText, start, end }));
}

const NO_NAMES: Names = { object: undefined, container: undefined, workspace: undefined, knowledge: undefined };

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

function valueProposals(
  kind: string,
  path: readonly string[],
  names: Names,
  { at, isQuoted }: Typing,
  { fields }: FieldHelp,
): Proposal[] {
  const isList = at === 'value' && typeAt(fields, kind, path)?.form === 'list';
  if (isList && isQuoted) return [];
  const owner = ownerAt(fields, kind, path);
  const found = owner === undefined ? [] : namesFor(owner.struct, owner.field, names);
  const values = [...permittedValues(fields, kind, path), ...usualValues(fields, kind, path)].map(plain);
  return [...found, ...values].map(proposal => {
    if (isList) return { ...proposal, newText: `[${proposal.newText}]` };
    // What is in quotes needs none of its own.
    return isQuoted ? { ...proposal, newText: proposal.label } : proposal;
  });
}

function fieldsOrFlags(help: FieldHelp, kind: string, path: readonly string[], typing: Typing): Proposal[] {
  if (typing.at === 'key') return fieldProposals(help, kind, path, typing);
  return isBoolean(help, kind, path) && !typing.isQuoted ? ['true', 'false'].map(plain) : [];
}

/** A label is proposed with its value, so it goes where there is neither. */
function isNewLabel({ label }: Proposal, { siblings, held, hasColon, isQuoted }: Typing): boolean {
  const [key = ''] = label.split(': ');
  return !hasColon && !isQuoted && held.form === 'nothing' && !siblings.includes(key.replace(/^"(.*)"$/, '$1'));
}

/** Inside a `List` the path of an item begins with the list's own steps. */
function withoutList(path: readonly string[]): readonly string[] {
  return path[0] === 'items' && path[1] === '#' ? path.slice(2) : path;
}
