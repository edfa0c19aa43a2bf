import type { Labels } from '../statefulset/model.ts';
import { fencepostsOf, replicasOf } from './fenceposts.ts';
import type { Deployment, ReplicaSet } from './model.ts';

export const REVISION = 'deployment.kubernetes.io/revision';
export const REVISION_HISTORY = 'deployment.kubernetes.io/revision-history';
export const DESIRED = 'deployment.kubernetes.io/desired-replicas';
export const MOST = 'deployment.kubernetes.io/max-replicas';
const NOT_COPIED: readonly string[] = [
  REVISION,
  REVISION_HISTORY,
  DESIRED,
  MOST,
  'kubectl.kubernetes.io/last-applied-configuration',
  'deprecated.deployment.rollback.to',
];
/** The revision history is cut to this many characters. */
const LONGEST_HISTORY = 2000;

/** The number of a ReplicaSet's revision; 0 if it has none that can be read. */
export function revisionOf(set: ReplicaSet | Deployment): number {
  return integerOf(set.metadata.annotations?.[REVISION]) ?? 0;
}

/** The highest revision among ReplicaSets. */
export function latestRevision(sets: readonly ReplicaSet[]): number {
  return Math.max(0, ...sets.map(revisionOf));
}

/** The Deployment's size when it last scaled this ReplicaSet; undefined if it never did. */
export function desiredWhenScaled(set: ReplicaSet): number | undefined {
  return integerOf(set.metadata.annotations?.[DESIRED]);
}

/** The most pods the Deployment allowed itself when it last scaled this ReplicaSet. */
export function mostWhenScaled(set: ReplicaSet): number | undefined {
  return integerOf(set.metadata.annotations?.[MOST]);
}

/** The annotations by which a ReplicaSet remembers the size of its Deployment. */
export function sizeAnnotations(deployment: Deployment): Labels {
  const replicas = replicasOf(deployment);
  return { [DESIRED]: String(replicas), [MOST]: String(replicas + fencepostsOf(deployment).surge) };
}

/**
 * The annotations of the ReplicaSet that the Deployment rolls to. One that had a lower number before is rolled back to: it is numbered
 * anew, and the number it had goes into its history. One whose number cannot be read is left as it is. Fact F4.2.
 */
export function newSetAnnotations(deployment: Deployment, before: Labels | undefined, revision: number): Labels {
  const copied = Object.entries(deployment.metadata.annotations ?? {}).filter(([key]) => !NOT_COPIED.includes(key));
  const annotations = { ...before, ...Object.fromEntries(copied) };
  const had = before?.[REVISION];
  const earlier = integerOf(had) ?? 0;
  if (had !== undefined && had !== '' && integerOf(had) === undefined) return before ?? {};
  if (earlier >= revision) return annotations;
  const history = had === undefined ? {} : { [REVISION_HISTORY]: appended(before?.[REVISION_HISTORY], had) };
  return { ...annotations, [REVISION]: String(revision), ...history };
}

/** History with one more number at its end; the oldest fall out when it grows too long. */
function appended(history: string | undefined, revision: string): string {
  let numbers = (history ?? '') === '' ? [] : (history ?? '').split(',');
  while (numbers.length > 0 && [...numbers, revision].join().length > LONGEST_HISTORY) numbers = numbers.slice(1);
  return [...numbers, revision].join();
}

function integerOf(text: string | undefined): number | undefined {
  return text !== undefined && /^-?\d+$/.test(text) ? Number(text) : undefined;
}
