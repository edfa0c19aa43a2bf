import { shifted } from '../edit.ts';
import { rebuiltContent } from '../pasted.ts';
import { type FixMaker, fix } from './fix.ts';

/** The whole document with the nesting that its fields have. */
export const nestingFix: FixMaker = ({ document }) => {
  const { content } = document;
  const newText = rebuiltContent(content);
  if (newText === undefined) return [];
  return [fix('fix-nesting', {}, [shifted(document, { start: 0, end: content.text.length, newText })])];
};
