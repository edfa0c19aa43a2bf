import { Asked } from '../core/manifest/asked.ts';
import { type FindingCode, rules } from '../core/manifest/catalogue.ts';
import { type CheckOptions, checkObject } from '../core/manifest/check.ts';
import { checkAround } from '../core/manifest/check-around.ts';
import type { Content, ContentObject } from '../core/manifest/content.ts';
import type { Basis, Finding, FindingValues, Related, Severity } from '../core/manifest/finding.ts';
import { isFinished, mayBeFinished } from '../core/manifest/finishing.ts';
import { isPatch } from '../core/manifest/kustomize.ts';
import { locateIn, type TextRange } from '../core/manifest/locate.ts';
import type { Manifest, ManifestDocument } from '../core/manifest/parse.ts';
import type { Pasted } from '../core/manifest/pasted/pasted.ts';
import { formatPath, type Path } from '../core/manifest/path.ts';
import { shown } from '../core/manifest/rules/fields.ts';
import type { Workspace } from '../core/manifest/workspace.ts';
import { nodeAt } from './edit.ts';
import { ignoredIn } from './ignore.ts';
import { pastedContent } from './pasted.ts';

/** A finding at its place in a file. Offsets are UTF-16 units from the start of the file; `say.data` makes the sentence. */
export interface Diagnostic extends TextRange {
  readonly code: FindingCode;
  readonly basis: Basis;
  readonly severity: Severity;
  readonly values: FindingValues;
  /** Index of the document in the file. */
  readonly document: number;
  /** From the root of the document to the place underlined. */
  readonly path: Path;
  /** The same place as the API server names it. */
  readonly field: string;
  /** Other fields under which the API server reports the same fault once more. */
  readonly echoes: readonly string[];
  readonly related: readonly Related[];
}

/** Where a file stands among others. Without it only what a file says by itself is checked. */
export interface Home {
  /** The name under which the file was put into the workspace. */
  readonly file: string;
  readonly workspace: Workspace;
}

/** All diagnostics of a file, in order of place. What has been said about an unchanged document is not worked out again while `options` stay the same object. */
export function diagnose(manifest: Manifest, home?: Home, options: CheckOptions = NO_OPTIONS): Diagnostic[] {
  return manifest.documents.flatMap(document => diagnoseDocument(document, home, options));
}

/** The diagnostics of one document of a file. */
export function diagnoseDocument(
  document: ManifestDocument,
  home?: Home,
  options: CheckOptions = NO_OPTIONS,
): Diagnostic[] {
  const { content, index, start } = document;
  const isPiece = home !== undefined && isFragment(home, content);
  const said = alone(content, options);
  const local = isPiece ? said.filter(({ basis }) => basis === 'syntax') : said;
  const isWhole = !isPiece && pastedContent(content, options) === undefined;
  const beside = home === undefined || !isWhole ? [] : besideOthers(document, home);
  const homes = homesOf(local);
  const all = [...local, ...beside.filter(({ path }) => !homes.has(formatPath(path)))];
  return all
    .filter(found => home === undefined || !isFilledIn(home, found))
    .map(found => ({ ...found, document: index, start: found.start + start, end: found.end + start }))
    .sort((one, other) => one.start - other.start || one.end - other.end);
}

/** Where misspelled and misplaced fields belong: nothing else is said of those places until they stand there. */
function homesOf(local: readonly Local[]): ReadonlySet<string> {
  return new Set(
    local.flatMap(({ path, values: { home } }) => {
      if (typeof home !== 'string') return [];
      const isInList = path[0] === 'items' && typeof path[1] === 'number';
      return [isInList ? `${formatPath(path.slice(0, 2))}.${home}` : home];
    }),
  );
}

/** The page that explains a rule, from the root of the project. */
export function rulePage(code: FindingCode): string {
  return `docs/rules/${code}.md`;
}

type Local = Omit<Diagnostic, 'document'>;

const NO_OPTIONS: CheckOptions = {};

/** By document text and options, since that is all it depends on. */
const known = new WeakMap<Content, { readonly options: CheckOptions; readonly found: readonly Local[] }>();

