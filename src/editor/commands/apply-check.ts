import type * as vscode from 'vscode';
import { describeApply, preview as dryRun, type FieldConflict, fieldConflicts, isOwn } from '../../cluster/change.ts';
import { ClusterError, type ClusterFailure } from '../../cluster/connection.ts';
import type { Path } from '../../core/manifest/path.ts';
import type { LiveCluster } from '../connect/session.ts';
import { siteOf } from '../connect/site.ts';
import type { ToApply } from './apply-objects.ts';
import type { Checked } from './apply-preview.ts';
import type { Deps } from './deps.ts';
import { immutablePlaces } from './immutable-places.ts';

/** A refusal of the server about one object. */
export interface Refused {
  readonly item: ToApply;
  readonly failure: ClusterFailure;
  /** Where the file sets what cannot be changed. */
  readonly immutable?: readonly Path[];
}

type Result = { readonly checked: Checked } | { readonly refused: Refused };

/**
 * Asks the server about every object without changing anything. `taken` holds the objects whose fields are to be taken over, with the conflicts
 * that were met. Where nobody but Ordinal itself is in the way, its own fields are taken over without being asked for.
 */
export async function check(
  cluster: LiveCluster,
  document: vscode.TextDocument,
  items: readonly ToApply[],
  taken: ReadonlyMap<ToApply, readonly FieldConflict[]>,
  deps: Deps,
): Promise<{ checked: Checked[]; refused: Refused[] }> {
  const checked: Checked[] = [];
  const refused: Refused[] = [];
  const comes = new Set(
    items.filter(({ object }) => object.kind === 'Namespace').map(({ object }) => object.metadata.name),
  );
  for (const item of items) {
    const result = await checkOne(cluster, document, item, taken.get(item) ?? [], comes, deps);
    if ('checked' in result) checked.push(result.checked);
    else refused.push(result.refused);
  }
  return { checked, refused };
}

async function checkOne(
  cluster: LiveCluster,
  document: vscode.TextDocument,
  item: ToApply,
  taken: readonly FieldConflict[],
  comes: ReadonlySet<string>,
  deps: Deps,
): Promise<Result> {
  const options = {
    namespace: namespaceOf(cluster),
    force: taken.length > 0,
    file: fileOf(document),
    site: siteOf(cluster),
  };
  const outcome = await describeApply(cluster.connection, item.object, options);
  if (outcome.refused !== undefined)
    return { refused: { item, failure: { kind: 'invalid', detail: deps.say.data(outcome.refused) } } };
  const { change } = outcome;
  try {
    const answer = await dryRun(cluster.connection, change);
    const takes = taken.filter(conflict => !isOwn(conflict));
    return { checked: { item, change, dryRun: answer, setsBack: taken.filter(isOwn), takes } };
  } catch (error) {
    if (!(error instanceof ClusterError) || !isAboutObject(error.failure)) throw error;
    // The server cannot be asked about an object of a namespace that comes with it.
    if (error.failure.kind === 'not-found' && comes.has(change.target.namespace ?? ''))
      return { checked: { item, change, dryRun: 'after-namespace' } };
    const conflicts = fieldConflicts(error.failure);
    if (taken.length === 0 && conflicts.length > 0 && conflicts.every(isOwn))
      return checkOne(cluster, document, item, conflicts, comes, deps);
    const { kind, namespace, name } = change.target;
    const live = kind === 'StatefulSet' ? cluster.mirror.get(kind, namespace, name) : undefined;
    return { refused: { item, failure: error.failure, immutable: immutablePlaces(error.failure, live, item.object) } };
  }
}

const REFUSALS: ReadonlySet<ClusterFailure['kind']> = new Set(['invalid', 'forbidden', 'not-found', 'conflict']);

/**
 * Whether a failure is about the object, not about the way to the server. What server-side apply cannot merge it answers with a 500, though
 * the fault is the file's: fields that do not exist, items that are there twice. Validation-rules, decoding.
 */
function isAboutObject({ kind, detail }: ClusterFailure): boolean {
  return REFUSALS.has(kind) || (kind === 'server' && /^failed to create typed patch object/.test(detail));
}

/** Where objects without a namespace go. */
export function namespaceOf({ namespace, context }: LiveCluster): string {
  return namespace || (context.namespace ?? 'default');
}

/** The file for a kubectl command; a text without one is read from standard input. */
export function fileOf(document: vscode.TextDocument): string {
  return document.isUntitled ? '-' : document.uri.fsPath;
}
