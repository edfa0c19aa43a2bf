import type * as vscode from 'vscode';
import { describeApply, preview as dryRun } from '../../cluster/change.ts';
import { ClusterError } from '../../cluster/connection.ts';
import { resourceOf } from '../../cluster/mirror.ts';
import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { type Compared, comparedFields, comparedWhole } from '../../language/compared.ts';
import type { CommandSay } from '../../words/words.ts';
import type { LiveCluster } from '../connect/session.ts';
import { siteOf } from '../connect/site.ts';
import { Answer, answer } from '../problems.ts';
import { named, type Target } from '../target.ts';
import type { ToApply } from './apply-objects.ts';

/** Where an object is defined: the file, and which of its objects it is. */
export interface Definition {
  readonly document: vscode.TextDocument;
  readonly item: ToApply;
}

export interface Comparison {
  readonly compared: Compared;
  /** Only what the manifest sets is compared, because the server may not be asked. */
  readonly partly: boolean;
}

/**
 * What an object is beside what its manifest would make of it. Asked of the server where that is allowed: it knows all defaults. Rejects with
 * an answer where the object is gone, and with a `ClusterError`, `invalid` where the server would refuse the manifest.
 */
export async function compare(
  cluster: LiveCluster,
  target: Target,
  { item }: Definition,
  say: CommandSay,
): Promise<Comparison> {
  const { connection } = cluster;
  // Fields of others are taken over in the dry run only: what counts is what the manifest says.
  const options = { namespace: target.namespace, force: true, site: siteOf(cluster) };
  const outcome = await describeApply(connection, item.object, options);
  if (outcome.refused !== undefined)
    throw new Answer({ severity: 'information', sentence: say.data(outcome.refused), buttons: [] });
  try {
    const { live, result } = await dryRun(connection, outcome.change);
    return { compared: comparedWhole(mustExist(live, cluster, target, say), result ?? item.object), partly: false };
  } catch (error) {
    if (!(error instanceof ClusterError) || error.failure.kind !== 'forbidden') throw error;
    const live = await connection.get(resourceOf(target.kind, target.namespace), target.name);
    return { compared: comparedFields(live, outcome.change.manifest), partly: true };
  }
}

function mustExist(
  live: KubernetesObject | undefined,
  cluster: LiveCluster,
  target: Target,
  say: CommandSay,
): KubernetesObject {
  if (live !== undefined) return live;
  const { namespace } = target;
  throw answer(say, 'not-there', { object: named(target), context: cluster.context.name, namespace });
}