function alone(content: Content, options: CheckOptions): readonly Local[] {
  const before = known.get(content);
  if (before?.options === options) return before.found;
  const pasted = pastedContent(content, options);
  if (pasted !== undefined) {
    const found = notIgnored(content, [withoutShape(content, pasted)]);
    known.set(content, { options, found });
    return found;
  }
  const faults = content.faults.map(({ code, start, end, path, values }): Local => {
    const { basis, severity } = rules[code];
    return { code, basis, severity, values, path, field: formatPath(path), echoes: [], related: [], start, end };
  });
  const findings = content.objects.flatMap(object =>
    object.checked ? place(content, object, checkObject(object.value, options)) : [],
  );
  const found = notIgnored(content, [...faults, ...findings]);
  known.set(content, { options, found });
  return found;
}

/** Told once for the whole document, where it begins to show: everything else about it follows from that. */
function withoutShape({ text }: Content, { kind, code, start: shown, brought }: Pasted): Local {
  const start = shown ?? /^(?:\s*(?:#[^\n]*|---[^\n]*|)\n)*/.exec(text)?.[0].length ?? 0;
  const line = /^[^\r\n]*/.exec(text.slice(start))?.[0] ?? '';
  const indent = line.length - line.trimStart().length;
  const end = start + Math.max(line.trimEnd().length, indent + 1);
  return {
    code,
    ...rules[code],
    values: brought === undefined ? { kind } : { kind, brought },
    path: [],
    field: '',
    echoes: [],
    related: [],
    start: start + indent,
    end: Math.min(end, text.length),
  };
}

/** By object, as long as nothing changes that was looked at. */
const knownAround = new WeakMap<
  ContentObject,
  { readonly file: string; readonly document: number; readonly asked: Asked; readonly found: readonly Finding[] }
>();

function besideOthers({ content, index }: ManifestDocument, home: Home): readonly Local[] {
  const found = content.objects.flatMap(object =>
    object.checked ? place(content, object, around(object, index, home)) : [],
  );
  return found.length === 0 ? found : notIgnored(content, found);
}

function around(object: ContentObject, document: number, { file, workspace }: Home): readonly Finding[] {
  const before = knownAround.get(object);
  if (before?.file === file && before.document === document && before.asked.isStill(workspace)) return before.found;
  const asked = new Asked(workspace);
  const found = checkAround({ file, document, object }, asked);
  knownAround.set(object, { file, document, asked, found });
  return found;
}

function place(content: Content, { prefix }: ContentObject, findings: readonly Finding[]): Local[] {
  return findings.map(({ code, basis, severity, values, path, part, field, echoes = [], related = [] }) => {
    const full = [...prefix, ...path];
    const range = locateIn(content, full, part);
    const inList = (name: string) => [formatPath(prefix), name].filter(text => text !== '').join('.');
    const named = field === undefined ? formatPath(full) : inList(field);
    const told = 'written' in values ? { ...values, written: writtenAt(content, full, values['written']) } : values;
    return {
      code,
      basis,
      severity,
      values: told,
      path: full,
      field: named,
      echoes: echoes.map(inList),
      related,
      ...range,
    };
  });
}

/** A value as the text has it: `1.10` and `y`, where the object only has 1.1 and true. */
function writtenAt(content: Content, path: Path, fallback: string | number): string | number {
  const node = nodeAt(content, path);
  if (node?.type !== 'scalar' || node.style !== 'plain' || node.end === node.start) return fallback;
  return shown(content.text.slice(node.start, node.end));
}

function notIgnored(content: Content, all: readonly Local[]): readonly Local[] {
  if (all.length === 0) return all;
  const isIgnored = ignoredIn(content.text);
  return isIgnored === undefined ? all : all.filter(found => !isIgnored(found.code, found.start));
}

/** A patch need not be whole, so nothing in it can be missing. */
function isFragment({ file, workspace }: Home, content: Content): boolean {
  return workspace.isFragment(file) || isPatch(file, content);
}

/** What a kustomization is there to fill in is not missing. */
function isFilledIn({ file, workspace }: Home, { code, values }: Local): boolean {
  return mayBeFinished(code) && workspace.finishingsOf(file).some(finishing => isFinished(finishing, code, values));
}
