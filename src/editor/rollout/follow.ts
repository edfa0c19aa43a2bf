import type { Mirror, MirrorChange, MirrorNews } from '../../cluster/mirror.ts';
import { sightOf } from '../../cluster/sight.ts';
import { isTerminating } from '../../core/statefulset/health.ts';
import { advanceRollout, beginRollout, type ProgressLine } from '../../core/statefulset/progress.ts';
import type { ToldOnce } from '../../core/statefulset/told-once.ts';
import { subjectWidth, summaryTexts, textLine } from '../../words/rollout-lines.ts';
import type { Say } from '../../words/words.ts';
import { healthOf } from '../connect/health.ts';
import { touchedBy } from '../connect/touched.ts';
import { type Disposable, onDispose } from '../dispose.ts';
import type { WorkloadKey } from '../views/tree-model.ts';
import { lineText } from './line-text.ts';

export interface Following {
  readonly mirror: Mirror;
  readonly target: WorkloadKey;
  /** Where the target is, for the first line: `practice / default`. */
  readonly where: string;
  /** The change that was just made and is to be followed; without one the next rollout is waited for. */
  readonly change: FollowedChange | undefined;
  readonly say: Say;
  readonly write: (line: string) => void;
  /** What has been told of it; verdicts on it tell beside this. */
  readonly told: ToldOnce;
  /** Called once, when kubectl would end. */
  readonly onEnd: () => void;
  readonly now?: () => number;
}

export interface FollowedChange {
  /**
   * The generation that the change led to: an older state that happens to be complete does not count. `end`: the workload is deleted, and
   * followed until its last pod is gone. `recreation`: a pod is deleted and comes back, which changes no generation.
   */
  readonly leadsTo: number | 'end' | 'recreation';
  /** What was done, and how kubectl does the same. */
  readonly done: readonly string[];
}

/**
 * Follows a rollout line by line to the sentence with which kubectl would end. If nothing is being rolled out now, the next rollout
 * is waited for and followed. Disposing ends it without a word.
 */
export function followRollout(following: Following): Disposable {
  const { mirror, target, change, say, write, now = Date.now } = following;
  const first = sightOf(mirror, target, now());
  let width = subjectWidth(first);
  const generation = typeof change?.leadsTo === 'number' ? change.leadsTo : 0;
  let { rollout, lines } = beginRollout(first, now(), generation);
  let begun = generation > 0 || rollout.status?.ends === 'no';
  let seen = first.owner !== undefined;
  let wasStale = false;
  /** kubectl's last words, until they are true for a person too: pods that are too many may still be there. */
  let end: ProgressLine | undefined;

  for (const text of change?.done ?? []) write(textLine(now(), undefined, text, width));
  if (change === undefined) {
    write(textLine(now(), target.name, say('rollout-following', { where: following.where }), width));
  }
  // What kubectl says of the state before a deletion is of no interest.
  if (typeof change?.leadsTo !== 'string') tell(lines);
  if (!begun && isSettled()) tellEnd();
  if (!begun && change === undefined) write(textLine(now(), undefined, say('rollout-waits-for-next'), width));
  const subscription = onDispose(mirror.subscribe(take));
  endIfOver();
  return subscription;

  function take(news: MirrorNews): void {
    tellStaleness();
    if (!news.changes.some(concerns)) return;
    const sight = sightOf(mirror, target, now(), rollout.last);
    width = Math.max(width, subjectWidth(sight));
    ({ rollout, lines } = advanceRollout(rollout, sight, now()));
    tell(lines);
    begun ||= rollout.status?.ends === 'no';
    seen ||= sight.owner !== undefined;
    endIfOver();
  }

  /** Over is what kubectl would end at, and a deletion once the last pod is gone. Under OnDelete kubectl ends with an error; pods are followed all the same. */
  function endIfOver(): void {
    const { owner, pods } = rollout.last;
    const isGone = seen && owner === undefined && pods.length === 0;
    const { ends = 'no', code = undefined } = rollout.status ?? {};
    const isSaid = begun && change?.leadsTo !== 'end' && ends !== 'no' && code !== 'status-only-rolling-update';
    const isDone = isSaid && (ends === 'error' || isSettled());
    if (!isGone && !isDone) return;
    if (isDone) tellEnd();
    if (isGone || ends === 'success') {
      for (const text of summaryTexts(rollout, say)) write(textLine(now(), undefined, text, width));
    }
    subscription.dispose();
    following.onEnd();
  }

  /** kubectl ends while pods that are too many still go; a person wants to see them gone. */
  function isSettled(): boolean {
    const { owner, pods } = rollout.last;
    const wanted = owner?.spec.replicas ?? 1;
    return pods.length <= wanted && (owner?.status?.replicas ?? 0) <= wanted && !pods.some(isTerminating);
  }

  /** Once the owner is gone its pods and claims are nobody's, but still those that were seen. */
  function concerns(news: MirrorChange): boolean {
    const { kind, object } = news;
    const { pods, released } = rollout.last;
    const known = kind === 'Pod' ? [...pods, ...released] : kind === 'PersistentVolumeClaim' ? rollout.last.claims : [];
    if (known.some(({ metadata }) => metadata.uid === object.metadata.uid)) return true;
    // A ReplicaSet that lost its Deployment takes the pods with it.
    if (pods.some(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === object.metadata.uid)))
      return true;
    return touchedBy(mirror, news).some(
      touched =>
        typeof touched !== 'string' &&
        touched.kind === target.kind &&
        touched.namespace === target.namespace &&
        touched.name === target.name,
    );
  }

  function tell(all: readonly ProgressLine[]): void {
    const { status } = rollout;
    if (status?.ends !== 'success') end = undefined;
    for (const line of following.told.news(all)) {
      if (status?.ends === 'success' && line.code === status.code) end = line;
      else write(lineText(line, rollout, width, say));
    }
  }

  function tellEnd(): void {
    if (end !== undefined) write(lineText({ ...end, at: now() }, rollout, width, say));
    end = undefined;
  }

  function tellStaleness(): void {
    const isStale = healthOf(mirror).state === 'stale';
    if (isStale === wasStale) return;
    wasStale = isStale;
    write(textLine(now(), undefined, say(isStale ? 'rollout-stale' : 'rollout-fresh'), width));
  }
}
