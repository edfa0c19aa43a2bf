import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ConfigFile, Kubeconfig } from './config/entries.ts';
import { mergeFiles } from './config/merge.ts';

export type { KubeContext, Kubeconfig, KubeconfigProblem, ResolvedContext } from './config/entries.ts';

/** Where kubeconfigs come from. */
export interface KubeconfigSources {
  /** `KUBECONFIG` and the home folder are read from here. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Files of the user's settings, each on its own: their clusters and users are not mixed with those of other files. */
  readonly extraPaths?: readonly string[];
  /** Kubeconfigs that are no files, such as the practice cluster's. */
  readonly texts?: readonly { readonly name: string; readonly text: string }[];
}

/** The files that count, in kubectl's order, whether they exist or not: what to read and what to watch. */
export function kubeconfigPaths(sources: KubeconfigSources): { readonly merged: string[]; readonly extra: string[] } {
  const merged = mergedPaths(sources.environment);
  const extra = (sources.extraPaths ?? []).map(file => expandHome(file, sources.environment));
  return { merged, extra: unique(extra).filter(file => !merged.includes(file)) };
}

/**
 * Reads every kubeconfig by kubectl's rules: the files of `KUBECONFIG` (else `~/.kube/config`) are merged, the first to name a thing wins,
 * files that do not exist are skipped. A broken file is a problem, never an exception. Without any file there is no cluster.
 */
export async function readKubeconfig(
  sources: KubeconfigSources,
  read: (file: string) => Promise<string> = file => readFile(file, 'utf8'),
): Promise<Kubeconfig> {
  const paths = kubeconfigPaths(sources);
  // Loaded with the first kubeconfig: reading YAML is most of the time that loading this room would take.
  const { parseKubeconfig } = await import('./config/parse.ts');
  const readAll = async (files: readonly string[]) =>
    (await Promise.all(files.map(file => readOne(file, read)))).filter(file => file !== undefined);
  const [merged, extra] = await Promise.all([readAll(paths.merged), readAll(paths.extra)]);
  const texts = (sources.texts ?? []).map(({ name, text }) => parseKubeconfig(name, text));
  return mergeFiles([merged, ...extra.map(file => [file]), ...texts.map(file => [file])]);
}

async function readOne(file: string, read: (file: string) => Promise<string>): Promise<ConfigFile | undefined> {
  const { failed, parseKubeconfig } = await import('./config/parse.ts');
  try {
    return parseKubeconfig(file, await read(file), path.dirname(file));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return code === 'ENOENT' ? undefined : failed(file, 'kubeconfig-unreadable', 0, code);
  }
}

function mergedPaths(environment: KubeconfigSources['environment']): string[] {
  const named = environment['KUBECONFIG'] ?? '';
  if (named !== '') return unique(named.split(path.delimiter).filter(file => file !== ''));
  const home = homeOf(environment);
  return home === undefined ? [] : [path.join(home, '.kube', 'config')];
}

function homeOf(environment: KubeconfigSources['environment']): string | undefined {
  return environment['HOME'] || environment['USERPROFILE'] || undefined;
}

function expandHome(file: string, environment: KubeconfigSources['environment']): string {
  const home = homeOf(environment);
  return home !== undefined && /^~[/\\]/.test(file) ? path.join(home, file.slice(2)) : file;
}

function unique(files: readonly string[]): string[] {
  return [...new Set(files)];
}
