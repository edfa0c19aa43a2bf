import { shifted } from '../edit.ts';
import { rebuiltContent } from '../pasted.ts';
import { type FixMaker, fix } from './fix.ts';

const TITLES: Readonly<Record<string, string>> = { 'line-break-lost': 'fix-line-break', 'page-characters': 'fix-page' };

/** The whole document as it was before it was copied. */
export const nestingFix: FixMaker = ({ diagnostic, document }) => {
  const { content } = document;
  const newText = rebuiltContent(content);
  if (newText === undefined) return [];
  const edit = shifted(document, { start: 0, end: content.text.length, newText });
  return [fix(TITLES[diagnostic.code] ?? 'fix-nesting', {}, [edit])];
};
