import path from 'node:path';
import type {
  ClusterEntry,
  ConfigFile,
  ContextEntry,
  KubeContext,
  Kubeconfig,
  KubeconfigProblem,
  ResolvedContext,
  UserEntry,
} from './entries.ts';

/** `kubectl` is anonymous for a context that names no user. */
const NOBODY: UserEntry = { name: '' };

/**
 * Puts files together. Files of one group are merged as kubectl merges those of `KUBECONFIG`: the first to name a context, cluster or user wins, whole.
 * Groups stay apart, so that a `kubernetes-admin` of one file never logs in with the key of another.
 */
export function mergeFiles(groups: readonly (readonly ConfigFile[])[]): Kubeconfig {
  const resolved = new Map<string, ResolvedContext>();
  const problems: KubeconfigProblem[] = [];
  let current: string | undefined;
  for (const files of groups) {
    const group = mergeGroup(files);
    problems.push(...files.flatMap(file => file.problems), ...group.problems);
    const ids = new Map<string, string>();
    for (const context of group.contexts) {
      const id = freeId(context.context, resolved);
      ids.set(context.context.name, id);
      resolved.set(id, { ...context, context: { ...context.context, id } });
    }
    current ??= ids.get(files.find(file => file.currentContext !== undefined)?.currentContext ?? '');
  }
  return {
    contexts: [...resolved.values()].map(entry => entry.context),
    ...(current === undefined ? {} : { current }),
    problems,
    resolve: id => resolved.get(id),
  };
}

function mergeGroup(files: readonly ConfigFile[]): { contexts: ResolvedContext[]; problems: KubeconfigProblem[] } {
  const clusters = firstWins(files.map(file => file.clusters));
  const users = firstWins(files.map(file => file.users));
  const contexts: ResolvedContext[] = [];
  const problems: KubeconfigProblem[] = [];
  const seen = new Set<string>();
  for (const file of files) {
    for (const entry of file.contexts.values()) {
      if (seen.has(entry.name)) continue;
      seen.add(entry.name);
      const cluster = clusters.get(entry.cluster);
      const user = entry.user === '' ? NOBODY : users.get(entry.user);
      if (cluster !== undefined && user !== undefined) {
        contexts.push({ context: describe(file.file, entry, cluster, user), cluster, user });
        continue;
      }
      const missing = cluster === undefined ? 'kubeconfig-missing-cluster' : 'kubeconfig-missing-user';
      const detail = cluster === undefined ? entry.cluster : entry.user;
      problems.push({ code: missing, file: file.file, line: 0, detail, context: entry.name });
    }
  }
  return { contexts, problems };
}

function describe(file: string, entry: ContextEntry, cluster: ClusterEntry, user: UserEntry): KubeContext {
  return {
    id: entry.name,
    name: entry.name,
    file,
    cluster: entry.cluster,
    server: cluster.server,
    user: entry.user,
    insecure: cluster.insecure,
    ...(entry.namespace === undefined ? {} : { namespace: entry.namespace }),
    ...(user.exec === undefined ? {} : { program: user.exec.command }),
  };
}

function firstWins<Entry>(maps: readonly ReadonlyMap<string, Entry>[]): Map<string, Entry> {
  const merged = new Map<string, Entry>();
  for (const map of maps) {
    for (const [name, entry] of map) if (!merged.has(name)) merged.set(name, entry);
  }
  return merged;
}

function freeId(context: KubeContext, taken: ReadonlyMap<string, unknown>): string {
  if (!taken.has(context.name)) return context.name;
  const short = `${context.name} (${path.basename(context.file)})`;
  return taken.has(short) ? `${context.name} (${context.file})` : short;
}
