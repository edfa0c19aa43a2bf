import { listNamespaces, type Namespaces } from '../../cluster/access.ts';
import { ClusterError } from '../../cluster/connection.ts';
import type { Mirror } from '../../cluster/mirror.ts';
import { awayOf } from './away.ts';
import { clusterOf, type OpenContext } from './contexts.ts';
import type { Memory } from './memory.ts';
import { namespaceOf } from './session.ts';

const KEY = 'namespaces';

/** Names that are kept of one context; who has more of them types. */
const MOST = 500;

/**
 * The namespaces of an open context. Where they cannot be listed now (not permitted, or the cluster is away) those that are known: the
 * context's own, the one that is shown, those of objects that were seen, and those that were listed last or typed in this workspace.
 */
export async function namespacesOf(open: OpenContext, memory: Memory): Promise<Namespaces> {
  const { session, key } = open;
  const state = session.state.get();
  const away = awayOf(state);
  const cluster = clusterOf(open);
  const known = knownOf(open, memory);
  // One that is known to be away would only be waited for.
  if (cluster === undefined || away?.isKnown === true)
    return { names: known, incomplete: away?.failure ?? { kind: 'unreachable', detail: '' } };
  try {
    const found = await listNamespaces(cluster.connection, known);
    if (found.incomplete === undefined) await keep(memory, key, found.names);
    return found;
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    return { names: known, incomplete: error.failure };
  }
}

function knownOf(open: OpenContext, memory: Memory): string[] {
  const choice = open.session.chosen();
  const cluster = clusterOf(open);
  const names = [
    choice?.context.namespace ?? 'default',
    ...(choice === undefined ? [] : [namespaceOf(choice)]),
    ...(cluster === undefined ? [] : seenIn(cluster.mirror)),
    ...kept(memory, open.key),
  ];
  return [...new Set(names)].filter(name => name !== '').sort();
}

function seenIn(mirror: Mirror): string[] {
  return (['StatefulSet', 'Deployment'] as const).flatMap(kind =>
    mirror.list(kind).flatMap(({ metadata }) => metadata.namespace ?? []),
  );
}

/** What is not as it was written is left out. */
function kept(memory: Memory, key: string): string[] {
  const names = all(memory)[key];
  return Array.isArray(names) ? names.filter(name => typeof name === 'string') : [];
}

/** Remembers a namespace of a context that was typed, so that it is offered where none can be listed. The newest stands first. */
export async function keepNamespace(memory: Memory, key: string, name: string): Promise<void> {
  await keep(memory, key, [name, ...kept(memory, key).filter(other => other !== name)]);
}

async function keep(memory: Memory, key: string, names: readonly string[]): Promise<void> {
  const after = { ...all(memory), [key]: names.slice(0, MOST) };
  if (JSON.stringify(after) !== JSON.stringify(memory.get(KEY))) await memory.update(KEY, after);
}

function all(memory: Memory): Readonly<Record<string, unknown>> {
  const value = memory.get(KEY);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
