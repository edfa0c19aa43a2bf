import type * as vscode from 'vscode';
import type { KindMap, KindName, Mirror } from '../../cluster/mirror.ts';
import { setOfClaim } from '../../cluster/model.ts';
import { inOrder } from '../../core/statefulset/ordinals.ts';
import type { LiveCluster } from '../connect/session.ts';
import { workloadOf } from '../connect/touched.ts';
import { answer } from '../problems.ts';
import { isNamespaced, isTarget, type Target, type TargetKind } from '../target.ts';
import type { Deps } from './deps.ts';
import { pickOne } from './pick-one.ts';
import { mustBeThere } from './row-object.ts';
import { titleIn } from './title-in.ts';

/** Which of a kind's objects a list offers; a row or lens is taken as it is, because the command then says why it will not do. */
type Offered = (target: Target) => boolean;

/**
 * What a command is about: the row or lens it was called on, the workload that this belongs to, or what a person picks. Rejects with an answer
 * if the object of the row is gone or there is nothing of these kinds, and with `Cancelled` if nothing is picked.
 */
export async function chooseTarget(
  argument: unknown,
  kinds: readonly TargetKind[],
  title: string,
  cluster: LiveCluster,
  deps: Pick<Deps, 'desk' | 'say' | 'tree'>,
  isOffered: Offered = () => true,
): Promise<Target> {
  const { say, tree } = deps;
  if (typeof argument === 'string') mustBeThere(argument, cluster, deps);
  const given = targetOf(argument, cluster, tree.row.bind(tree));
  const fits = [given, given === undefined ? undefined : workloadTarget(cluster, given)];
  const fitting = fits.find(target => target !== undefined && kinds.includes(target.kind));
  if (fitting !== undefined) return fitting;
  const items = kinds.flatMap(kind => itemsOf(cluster, kind)).filter(({ target }) => isOffered(target));
  if (items.length === 0) throw answer(say, 'nothing-to-choose', { kinds: kinds.join(', ') });
  return (await pickOne(items, { title: titleIn(title, cluster, deps), matchOnDescription: true })).target;
}

/** The workload that a pod, a claim or a revision belongs to: what is asked about them is often answered there. */
export function workloadTarget({ key, mirror }: LiveCluster, { kind, namespace, name }: Target): Target | undefined {
  if (kind === 'Pod' || kind === 'ControllerRevision' || kind === 'ReplicaSet') {
    const object = mirror.get(kind, namespace, name);
    const owner = object === undefined ? undefined : workloadOf(mirror, object);
    return owner === undefined ? undefined : { ...owner, context: key };
  }
  const claim = kind === 'PersistentVolumeClaim' ? mirror.get(kind, namespace, name) : undefined;
  const set = claim === undefined ? undefined : setOfClaim(mirror, claim);
  return set === undefined ? undefined : { kind: 'StatefulSet', namespace, name: set.metadata.name, context: key };
}

/**
 * The target that a row (by its id) or a lens names, with the context that holds it, so that what follows from the command goes there too.
 * A lens may leave the namespace to the connection.
 */
export function targetOf(
  argument: unknown,
  cluster: LiveCluster,
  rowOf: (id: string) => { readonly target: Target | undefined } | undefined,
): Target | undefined {
  const given = typeof argument === 'string' ? rowOf(argument)?.target : argument;
  if (!isTarget(given)) return undefined;
  const namespace = isNamespaced(given.kind) ? given.namespace || cluster.namespace || 'default' : '';
  return { ...given, namespace, context: cluster.key };
}

interface Item extends vscode.QuickPickItem {
  readonly target: Target;
}

function itemsOf({ key, mirror, namespace: shown }: LiveCluster, kind: TargetKind): Item[] {
  return sorted(mirror, kind).map(({ metadata: { name, namespace = '' } }) => ({
    label: name,
    description: shown === '' ? `${namespace} · ${kind}` : kind,
    target: { kind, namespace, name, context: key },
  }));
}

/** By name; pods of sets by number. */
function sorted<K extends KindName>(mirror: Mirror, kind: K): KindMap[K][] {
  const byName = mirror.list(kind).sort((one, other) => one.metadata.name.localeCompare(other.metadata.name));
  if (kind !== 'Pod') return byName;
  const owners = new Map<string, KindMap[K][]>();
  for (const object of byName) {
    const owner = workloadOf(mirror, object)?.name ?? '';
    owners.set(owner, [...(owners.get(owner) ?? []), object]);
  }
  return [...owners].flatMap(([owner, pods]) => inOrder(owner, pods as KindMap['Pod'][]) as KindMap[K][]);
}
