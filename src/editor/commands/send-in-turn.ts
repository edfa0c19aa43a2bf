import { type Change, commandLine, send } from '../../cluster/change.ts';
import { ClusterError, type ClusterFailure } from '../../cluster/connection.ts';
import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { Answer, failureSentence } from '../problems.ts';
import { named } from '../target.ts';
import type { WorkloadKey } from '../views/tree-model.ts';
import type { ClusterToChange } from './cluster-to-change.ts';
import type { Deps } from './deps.ts';
import { effectText } from './describe-effect.ts';

/** An object as it is after its change; `undefined` where it was deleted. */
export type Made = KubernetesObject | undefined;

interface Sent {
  readonly change: Change;
  /** The workload that is followed afterwards. */
  readonly follow: WorkloadKey | undefined;
}

/**
 * Sends changes one after the other. Where one fails the rest is left, and what is done is told: it stays. Rejects with the failure itself
 * where nothing is done yet.
 */
export async function sendInTurn(cluster: ClusterToChange, changes: readonly Sent[], deps: Deps): Promise<Made[]> {
  const { say, errors, rollouts } = deps;
  const made: Made[] = [];
  const done: string[] = [];
  const followed = new Map<string, { key: WorkloadKey; leadsTo: number | 'recreation' | 'end'; done: string[] }>();
  try {
    for (const { change, follow } of changes) {
      const title = effectText(change.effect, named(change.target), say);
      const after = await sendKnown(cluster, change, title, say);
      made.push(after);
      done.push(named(change.target));
      errors.note(`${title} (${cluster.context.name})`);
      if (follow === undefined) continue;
      const id = `${follow.kind}/${follow.namespace}/${follow.name}`;
      const leadsTo = after?.metadata.generation ?? (change.effect.do === 'delete-pod' ? 'recreation' : 'end');
      const lines = [...(followed.get(id)?.done ?? []), title, commandLine(change.kubectl)];
      followed.set(id, { key: follow, leadsTo, done: lines });
    }
  } catch (error) {
    const failed = changes[done.length]?.change.target;
    if (!(error instanceof ClusterError) || failed === undefined || done.length === 0) throw error;
    errors.note(`changing ${named(failed)}`, error);
    const detail = failureSentence(error.failure, say, cluster.context.server);
    const sentence = say('changes-partly', { done: done.join(', '), failed: named(failed), detail });
    throw new Answer({ severity: 'error', sentence, buttons: [] });
  } finally {
    for (const { key, ...change } of followed.values()) rollouts.follow(cluster, key, change);
  }
  return made;
}

/**
 * Sends a change. Rejects with an answer where the request went out and what came back does not tell whether it was made: to try again blindly
 * might do it twice.
 */
export async function sendKnown(
  cluster: ClusterToChange,
  change: Change,
  title: string,
  say: Deps['say'],
): Promise<Made> {
  try {
    return await send(cluster.connection, change);
  } catch (error) {
    if (!(error instanceof ClusterError) || !leavesOpen(error.failure)) throw error;
    const sentence = say('outcome-unknown', { server: cluster.context.server, title });
    throw new Answer({ severity: 'error', sentence, buttons: [] });
  }
}

/** No answer, one from something in between, or a gateway's word that it got none. */
function leavesOpen({ kind, detail, status = 0 }: ClusterFailure): boolean {
  if (kind === 'unreachable') return detail === 'ECONNRESET' || detail === 'EPIPE';
  return kind === 'timeout' || kind === 'not-kubernetes' || (kind === 'server' && (status === 502 || status === 504));
}
