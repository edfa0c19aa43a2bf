import { CONTROL } from '../../core/manifest/yaml/hopeless.ts';
import { shifted } from '../edit.ts';
import { type FixMaker, fix } from './fix.ts';

/** The document without its control characters. */
export const controlCharacterFix: FixMaker = ({ document }) => {
  const all = [...document.content.text.matchAll(new RegExp(CONTROL, 'g'))];
  const edits = all.map(({ index }) => shifted(document, { start: index, end: index + 1, newText: '' }));
  return [fix('fix-control-characters', {}, edits, true)];
};
