import type { CommandSay } from '../../words/words.ts';
import type { LiveCluster } from '../connect/session.ts';
import { Answer, answer } from '../problems.ts';
import { named, type Target, type TargetKind } from '../target.ts';
import { contextOfRow } from '../views/forest.ts';
import { chooseTarget, targetOf } from './choose-target.ts';
import type { Deps } from './deps.ts';
import type { PreviewSection } from './preview-model.ts';
import { mustBeThere, objectOfRow } from './row-object.ts';

export interface Chosen {
  readonly targets: readonly [Target, ...Target[]];
  /** What is selected besides and cannot be meant, as people call it: of another kind, or gone. */
  readonly leftOut: readonly string[];
}

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
): Promise<Chosen> {
  const ids = Array.isArray(selected) ? selected.filter(id => typeof id === 'string') : [];
  if (typeof argument === 'string' && ids.some(id => contextOfRow(id) !== contextOfRow(argument)))
    throw answer(deps.say, 'rows-of-several-contexts');
  if (ids.length < 2) return { targets: [await chooseTarget(argument, kinds, title, cluster, deps)], leftOut: [] };
  const found = new Map<string, Target>();
  const leftOut: string[] = [];
  for (const id of ids) {
    const gone = goneOf(id, cluster, deps);
    const target = gone === undefined ? targetOf(id, cluster, deps.tree.row.bind(deps.tree)) : undefined;
    if (target !== undefined && kinds.includes(target.kind))
      found.set(`${target.kind}/${target.namespace}/${target.name}`, target);
    else leftOut.push(gone ?? (target === undefined ? (deps.tree.row(id)?.label ?? '') : named(target)));
  }
  const [first, ...others] = found.values();
  if (first === undefined) return { targets: [await chooseTarget(argument, kinds, title, cluster, deps)], leftOut };
  return { targets: [first, ...others], leftOut };
}

/** How a selected row is called whose object is gone. */
function goneOf(id: string, cluster: LiveCluster, deps: Deps): string | undefined {
  try {
    mustBeThere(id, cluster, deps);
    return undefined;
  } catch (error) {
    if (!(error instanceof Answer)) throw error;
    const object = objectOfRow(id);
    return deps.say('left-out-gone', { object: object === undefined ? '' : named(object) }).trim();
  }
}

/** Says in a plan what of the selected rows it is not about. */
export function leftOutSections(leftOut: readonly string[], say: CommandSay): PreviewSection[] {
  if (leftOut.length === 0) return [];
  return [
    {
      heading: say('section-left-out'),
      lines: [{ icon: 'info', text: say('left-out', { objects: leftOut.join(', ') }) }],
    },
  ];
}

/** Says the same where there is no plan. */
export function tellLeftOut(leftOut: readonly string[], { say, errors }: Deps): void {
  if (leftOut.length === 0) return;
  errors.show({ severity: 'information', sentence: say('left-out', { objects: leftOut.join(', ') }), buttons: [] });
}
