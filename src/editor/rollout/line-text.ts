import { partedOrdinals, replicasOf } from '../../core/statefulset/ordinals.ts';
import type { ProgressLine, Rollout } from '../../core/statefulset/progress.ts';
import { progressText, textLine } from '../../words/rollout-lines.ts';
import type { Say } from '../../words/words.ts';

/** kubectl's last words on a set; they tell of an update even where there was none. */
const COMPLETE: ReadonlySet<string> = new Set(['status-partitioned-complete', 'status-complete-at-revision']);

/** A line of the output. Where a set is complete that is said plainly first, and then as kubectl says it, by which people know it. */
export function lineText(line: ProgressLine, { last, first }: Rollout, width: number, say: Say): string {
  const { owner } = last;
  if (owner?.kind !== 'StatefulSet' || !COMPLETE.has(line.code)) return progressText(line, width, say);
  const count = replicasOf(owner);
  const held = partedOrdinals(owner).held.length;
  const values = { set: owner.metadata.name, count, status: say.data(line) };
  const isNew = first.owner === undefined || first.pods.length === 0;
  const plain =
    isNew || held === 0
      ? say(isNew ? 'rollout-complete-created' : 'rollout-complete', values)
      : say('rollout-complete-partition', { ...values, updated: count - held, held });
  return textLine(line.at, undefined, plain, width);
}
