import type { StatefulSet } from '../../core/statefulset/model.ts';
import { ordinalsOf, partitionOf, replicasOf } from '../../core/statefulset/ordinals.ts';
import type { CommandSay } from '../../words/words.ts';
import { podsDownward } from '../names.ts';

export interface PartitionChoice {
  readonly partition: number;
  /** Which pods it updates, and which it holds. */
  readonly effect: string;
  readonly isCurrent: boolean;
}

/** Every partition that means something for a set, with what it does to its pods: from "updates all" to "holds all". */
export function partitionChoices(set: StatefulSet, say: CommandSay): PartitionChoice[] {
  return Array.from({ length: replicasOf(set) + 1 }, (_, partition) => ({
    partition,
    effect: partitionEffect(set, partition, say),
    isCurrent: partition === partitionOf(set),
  }));
}

/** What a person typed, as a choice: any number counts, also one that no pod stands for; what is no number has only a sentence. */
export function typedPartition(
  set: StatefulSet,
  text: string,
  say: CommandSay,
): { readonly partition: number | undefined; readonly effect: string } {
  // More digits than this are beyond what the API server takes.
  if (!/^\d{1,9}$/.test(text)) return { partition: undefined, effect: say('not-a-count') };
  return { partition: Number(text), effect: partitionEffect(set, Number(text), say) };
}

/** What a partition does. It counts pods from the first ordinal on, not ordinals. Fact C5. */
function partitionEffect(set: StatefulSet, partition: number, say: CommandSay): string {
  const ordinals = ordinalsOf(set);
  if (ordinals.length === 0)
    return partition === 0 ? say('partition-no-pods') : say('partition-no-pods-held', { count: partition });
  const name = set.metadata.name;
  const updated = podsDownward(name, ordinals.slice(partition));
  const held = podsDownward(name, ordinals.slice(0, partition));
  if (updated === '') return say('partition-updates-none', { held });
  if (held === '') return say('partition-updates-all', { updated });
  return say('partition-updates', { updated, held });
}
