import type { ManifestDocument } from '../../core/manifest/parse.ts';
import type { Path } from '../../core/manifest/path.ts';
import { at, type Fields, isFields, placeOf, textsOf } from '../../core/manifest/place.ts';
import { addToMap, nodeAt, replaceFlow, replaceScalar, scalarText, type TextEdit } from '../edit.ts';
import { objectOf } from '../object-at.ts';
import { type FixMaker, fix, valueOfFinding } from './fix.ts';

/** Template label and selector differ: either can be changed; the label is what the selector was written for. */
export const mismatchFix: FixMaker = ({ diagnostic, document }) => {
  const key = valueOfFinding(diagnostic, 'key');
  const wanted = valueOfFinding(diagnostic, 'wanted');
  const found = valueOfFinding(diagnostic, 'found');
  const prefix = objectOf(document, diagnostic.path)?.prefix ?? [];
  const demand = [...prefix, 'spec', 'selector', 'matchLabels', key];
  const label = wanted.includes(', ') ? undefined : replaceScalar(document, diagnostic.path, wanted);
  return [
    fix('fix-label', { key, value: wanted }, [label], true),
    fix('fix-selector', { key, value: found }, [replaceScalar(document, demand, found)]),
  ];
};

/** A label that the selector asks for. Of several permitted values the first. */
export const missingLabelFix: FixMaker = ({ diagnostic, document }) => {
  const key = valueOfFinding(diagnostic, 'key');
  const [value = ''] = valueOfFinding(diagnostic, 'wanted').split(', ');
  const prefix = objectOf(document, diagnostic.path)?.prefix ?? [];
  const line = `${scalarText(key)}: ${scalarText(value === '' ? 'true' : value)}`;
  return [
    fix(
      'fix-label',
      { key, value },
      [addNested(document, [...prefix, 'spec', 'template'], ['metadata', 'labels'], [line])],
      true,
    ),
  ];
};

/** A selector of all labels of the template, for a new object the right one; an object that runs cannot change it anyway. */
export const selectorFix: FixMaker = ({ diagnostic, document }) => {
  const object = objectOf(document, diagnostic.path);
  if (object === undefined) return [];
  const edit = selectorEdit(document, object.prefix, object.value);
  return [fix('fix-add-selector', {}, [edit], true)];
};

/** The edit that gives a workload the labels of its template as a selector; `undefined` if it has a selector, or no labels. */
export function selectorEdit(document: ManifestDocument, prefix: Path, value: Fields): TextEdit | undefined {
  const spec = at(placeOf(value), 'spec');
  const labels = Object.entries(textsOf(at(spec, 'template', 'metadata', 'labels')));
  const selector = at(spec, 'selector').value;
  if (labels.length === 0 || hasDemands(selector)) return undefined;
  const lines = labels.map(([key, text]) => `${scalarText(key)}: ${scalarText(text)}`);
  const braces = `{ ${lines.join(', ')} }`;
  const empty = replaceFlow(document, [...prefix, 'spec', 'selector', 'matchLabels'], braces);
  return (
    empty ??
    replaceFlow(document, [...prefix, 'spec', 'selector'], `{ matchLabels: ${braces} }`) ??
    addNested(document, [...prefix, 'spec'], ['selector', 'matchLabels'], lines)
  );
}

function hasDemands(selector: unknown): boolean {
  return (
    isFields(selector) &&
    Object.values(selector).some(part => typeof part === 'object' && part !== null && Object.keys(part).length > 0)
  );
}

/** Adds lines to a map below a path, making the maps on the way that are not there. */
export function addNested(
  document: ManifestDocument,
  path: Path,
  keys: readonly string[],
  lines: readonly string[],
): TextEdit | undefined {
  const [key, ...rest] = keys;
  if (key === undefined) return addToMap(document, path, lines);
  const below = nodeAt(document.content, [...path, key]);
  if (below !== undefined && !isEmptyBraces(below)) return addNested(document, [...path, key], rest, lines);
  if (below !== undefined) return undefined;
  const nested = [
    ...keys.map((name, depth) => `${'  '.repeat(depth)}${name}:`),
    ...lines.map(line => '  '.repeat(keys.length) + line),
  ];
  return addToMap(document, path, nested);
}

function isEmptyBraces(node: { readonly type: string; readonly entries?: readonly unknown[] }): boolean {
  return node.type === 'map' && node.entries?.length === 0;
}
