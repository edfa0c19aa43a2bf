import path from 'node:path';
import { type Document, isMap, isSeq, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import type { ClusterEntry, ConfigFile, ContextEntry, KubeconfigProblem, UserEntry } from './entries.ts';
import { clusterEntry, contextEntry, userEntry } from './read.ts';

/**
 * Reads the text of one kubeconfig. Never throws: what is wrong is in `problems`, with lines, and what can be used is there.
 * `folder` is what relative paths in it count from; without one (a text that is no file) they stay as they are.
 */
export function parseKubeconfig(file: string, text: string, folder?: string): ConfigFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const error = document.errors[0];
  // The parser's message may quote the text, and the text holds tokens: its code is enough.
  if (error !== undefined) {
    const detail = error.code.toLowerCase().replaceAll('_', ' ');
    return failed(file, 'kubeconfig-broken', lines.linePos(error.pos[0]).line, detail);
  }
  if (document.contents === null) return { ...nothing(file), problems: [] };
  if (!isMap(document.contents)) return failed(file, 'kubeconfig-not-a-config', 1, 'the document');
  return readSections(file, document, document.contents, lines, absolute(folder));
}

function readSections(
  file: string,
  document: Document,
  root: YAMLMap,
  lines: LineCounter,
  resolve: (file: string) => string,
): ConfigFile {
  const problems: KubeconfigProblem[] = [];
  const problem = (code: KubeconfigProblem['code'], line: number, detail: string) =>
    problems.push({ code, file, line, detail, context: '' });

  const section = <Entry>(name: string, read: (name: string, value: unknown) => Entry | undefined) => {
    const entries = new Map<string, Entry>();
    const list = root.get(name, true);
    if (list === undefined || list === null) return entries;
    if (!isSeq(list)) {
      if (document.toJS()?.[name] !== null) problem('kubeconfig-not-a-config', 1, name);
      return entries;
    }
    for (const item of list.items) {
      if (!isMap(item)) continue;
      const { name: entryName, ...rest } = item.toJS(document) as Record<string, unknown>;
      if (typeof entryName !== 'string' && typeof entryName !== 'number') continue;
      const key = String(entryName);
      const line = lines.linePos(item.range?.[0] ?? 0).line;
      if (entries.has(key)) {
        problem('kubeconfig-duplicate-name', line, key);
        continue;
      }
      const entry = read(key, rest[name.slice(0, -1)]);
      if (entry === undefined) problem('kubeconfig-missing-server', line, key);
      else entries.set(key, entry);
    }
    return entries;
  };

  const clusters = section<ClusterEntry>('clusters', (name, value) => clusterEntry(name, value, resolve));
  const users = section<UserEntry>('users', (name, value) => userEntry(name, value, resolve));
  const contexts = section<ContextEntry>('contexts', contextEntry);
  const current = root.get('current-context');
  return {
    file,
    clusters,
    users,
    contexts,
    ...(typeof current === 'string' && current !== '' ? { currentContext: current } : {}),
    problems,
  };
}

/** A file of which nothing can be used, and why. */
export function failed(file: string, code: KubeconfigProblem['code'], line: number, detail: string): ConfigFile {
  return { ...nothing(file), problems: [{ code, file, line, detail, context: '' }] };
}

function nothing(file: string): Omit<ConfigFile, 'problems'> {
  return { file, clusters: new Map(), users: new Map(), contexts: new Map() };
}

function absolute(folder: string | undefined): (file: string) => string {
  return file => (folder === undefined ? file : path.resolve(folder, file));
}
