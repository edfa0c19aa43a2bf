import { ordinalOf, ordinalsOf } from '../../core/statefulset/ordinals.ts';
import type { LiveCluster } from '../connect/session.ts';
import { type Answer, answer } from '../problems.ts';
import { named, type Target, type TargetKind } from '../target.ts';
import type { Deps } from './deps.ts';
import { notThere } from './live.ts';

/** An object, not just a name: another of that name has another uid. */
export interface RowObject extends Target {
  readonly uid: string;
}

/** How the ids of rows begin that stand for one object. */
const KINDS: Readonly<Record<string, TargetKind>> = {
  set: 'StatefulSet',
  deployment: 'Deployment',
  pod: 'Pod',
  claim: 'PersistentVolumeClaim',
  volume: 'PersistentVolume',
};

/** The object that a row was drawn for, from its id; `undefined` for rows that stand for a name or for several things. */
export function objectOfRow(id: string): RowObject | undefined {
  const [begin = '', ...rest] = id.slice(id.indexOf('|') + 1).split('/');
  const kind = KINDS[begin];
  const [uid = '', name = '', namespace = ''] = rest.toReversed();
  return kind === undefined || uid === '' ? undefined : { kind, namespace, name, uid };
}

/**
 * Throws an answer where a row stands for what is gone, or for an object in whose place another stands: a menu may be open longer than its row
 * lives, and nobody means the other one by it.
 */
export function mustBeThere(id: string, cluster: LiveCluster, { say, tree }: Pick<Deps, 'say' | 'tree'>): void {
  const object = objectOfRow(id);
  if (object === undefined) {
    if (tree.row(id) === undefined) throw answer(say, 'row-gone');
    return;
  }
  const { kind, namespace, name, uid } = object;
  const now = cluster.mirror.get(kind, namespace, name);
  if (now === undefined) throw goneAnswer(object, cluster, say);
  if (now.metadata.uid !== uid) throw answer(say, 'row-object-replaced', { object: named(object) });
}

function goneAnswer(object: RowObject, cluster: LiveCluster, say: Deps['say']): Answer {
  const { kind, namespace, name } = object;
  const isShown = cluster.namespace === '' || cluster.namespace === namespace || kind === 'PersistentVolume';
  if (!isShown) return notThere(cluster, object, say);
  const set = kind === 'Pod' ? cluster.mirror.get('StatefulSet', namespace, name.replace(/-\d+$/, '')) : undefined;
  const ordinal = set === undefined ? undefined : ordinalOf(set.metadata.name, name);
  if (set === undefined || ordinal === undefined || !ordinalsOf(set).includes(ordinal))
    return answer(say, 'row-object-gone', { object: named(object) });
  return answer(say, 'row-object-returns', { object: named(object), set: set.metadata.name });
}
