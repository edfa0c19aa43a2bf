import { type FixMaker, fix } from './fix.ts';
import { addNested } from './labels.ts';

/** The access mode that nearly every claim of a set has. */
export const accessModesFix: FixMaker = ({ diagnostic, document }) => {
  const spec = diagnostic.path.slice(0, -1);
  const edit = addNested(document, spec.slice(0, -1), ['spec'], ['accessModes:', '  - ReadWriteOnce']);
  return [fix('fix-access-modes', { mode: 'ReadWriteOnce' }, [edit])];
};
