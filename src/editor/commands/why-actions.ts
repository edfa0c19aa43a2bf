import type { Verdict } from '../../core/statefulset/verdict.ts';
import type { CommandSay } from '../../words/words.ts';
import { type CommandId, commandIds } from '../ids.ts';
import type { Target } from '../target.ts';
import type { WorkloadKey } from '../views/tree-model.ts';

/** Something that Ordinal can do about a verdict; it shows its own plan before it does it. */
export interface WhyAction {
  readonly title: string;
  readonly command: CommandId;
  readonly argument: Target;
}

/** A workload, and the open context that holds it: what is done about it must be done there. */
export type WorkloadTarget = WorkloadKey & Required<Pick<Target, 'context'>>;

/** What of the way out Ordinal has a command for, the first thing to do first. Where it has none, the verdict's sentence says what to do. */
export function actionsFor(verdict: Verdict, workload: WorkloadTarget, say: CommandSay): readonly WhyAction[] {
  return [...repairsFor(verdict, workload, say), ...logsFor(verdict, workload, say)];
}

/** Causes of which the log of the pod may tell more: its containers run, or have run. */
const TOLD_BY_THE_LOG: ReadonlySet<Verdict['cause']> = new Set(['crash-loop', 'not-ready', 'initializing']);

function logsFor({ cause, waitsFor }: Verdict, { namespace, context }: WorkloadTarget, say: CommandSay): WhyAction[] {
  if (waitsFor === undefined || !TOLD_BY_THE_LOG.has(cause)) return [];
  const argument: Target = { kind: 'Pod', namespace, name: waitsFor, context };
  return [{ title: say('why-show-logs', { pod: waitsFor }), command: commandIds.showLogs, argument }];
}

function repairsFor(verdict: Verdict, workload: WorkloadTarget, say: CommandSay): readonly WhyAction[] {
  const name = verdict.pod ?? verdict.waitsFor ?? '';
  const { namespace, context } = workload;
  const pod: Target = { kind: 'Pod', namespace, name, context };
  const deletePod: WhyAction = {
    title: say('why-delete-pod', { pod: name }),
    command: commandIds.deletePod,
    argument: pod,
  };
  const rollBack: WhyAction = { title: say('why-roll-back'), command: commandIds.rollBack, argument: workload };
  const setPartition: WhyAction = {
    title: say('why-set-partition'),
    command: commandIds.setPartition,
    argument: workload,
  };
  const setImage: WhyAction = { title: say('why-set-image'), command: commandIds.setImage, argument: workload };
  if (verdict.verdict === 'held') return verdict.by === 'partition' ? [setPartition] : [];
  switch (verdict.wayOut) {
    case 'delete-pod':
      return [deletePod];
    case 'undo':
      return [rollBack];
    case 'restore-revision-then-delete-pod':
      return [{ title: say('why-repair', { pod: name }), command: commandIds.repair, argument: workload }, rollBack];
    case 'fix-template':
      return [
        ...(verdict.cause === 'image-pull' ? [setImage] : []),
        ...(verdict.thenDelete === true ? [deletePod] : []),
      ];
    case 'lower-partition-then-delete-pod':
      return [setPartition, deletePod];
    default:
      return [];
  }
}
