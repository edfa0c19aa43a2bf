import { FileError } from '../file-system.ts';
import type { Outcome } from './program.ts';

/** Does something with each name; what fails is told, and the others are still done. */
export function each(program: string, names: readonly string[], act: (name: string) => string, before = ''): Outcome {
  let out = '';
  let err = '';
  for (const name of names) {
    try {
      out += act(name);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      err += `${program}: ${before}${before === '' ? name : `'${name}'`}: ${error.message}\n`;
    }
  }
  return { out, err, code: err === '' ? 0 : 1 };
}
