import { compose } from '../../core/manifest/yaml/compose.ts';
import { applyEdits, type TextEdit } from '../edit.ts';
import { type FixMaker, fix } from './fix.ts';

/** All tabs in the indentation of the document become spaces, two or four each, whichever makes it readable. */
export const tabFix: FixMaker = ({ document }) => {
  const { text } = document.content;
  for (const width of [2, 4, 8]) {
    const edits = [...text.matchAll(/^[ \t]*\t[ \t]*(?=[^ \t\r\n])/gm)].map(match =>
      spaces(match.index, match[0], width),
    );
    if (compose(applyEdits(text, edits)).faults.length > 0) continue;
    const inFile = edits.map(edit => ({ ...edit, start: edit.start + document.start, end: edit.end + document.start }));
    return [fix('fix-tabs', { width }, inFile, true)];
  }
  return [];
};

function spaces(start: number, indent: string, width: number): TextEdit {
  return { start, end: start + indent.length, newText: indent.replaceAll('\t', ' '.repeat(width)) };
}
