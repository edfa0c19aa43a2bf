import { replaceFlow } from '../edit.ts';
import { type FixMaker, fix } from './fix.ts';
import { addNested } from './labels.ts';

/** The access mode that nearly every claim of a set has. */
export const accessModesFix: FixMaker = ({ diagnostic, document }) => {
  const { path } = diagnostic;
  const edit =
    replaceFlow(document, path, '[ReadWriteOnce]') ??
    addNested(document, path.slice(0, -2), ['spec'], ['accessModes:', '  - ReadWriteOnce']);
  return [fix('fix-access-modes', { mode: 'ReadWriteOnce' }, [edit])];
};
