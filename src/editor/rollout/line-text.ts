import { partedOrdinals, partitionOf, replicasOf } from '../../core/statefulset/ordinals.ts';
import type { ProgressLine, Rollout } from '../../core/statefulset/progress.ts';
import { progressText, textLine } from '../../words/rollout-lines.ts';
import type { Say } from '../../words/words.ts';

/** kubectl's last words on a set; they tell of an update even where there was none. */
const COMPLETE: ReadonlySet<string> = new Set(['status-partitioned-complete', 'status-complete-at-revision']);

/**
 * A line of the output. Where a set is complete that is said plainly first, and then as kubectl says it, by which people know it. kubectl
 * speaks of a partition wherever `rollingUpdate` is written, as the API server does by itself (fact F1): where none is set that is left out.
 */
export function lineText(line: ProgressLine, { last, first }: Rollout, width: number, say: Say): string {
  const { owner } = last;
  if (owner?.kind !== 'StatefulSet') return progressText(line, width, say);
  const isParted = partitionOf(owner) > 0;
  if (line.code === 'status-partitioned-waiting' && !isParted)
    return textLine(line.at, undefined, say.data({ code: 'rollout-updating', values: line.values }), width);
  if (!COMPLETE.has(line.code)) return progressText(line, width, say);
  const count = replicasOf(owner);
  const held = partedOrdinals(owner).held.length;
  const values = { set: owner.metadata.name, count };
  const isNew = first.owner === undefined || first.pods.length === 0;
  const plain =
    isNew || held === 0
      ? say(isNew ? 'rollout-complete-created' : 'rollout-complete', values)
      : say('rollout-complete-partition', { ...values, updated: count - held, held });
  const isKubectls = isParted || line.code !== 'status-partitioned-complete';
  const text = isKubectls ? say('rollout-as-kubectl', { plain, status: say.data(line) }) : plain;
  return textLine(line.at, undefined, text, width);
}
