import { servedKinds, servedVersion } from '../../core/manifest/kinds.ts';
import { isOfType } from '../../core/manifest/schema/rules.ts';
import type { FieldTable } from '../../core/manifest/schema/table.ts';
import { compose } from '../../core/manifest/yaml/compose.ts';
import type { TextEdit } from '../edit.ts';
import type { Typing } from '../typing.ts';
import { type Proposal, plain } from './proposal.ts';

const KIND = /^kind:[ \t]*["']?(\w+)/m;
const KIND_LINE = /^(kind:).*/m;
const VERSION = /^(apiVersion:)([ \t]*)(["']?)([^\s"'#]*)\3/m;

/** The kind of the document in which an offset lies, as far as it is written; empty before. */
export function kindAround(text: string, offset: number): string {
  const { start, end } = chunkAt(text, offset);
  return KIND.exec(text.slice(start, end))?.[1] ?? '';
}

/**
 * The two lines that say what an object is, and their values. A kind brings the version in which it is served along, where another one
 * stands or none.
 */
export function headerProposals(
  text: string,
  offset: number,
  path: readonly string[],
  typing: Typing,
  table: FieldTable,
): Proposal[] {
  const { start, end } = chunkAt(text, offset);
  const chunk = text.slice(start, end);
  if (typing.at === 'key') return path.length > 0 || KIND.test(chunk) ? [] : missingLines(typing);
  if (path.length > 1) return [];
  // The lines of an item of a list are not those of the document.
  const isWhole = typing.path.length === 1;
  if (path[0] === 'apiVersion') return versions(isWhole ? chunk : '');
  if (path[0] !== 'kind') return [];
  return isWhole ? kinds(chunk, start, typing.word, table) : servedKinds().map(plain);
}

function missingLines({ siblings, held, hasColon }: Typing): Proposal[] {
  const isText = held.form !== 'value' || typeof held.value === 'string';
  return ['apiVersion', 'kind', 'metadata']
    .filter(field => !siblings.includes(field) && (field === 'metadata' ? held.form === 'nothing' : isText))
    .map(field => ({
      label: field,
      newText: hasColon ? field : field === 'metadata' ? 'metadata:\n  name: ' : `${field}: `,
      detail: { code: field === 'metadata' ? 'type-map' : 'type-string', values: {} },
      opens: !hasColon && field !== 'metadata',
    }));
}

function versions(chunk: string): Proposal[] {
  const own = servedVersion(KIND.exec(chunk)?.[1] ?? '');
  return own === undefined
    ? [...new Set(servedKinds().map(kind => servedVersion(kind) ?? ''))].map(plain)
    : [plain(own)];
}

/** Those whose fields the document has, if it has any yet; those of its version, unless none of them begins as what is typed: then the version is what has to change. */
function kinds(chunk: string, start: number, typed: string, table: FieldTable): Proposal[] {
  const { value, faults } = compose(chunk.replace(KIND_LINE, '$1'));
  const written = VERSION.exec(chunk);
  const isFitting = (kind: string) => servedVersion(kind) === written?.[4];
  const fitting = servedKinds().filter(kind => {
    const type = table.root(kind);
    return faults.length > 0 || type === undefined || isOfType(value, type, table);
  });
  const own = fitting.filter(kind => isFitting(kind) && kind.toLowerCase().startsWith(typed.toLowerCase()));
  const offered = own.length > 0 ? fitting.filter(isFitting) : fitting;
  return offered.map(kind => {
    const version = servedVersion(kind) ?? '';
    const proposal = { ...plain(kind), detail: { code: 'completion-kind', values: { version } } };
    return isFitting(kind) ? proposal : { ...proposal, also: versionEdit(chunk, start, written, version) };
  });
}

function versionEdit(chunk: string, start: number, written: RegExpExecArray | null, version: string): TextEdit {
  if (written !== null) {
    const [whole, key = ''] = written;
    const at = start + written.index;
    return { start: at + key.length, end: at + whole.length, newText: ` ${version}` };
  }
  const kind = start + (/^kind:/m.exec(chunk)?.index ?? 0);
  return { start: kind, end: kind, newText: `apiVersion: ${version}\n` };
}

/** The document around an offset, without its marker. */
export function chunkAt(text: string, offset: number): { readonly start: number; readonly end: number } {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const before = [...text.slice(0, lineStart).matchAll(/^(?:---|\.\.\.).*\n/gm)].at(-1);
  const after = /^(?:---|\.\.\.)(?:\s|$)/m.exec(text.slice(offset));
  return {
    start: before === undefined ? 0 : before.index + before[0].length,
    end: after === null ? text.length : offset + after.index,
  };
}
