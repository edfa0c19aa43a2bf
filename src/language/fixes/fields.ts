import { readFieldPath } from '../../core/manifest/field-path.ts';
import { isInside } from '../../core/manifest/path.ts';
import { resolvePlain } from '../../core/manifest/yaml/scalar.ts';
import { entryAt, insertUnder, nodeAt, removeEntry, shifted } from '../edit.ts';
import { objectOf } from '../object-at.ts';
import { type FixMaker, fix, valueOfFinding } from './fix.ts';
import { moveEntry } from './move.ts';

/** The key as the field is really called. Where that one stands beside it, it can only go. */
export const renameFix: FixMaker = ({ diagnostic, document }) => {
  const entry = entryAt(document.content, diagnostic.path);
  const meant = valueOfFinding(diagnostic, 'meant');
  if (entry === undefined || meant === '') return [];
  if (entryAt(document.content, [...diagnostic.path.slice(0, -1), meant]) !== undefined)
    return [fix('fix-remove', { field: entry.key }, [removeEntry(document, diagnostic.path)])];
  const { keyStart, keyEnd } = entry;
  const isQuoted = /^["']/.test(document.content.text.slice(keyStart, keyEnd));
  const newText = isQuoted ? `"${meant}"` : meant;
  return [fix('fix-rename', { meant }, [shifted(document, { start: keyStart, end: keyEnd, newText })], true)];
};

/** The entry at the place to which it belongs. */
export const moveFix: FixMaker = ({ diagnostic, document }) => {
  const { path } = diagnostic;
  const field = path.at(-1);
  const object = objectOf(document, path);
  if (typeof field !== 'string' || object === undefined) return [];
  const home = valueOfFinding(diagnostic, 'home').slice(0, -field.length - 1);
  const under = [...object.prefix, ...readFieldPath(home, object.value)];
  const parent = under.at(-1);
  if (under.length === path.length && isInside(under, path.slice(0, -1)) && typeof parent === 'string')
    return [fix('fix-move', { field, parent }, insertUnder(document, path, parent))];
  return [fix('fix-move', { field, parent: valueOfFinding(diagnostic, 'parent') }, moveEntry(document, path, under))];
};

/** The entries of a map in the place of the map. */
export const unwrapFix: FixMaker = ({ diagnostic, document }) => {
  const { text } = document.content;
  const entry = entryAt(document.content, diagnostic.path);
  if (entry?.node.type !== 'map' || entry.node.entries.length === 0 || entry.node.start < entry.keyStart) return [];
  const { keyStart, node } = entry;
  const column = keyStart - text.lastIndexOf('\n', keyStart - 1) - 1;
  const entries = node.entries.map(one => text.slice(one.keyStart, Math.max(one.node.end, one.keyEnd)).trimEnd());
  if (entries.some(one => one.includes('\n')) || text.slice(keyStart, node.end).includes('#')) return [];
  const newText = entries.join(`${text.includes('\r\n') ? '\r\n' : '\n'}${' '.repeat(column)}`);
  const end = keyStart + text.slice(keyStart, node.end).trimEnd().length;
  return [fix('fix-unwrap', { field: entry.key }, [shifted(document, { start: keyStart, end, newText })], true)];
};

/** Quotes around what YAML reads as a number, true or false. */
export const quoteFix: FixMaker = ({ diagnostic, document }) => {
  const node = nodeAt(document.content, diagnostic.path);
  if (node?.type !== 'scalar' || node.style !== 'plain' || node.end === node.start) return [];
  const written = document.content.text.slice(node.start, node.end);
  if (/[\s"\\!&*]/.test(written)) return [];
  const newText = `"${written}"`;
  return [fix('fix-set-value', { value: newText }, [shifted(document, { ...rangeOf(node), newText })], true)];
};

/** A quoted word that is true or false without its quotes. */
export const booleanFix: FixMaker = ({ diagnostic, document }) => {
  const node = nodeAt(document.content, diagnostic.path);
  if (node?.type !== 'scalar' || typeof node.value !== 'string' || node.style === 'block') return [];
  const meant = resolvePlain(node.value.trim());
  if (typeof meant !== 'boolean') return [];
  return [
    fix(
      'fix-set-value',
      { value: String(meant) },
      [shifted(document, { ...rangeOf(node), newText: String(meant) })],
      true,
    ),
  ];
};

/** One value as a list of one. Of several words it is not clear whether they are one item. */
export const listFix: FixMaker = ({ diagnostic, document }) => {
  const node = nodeAt(document.content, diagnostic.path);
  if (node?.type !== 'scalar' || node.style === 'block' || node.end === node.start) return [];
  const written = document.content.text.slice(node.start, node.end);
  if (/[\s[\]{},]/.test(written)) return [];
  const newText = `[${written}]`;
  return [fix('fix-set-value', { value: newText }, [shifted(document, { ...rangeOf(node), newText })])];
};

function rangeOf({ start, end }: { readonly start: number; readonly end: number }): { start: number; end: number } {
  return { start, end };
}
