import { entryAt, insertBeside, replaceScalar } from '../edit.ts';
import { type FixMaker, fix, valueOfFinding } from './fix.ts';

/** The kind below the apiVersion, where everybody writes it. */
export const kindFix: FixMaker = ({ diagnostic, document }) => {
  const entry = entryAt(document.content, [...diagnostic.path.slice(0, -1), 'apiVersion']);
  const line = `kind: ${valueOfFinding(diagnostic, 'meant')}`;
  if (entry === undefined) return [];
  return [fix('fix-add-line', { line }, [insertBeside(document, entry, line, 'after')], true)];
};

/** The apiVersion above the kind. */
export const apiVersionFix: FixMaker = ({ diagnostic, document }) => {
  const entry = entryAt(document.content, [...diagnostic.path.slice(0, -1), 'kind']);
  const line = `apiVersion: ${valueOfFinding(diagnostic, 'use')}`;
  if (entry === undefined) return [];
  return [fix('fix-add-line', { line }, [insertBeside(document, entry, line, 'before')], true)];
};

/** The kind as it is really called. */
export const kindNameFix: FixMaker = ({ diagnostic, document }) => {
  const value = valueOfFinding(diagnostic, 'meant');
  return [fix('fix-set-value', { value }, [replaceScalar(document, diagnostic.path, value)], true)];
};
