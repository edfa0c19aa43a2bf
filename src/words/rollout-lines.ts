import { clockTime } from '../core/clock-time.ts';
import { spokenDuration } from '../core/duration.ts';
import { ordinalsOf, podName } from '../core/statefulset/ordinals.ts';
import { type ProgressLine, type Rollout, type Sight, summarizeRollout } from '../core/statefulset/progress.ts';
import type { Say } from './words.ts';

/** `14:02:31  web-3  ready 17 s after it was created, …`. Subjects up to `width` letters wide stand in a column. */
export function progressText(line: ProgressLine, width: number, say: Say): string {
  return textLine(line.at, line.subject, say.data(line), width);
}

/** A line of the log of a rollout: the time of day, who, and what. */
export function textLine(at: number, subject: string | undefined, text: string, width: number): string {
  const who = subject === undefined ? '' : `${subject.padEnd(width)}  `;
  return `${clockTime(at)}  ${who}${text}`;
}

/** How wide the names of a rollout's pods are. */
export function subjectWidth({ owner, pods }: Sight): number {
  const last = owner?.kind === 'StatefulSet' ? ordinalsOf(owner).at(-1) : undefined;
  const names = pods.map(pod => pod.metadata.name);
  if (owner !== undefined && last !== undefined) names.push(podName(owner.metadata.name, last));
  return Math.max(0, ...names.map(name => name.length));
}

/** What a rollout came to: the pods that were replaced, created and deleted. */
export function summaryTexts(rollout: Rollout, say: Say): string[] {
  const { replaced, created, deleted, released, took } = summarizeRollout(rollout);
  const duration = spokenDuration(took);
  const told = [
    ['rollout-summary-replaced', replaced],
    ['rollout-summary-created', created],
    ['rollout-summary-deleted', deleted],
  ] as const;
  const texts = told.flatMap(([code, names]) =>
    names.length === 0 ? [] : [say(code, { duration, names: names.join(', ') })],
  );
  if (released.length > 0) {
    const isNobodys = rollout.last.released.every(
      pod => !pod.metadata.ownerReferences?.some(owner => owner.controller),
    );
    const names = released.join(', ');
    texts.push(say(isNobodys ? 'rollout-summary-orphaned' : 'rollout-summary-released', { names }));
  }
  if (texts.length === 0) texts.push(say('rollout-summary-nothing'));
  const kept = rollout.last.claims.map(claim => claim.metadata.name);
  if (rollout.last.owner === undefined && kept.length > 0)
    texts.push(say('rollout-claims-kept', { claims: kept.join(', ') }));
  return texts;
}
