import { answer } from '../problems.ts';
import { named } from '../target.ts';
import { chooseTarget, workloadTarget } from './choose-target.ts';
import type { Deps } from './deps.ts';
import { rollBackCommand } from './roll-back.ts';

/** Gives a workload the template of the revision back that the command is called on. */
export async function rollBackToCommand(deps: Deps, argument: unknown): Promise<void> {
  const { say, desk } = deps;
  const cluster = desk.cluster(argument);
  const kinds = ['ControllerRevision', 'ReplicaSet'] as const;
  const revision = await chooseTarget(argument, kinds, say('choose-revision'), cluster, deps);
  const workload = workloadTarget(cluster, revision);
  if (workload === undefined) throw answer(say, 'revision-of-nobody', { object: named(revision) });
  await rollBackCommand(deps, workload, revision.name);
}
