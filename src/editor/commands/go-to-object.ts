import { commandIds } from '../ids.ts';
import { answer, withButtons } from '../problems.ts';
import { named } from '../target.ts';
import { targetOf, workloadTarget } from './choose-target.ts';
import type { Deps } from './deps.ts';

/** Leads from a row that tells of an object to the row of that object. */
export async function goToObjectCommand({ say, desk, tree, reveal }: Deps, argument: unknown): Promise<void> {
  const cluster = desk.cluster(argument);
  const target = targetOf(argument, cluster, tree.row.bind(tree));
  if (target === undefined) throw answer(say, 'go-to-nothing');
  const id = tree.find(cluster.key, target, workloadTarget(cluster, target));
  if (id !== undefined) return reveal(id);
  throw withButtons(answer(say, 'go-to-hidden', { object: named(target) }), {
    title: say('button-live'),
    command: commandIds.showLive,
    argument: target,
  });
}
