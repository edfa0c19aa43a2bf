import { headerRule, isNoKind, kindNearly } from './header.ts';
import { isChecked, isList, isReadKind, servedKinds, servedVersion } from './kinds.ts';
import type { Path } from './path.ts';
import { type Fields, isFields } from './place.ts';
import { isTemplate } from './template.ts';
import { compose } from './yaml/compose.ts';
import type { Fault } from './yaml/fault.ts';
import { childOf, type Node } from './yaml/node.ts';

/**
 * What became of a document: `read`; `foreign`, a kind that is none of our business and was not looked at closely;
 * `template`, with placeholders, about which nothing can be said; `empty`.
 */
export type ContentState = 'read' | 'foreign' | 'template' | 'empty';

/** A document without its place in a file, so that it serves again as long as its text stays the same. */
export interface Content {
  readonly text: string;
  readonly state: ContentState;
  readonly root: Node | undefined;
  readonly value: unknown;
  readonly faults: readonly Fault[];
  /** None while the YAML is broken: what is missing then is missing because it could not be read. */
  readonly objects: readonly ContentObject[];
}

/** An object of the API in a document: the document itself, or an item of a list. */
export interface ContentObject {
  /** From the root of the document. */
  readonly prefix: Path;
  readonly value: Fields;
  readonly node: Node | undefined;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  /** Whether the rules look at it; otherwise it is only known by name. */
  readonly checked: boolean;
}

/** What YAML reads as no text is no kind. */
const KIND = /(?:^|[\n{,])(\uFEFF?[ \t]*)["']?kind["']?[ \t]*:[ \t]*["']?(?!(?:true|false|null)\b)([A-Za-z]+)/g;
const SERVED_VERSION =
  /^["']?apiVersion["']?[ \t]*:[ \t]*["']?(v1|apps\/v1|policy\/v1|storage\.k8s\.io\/v1)(?:["']?[ \t]*(?:#|\r?$)|kind\b)/m;
/** A line at the beginning of which `kind` stands, as far as one can guess, or right behind the version whose line break is lost. */
const KIND_LINE = /(?:^[^\w\n-]{0,3}|^- (?=.*\n[A-Za-z])|\/v1|^apiVersion: *v1)kind\b(.*)$/m;
/** Blank lines and comments, then a brace; no blank can be read in two ways, so that a million of them are read once. */
const IN_BRACES = /^(?:[^\S\n]*(?:#[^\n]*)?\n)*[^\S\n]*\{/;
const EMPTY = /^(?:\uFEFF?(?:---|\.\.\.)?[ \t]*(?:#[^\n]*)?(?:\r?\n|$))*$/;

/** Reads the text of one document, as far as it concerns us. Never throws. */
export function readContent(text: string): Content {
  const kinds = [...text.matchAll(KIND)].map(([, indent = '', kind = '']) => ({ indent, kind }));
  const isOurs = kinds.some(({ kind }) => isReadKind(kind));
  if (!isOurs && !mayLackKind(text, kinds) && !mayBreakKind(text)) return unread(text);
  const { root, value, faults } = compose(text);
  const broken = faults.some(isBreak);
  if (isTemplate(text, root, !broken))
    return { text, state: 'template', root, value: undefined, faults: [], objects: [] };
  if (!broken && !concernsUs(value)) return { text, state: 'foreign', root, value: undefined, faults: [], objects: [] };
  if (
    broken &&
    !kinds.some(({ indent, kind }) => indent.trim() === '' && isReadKind(kind) && isAtMargin(indent, text)) &&
    !mayBreakKind(text)
  ) {
    return { text, state: 'foreign', root, value: undefined, faults: [], objects: [] };
  }
  return { text, state: 'read', root, value, faults, objects: broken ? [] : objectsIn(value, root, []) };
}

/** Whether a fault makes the rest of the document unreliable. */
export function isBreak({ code }: Fault): boolean {
  return code !== 'duplicate-key';
}

/** At the margin, or anywhere in a document in braces. */
function isAtMargin(indent: string, text: string): boolean {
  return indent === '' || indent === '\uFEFF' || IN_BRACES.test(text);
}

function unread(text: string): Content {
  const state = EMPTY.test(text) ? 'empty' : 'foreign';
  return { text, state, root: undefined, value: undefined, faults: [], objects: [] };
}

/** No kind at the margin, or one that nobody has or that is nearly called like ours, under a version in which ours are served. Whether it is one shows when it is read. */
function mayLackKind(text: string, kinds: readonly { readonly indent: string; readonly kind: string }[]): boolean {
  const [, version] = SERVED_VERSION.exec(text) ?? [];
  if (version === undefined) return false;
  const own = kinds.filter(({ indent }) => isAtMargin(indent, text));
  return own.length === 0 || own.some(({ kind }) => kindNearly(kind, version) !== undefined || isNoKind(kind, version));
}

/**
 * A line about the kind that is not YAML, or stands askew, under a version in which a kind of ours is served: `kind StatefulSet`,
 * `kind: [Service`, ` kind: Deployment`. Nobody else would say that the whole document cannot be read.
 */
function mayBreakKind(text: string): boolean {
  const [, version] = SERVED_VERSION.exec(text) ?? [];
  const [, rest = ''] = KIND_LINE.exec(text) ?? [];
  if (version === undefined) return false;
  const letters = rest.replace(/#.*/, '').replace(/[^A-Za-z]/g, '');
  // Without its line break the next key follows, in lower case.
  const named = servedKinds().find(kind => letters === kind || /^[a-z]/.test(after(letters, kind)));
  return servedVersion(named ?? kindNearly(letters, version) ?? '') === version;
}

/** What follows a beginning; empty where it is none. */
function after(text: string, beginning: string): string {
  return text.startsWith(beginning) ? text.slice(beginning.length) : '';
}

function concernsUs(value: unknown): value is Fields {
  if (!isFields(value)) return false;
  if (typeof value['kind'] !== 'string') return headerRule(value) !== undefined;
  return isReadKind(value['kind']) || headerRule(value) !== undefined;
}

function objectsIn(value: unknown, node: Node | undefined, prefix: Path): ContentObject[] {
  if (!isFields(value)) return [];
  if (isList(value) && Array.isArray(value['items'])) {
    const items = childOf(node, 'items');
    return value['items'].flatMap((item: unknown, index) =>
      objectsIn(item, childOf(items, index), [...prefix, 'items', index]),
    );
  }
  const header = headerRule(value);
  const apiVersion = typeof value['apiVersion'] === 'string' ? value['apiVersion'] : '';
  const kind = typeof value['kind'] === 'string' ? value['kind'] : '';
  if ((kind === '' || apiVersion === '') && header === undefined) return [];
  const metadata = isFields(value['metadata']) ? value['metadata'] : {};
  const name = typeof metadata['name'] === 'string' ? metadata['name'] : '';
  const namespace =
    typeof metadata['namespace'] === 'string' && metadata['namespace'] !== '' ? metadata['namespace'] : undefined;
  const checked = header !== undefined || isChecked(kind, apiVersion);
  return [{ prefix, value, node, apiVersion, kind, name, namespace, checked }];
}
