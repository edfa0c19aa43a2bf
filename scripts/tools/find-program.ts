import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** The first of the named programs that is on the PATH, or undefined. */
export function findProgram(...names: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter(folder => folder !== '');
  const endings = process.platform === 'win32' ? ['.cmd', '.exe'] : [''];
  const candidates = names.flatMap(name =>
    folders.flatMap(folder => endings.map(ending => path.join(folder, name + ending))),
  );
  return candidates.find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
