import { errorsIn } from '../../core/manifest/pasted/errors.ts';
import type { FieldTable } from '../../core/manifest/schema/table.ts';
import { compose } from '../../core/manifest/yaml/compose.ts';
import { applyEdits, type TextEdit } from '../edit.ts';
import { fieldsFor } from '../pasted.ts';
import { type FixMaker, fix } from './fix.ts';

/** How wide a tab may have been: what its author's editor showed. */
const WIDTHS = [2, 4, 8];

/** All tabs in the indentation of the document become spaces by their depth, of the width at which its fields stand where they may. */
export const tabFix: FixMaker = ({ document }) => {
  const { content, start } = document;
  const fields = fieldsFor(content);
  const ways = WIDTHS.flatMap(width =>
    [spaced, stopped].map(spaces => ({ width, edits: editsOf(content.text, width, spaces) })),
  );
  const judged = ways.map(way => ({ ...way, faults: faultsOf(applyEdits(content.text, way.edits), fields) }));
  const fewest = Math.min(...judged.map(({ faults }) => faults));
  const best = judged.find(({ faults }) => faults === fewest);
  if (best === undefined || fewest === Number.POSITIVE_INFINITY) return [];
  const inFile = best.edits.map(edit => ({ ...edit, start: edit.start + start, end: edit.end + start }));
  return [fix('fix-tabs', { width: best.width }, inFile, true)];
};

function faultsOf(text: string, fields: FieldTable | undefined): number {
  if (fields === undefined) return compose(text).faults.length === 0 ? 0 : Number.POSITIVE_INFINITY;
  return errorsIn(text, fields)?.length ?? Number.POSITIVE_INFINITY;
}

function editsOf(text: string, width: number, spaces: typeof spaced): TextEdit[] {
  return [...text.matchAll(/^[ \t]*\t[ \t]*(?=[^ \t\r\n])/gm)].map(({ index, 0: indent }) => ({
    start: index,
    end: index + indent.length,
    newText: spaces(indent, width),
  }));
}

/** A tab is as wide as it can be. */
function spaced(indent: string, width: number): string {
  return indent.replaceAll('\t', ' '.repeat(width));
}

/** A tab leads to the next stop. */
function stopped(indent: string, width: number): string {
  let column = 0;
  for (const character of indent) column = character === '\t' ? (Math.floor(column / width) + 1) * width : column + 1;
  return ' '.repeat(column);
}
