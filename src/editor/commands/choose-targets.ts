import type { LiveCluster } from '../connect/session.ts';
import { answer } from '../problems.ts';
import type { Target, TargetKind } from '../target.ts';
import { contextOfRow } from '../views/forest.ts';
import { chooseTarget, targetOf } from './choose-target.ts';
import type { Deps } from './deps.ts';

/**
 * What a command is about that may be called on several rows at once: those of its kinds that are selected together, else the one that
 * `chooseTarget` finds. The workbench hands on the row that was pressed, then all that are selected.
 */
export async function chooseTargets(
  argument: unknown,
  selected: unknown,
  kinds: readonly TargetKind[],
  title: string,
  cluster: LiveCluster,
  deps: Deps,
): Promise<readonly [Target, ...Target[]]> {
  const ids = Array.isArray(selected) ? selected.filter(id => typeof id === 'string') : [];
  if (typeof argument === 'string' && ids.some(id => contextOfRow(id) !== contextOfRow(argument)))
    throw answer(deps.say, 'rows-of-several-contexts');
  const found = new Map<string, Target>();
  for (const id of ids) {
    const target = targetOf(id, cluster, deps.tree.row.bind(deps.tree));
    if (target === undefined || !kinds.includes(target.kind)) continue;
    found.set(`${target.kind}/${target.namespace}/${target.name}`, target);
  }
  const [first, ...others] = found.values();
  if (first !== undefined && others.length > 0) return [first, ...others];
  return [await chooseTarget(argument, kinds, title, cluster, deps)];
}
