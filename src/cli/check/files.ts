import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/** A file to check and its text; the text is missing where it could not be read. */
export interface Source {
  /** As a person would write it: from where the command runs, if it was asked for that way. */
  readonly name: string;
  /** Absolute, with forward slashes: the name it has among others. */
  readonly id: string;
  readonly text: string | undefined;
  readonly reason: string;
}

const SKIPPED = new Set(['node_modules', '.git', '.hg', '.svn']);

/** The files behind paths given on the command line: files as they are, folders with all YAML in them. `-` is what stands on standard input. */
export async function sourcesOf(paths: readonly string[], stdin: () => Promise<string>): Promise<Source[]> {
  const names = (await Promise.all(paths.map(name => (name === '-' ? ['-'] : filesIn(name))))).flat();
  const unique = [...new Set(names)];
  return Promise.all(unique.map(name => (name === '-' ? fromStdin(stdin) : read(name))));
}

async function filesIn(name: string): Promise<string[]> {
  const found = await stat(name).catch(() => undefined);
  if (found?.isDirectory() !== true) return [name];
  const entries = await readdir(name, { withFileTypes: true });
  const inside = entries
    .filter(entry => (entry.isDirectory() ? !SKIPPED.has(entry.name) : /\.ya?ml$/i.test(entry.name)))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map(entry => (entry.isDirectory() ? filesIn(path.join(name, entry.name)) : [path.join(name, entry.name)]));
  return (await Promise.all(inside)).flat();
}

async function read(name: string): Promise<Source> {
  const id = path.resolve(name).split(path.sep).join('/');
  try {
    return { name, id, text: withoutMark(await readFile(name, 'utf8')), reason: '' };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return { name, id, text: undefined, reason: code };
  }
}

async function fromStdin(stdin: () => Promise<string>): Promise<Source> {
  const id = `${process.cwd().split(path.sep).join('/')}/-`;
  return { name: '-', id, text: withoutMark(await stdin()), reason: '' };
}

/** Editors do not count a byte order mark as a character either. */
function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
