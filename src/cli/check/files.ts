import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { readSource, type Source, unreadable } from './read.ts';

const SKIPPED = new Set(['node_modules', '.git', '.hg', '.svn']);
const KUSTOMIZATIONS = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** Files read at the same time: systems allow a few hundred open ones. */
const BATCH = 64;

/**
 * The files behind paths given on the command line: files as they are, folders with all manifests in them, as `kubectl apply -f` takes them
 * (links to folders are not followed). `-` is what stands on standard input.
 */
export async function sourcesOf(paths: readonly string[], stdin: () => Promise<string>): Promise<Source[]> {
  const found = (await Promise.all(paths.map(name => (name === '-' ? [name] : filesIn(name))))).flat();
  const names = new Set(found.filter(item => typeof item === 'string'));
  const failed = found.filter(item => typeof item !== 'string');
  const read = await inBatches([...names], name => (name === '-' ? fromStdin(stdin) : readSource(name)));
  const given = new Set(paths);
  return [...failed, ...read.filter(source => given.has(source.name) || isManifest(source))];
}

/** The kustomizations in the folders of files, which say which of the files are patches. Those that are among the files are left out. */
export async function kustomizationsBeside(sources: readonly Source[]): Promise<Source[]> {
  const known = new Set(sources.map(({ id }) => id));
  const folders = new Set(sources.filter(({ name }) => name !== '-').map(({ name }) => path.dirname(name)));
  const names = [...folders].flatMap(folder => KUSTOMIZATIONS.map(name => path.join(folder, name)));
  const read = await inBatches(names, readSource);
  return read.filter(({ id, text }) => text !== undefined && !known.has(id));
}

async function filesIn(name: string): Promise<(string | Source)[]> {
  const found = await stat(name).catch(() => undefined);
  if (found?.isDirectory() !== true) return [name];
  let entries: Dirent[];
  try {
    entries = await readdir(name, { withFileTypes: true });
  } catch (error) {
    return [{ name, id: path.resolve(name).split(path.sep).join('/'), text: undefined, unreadable: unreadable(error) }];
  }
  const inside = entries
    .filter(entry => (entry.isDirectory() ? !SKIPPED.has(entry.name) : isReadable(entry)))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map(entry => inFolder(entry, path.join(name, entry.name)));
  return (await Promise.all(inside)).flat();
}

/** A link may lead to a folder, which may hold the link. */
async function inFolder(entry: Dirent, name: string): Promise<(string | Source)[]> {
  if (entry.isDirectory()) return filesIn(name);
  if (!entry.isSymbolicLink()) return [name];
  const target = await stat(name).catch(() => undefined);
  return target === undefined || target.isFile() ? [name] : [];
}

function isReadable(entry: Dirent): boolean {
  return /\.(?:ya?ml|json)$/i.test(entry.name) && (entry.isFile() || entry.isSymbolicLink());
}

/** Of the JSON in a folder most is something else, and none of our business. */
function isManifest({ name, text }: Source): boolean {
  return !/\.json$/i.test(name) || (text !== undefined && /"apiVersion"\s*:/.test(text));
}

async function fromStdin(stdin: () => Promise<string>): Promise<Source> {
  const id = `${process.cwd().split(path.sep).join('/')}/-`;
  const text = await stdin();
  return { name: '-', id, text: text.startsWith('\uFEFF') ? text.slice(1) : text };
}

async function inBatches<T, R>(items: readonly T[], run: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let next = 0; next < items.length; next += BATCH)
    results.push(...(await Promise.all(items.slice(next, next + BATCH).map(run))));
  return results;
}
