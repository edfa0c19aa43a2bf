import { type Change, commandLine, preview as dryRun, type Outcome, send } from '../../cluster/change.ts';
import { worldOf } from '../../cluster/model.ts';
import type { Deployment, KubernetesObject, StatefulSet } from '../../core/statefulset/model.ts';
import { type Change as PlannedChange, plan } from '../../core/statefulset/plan.ts';
import type { CommandSay } from '../../words/words.ts';
import type { LiveCluster } from '../connect/session.ts';
import { Answer, answer, withButtons } from '../problems.ts';
import { isProtected } from '../protection.ts';
import { isReadOnly, protectedContexts } from '../settings.ts';
import type { WorkloadKey } from '../views/tree-model.ts';
import type { Deps } from './deps.ts';
import { effectText } from './describe-effect.ts';
import { ownerSections } from './owner-lines.ts';
import { deploymentSections, planSections } from './plan-sections.ts';
import { confirmByTyping, confirmName, confirmPreview } from './preview.ts';
import type { PreviewSection } from './preview-model.ts';

/** A change and what a person must know of it before saying yes. */
export interface Proposal {
  readonly change: Change;
  /** The workload whose pods it moves; it is followed afterwards. */
  readonly follow: WorkloadKey | undefined;
  /** Works out what will happen, from what the server would make of the object. */
  readonly sections: (result: KubernetesObject | undefined) => readonly PreviewSection[];
  readonly destructive?: boolean;
  /** Of a flow in several steps: which one this is. */
  readonly step?: string;
  /** What a person has to type, where data may be lost or get into other hands. */
  readonly typed?: string;
}

/**
 * The way of every change: asked of the server without doing it, shown, confirmed, sent with preconditions, followed.
 * Resolves with the object as it is then; rejects with what the server refuses, or with `Cancelled`.
 */
export async function makeChange(
  cluster: LiveCluster,
  proposal: Proposal,
  deps: Deps,
): Promise<KubernetesObject | undefined> {
  const { say } = deps;
  mustWrite(cluster, say);
  const { change, result } = await dryRun(cluster.connection, proposal.change);
  const object = `${change.target.kind} ${change.target.name}`;
  const title = effectText(change.effect, object, say);
  await confirmPreview(
    {
      title: proposal.step === undefined ? title : say('repair-step', { step: proposal.step, title }),
      confirm: title,
      where: whereOf(cluster, change.target.namespace, say),
      sections: [...ownersOfTarget(cluster, change, say), ...proposal.sections(result)],
      kubectl: commandLine(change.kubectl),
      destructive: proposal.destructive === true,
    },
    say,
  );
  if (proposal.typed !== undefined) await confirmName(proposal.typed, title, say);
  await mustConfirm(cluster, say);
  const after = await send(cluster.connection, change);
  deps.errors.note(`${title} (${cluster.context.name})`);
  if (proposal.follow !== undefined) {
    const leadsTo = after?.metadata.generation ?? (change.effect.do === 'delete-pod' ? 'recreation' : 'end');
    deps.rollouts.follow(cluster, proposal.follow, { leadsTo, done: [title, commandLine(change.kubectl)] });
  }
  return after;
}

/** Who would undo the change, as far as the mirror knows what it is made to. */
export function ownersOfTarget({ mirror }: LiveCluster, { target, effect }: Change, say: CommandSay): PreviewSection[] {
  if (target.kind !== 'StatefulSet' && target.kind !== 'Deployment') return [];
  return ownerSections(mirror.get(target.kind, target.namespace, target.name), effect.do === 'set-replicas', say);
}

/** The change of an outcome, or an answer that says why there is none. */
export function changeOf<C extends Change>(outcome: Outcome<C>, say: CommandSay): C {
  if (outcome.refused === undefined) return outcome.change;
  throw new Answer({ severity: 'information', sentence: say.data(outcome.refused), buttons: [] });
}

/** The sections of a change to a set, planned on what the mirror knows of it. */
export function setSections(
  cluster: LiveCluster,
  set: StatefulSet,
  change: PlannedChange,
  { say, verdicts }: Planning,
): PreviewSection[] {
  const features = verdicts(cluster)?.features() ?? {};
  const world = { ...worldOf(cluster.mirror, set, Date.now()), features };
  return planSections(plan(world, change), set.metadata.name, say);
}

/** What planning needs: words, and what the version of the cluster is known for. */
export type Planning = Pick<Deps, 'say' | 'verdicts'>;

/** The sections of a changed spec, whichever kind it is of. `before` is `undefined` for an object that is created. */
export function specSections(
  cluster: LiveCluster,
  before: StatefulSet | Deployment | undefined,
  after: KubernetesObject | undefined,
  planning: Planning,
): PreviewSection[] {
  if (isSet(after)) return setSections(cluster, isSet(before) ? before : after, { kind: 'spec', set: after }, planning);
  if (isDeployment(after)) return deploymentSections(isDeployment(before) ? before : undefined, after, planning.say);
  return [];
}

function isSet(object: KubernetesObject | undefined): object is StatefulSet {
  return object?.kind === 'StatefulSet' && object.apiVersion === 'apps/v1';
}

function isDeployment(object: KubernetesObject | undefined): object is Deployment {
  return object?.kind === 'Deployment' && object.apiVersion === 'apps/v1';
}

/** Throws an answer where changes are refused. Nothing in the practice cluster needs protection. */
export function mustWrite(cluster: LiveCluster, say: CommandSay): void {
  if (cluster.isPractice || !isReadOnly()) return;
  throw withButtons(answer(say, 'is-read-only', { context: cluster.context.name }), {
    title: say('button-open-settings'),
    command: 'workbench.action.openSettings',
    argument: 'ordinal.readOnly',
  });
}

/** Where the context is protected, asks for its name. */
export async function mustConfirm(cluster: LiveCluster, say: CommandSay): Promise<void> {
  if (cluster.isPractice || !isProtected(cluster.context.name, protectedContexts())) return;
  await confirmByTyping(cluster.context.name, say);
}

export function whereOf(cluster: LiveCluster, namespace: string | undefined, say: CommandSay): string {
  const context = cluster.context.name;
  return namespace === undefined ? say('where-cluster', { context }) : say('where', { context, namespace });
}
