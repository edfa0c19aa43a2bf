import { type Change, commandLine, preview as dryRun, type Outcome } from '../../cluster/change.ts';
import { ClusterError } from '../../cluster/connection.ts';
import { resourceOf } from '../../cluster/mirror.ts';
import type { Deployment } from '../../core/deployment/model.ts';
import type { StatefulSet } from '../../core/statefulset/model.ts';
import type { CommandSay } from '../../words/words.ts';
import type { LiveCluster } from '../connect/session.ts';
import { Answer } from '../problems.ts';
import type { WorkloadKey } from '../views/tree-model.ts';
import { asShown, type Seen, ShownOtherwise } from './as-shown.ts';
import { ofObject, ownersOfTarget, type Planning } from './change-sections.ts';
import type { ClusterToChange } from './cluster-to-change.ts';
import type { Deps } from './deps.ts';
import { effectText } from './describe-effect.ts';
import { confirmName, confirmPreview } from './preview.ts';
import type { PreviewLine, PreviewSection } from './preview-model.ts';
import { mustConfirm, mustWrite, whereOf } from './protect.ts';
import { readQuotas } from './quotas.ts';
import { renewedPlan } from './renewed-plan.ts';
import { type Made, sendInTurn } from './send-in-turn.ts';
import { titleIn } from './title-in.ts';

/** Changes and what a person must know of them before saying yes. */
export interface Proposed {
  /** Mostly one; several are shown and confirmed as one and sent in this order. */
  readonly changes: readonly ProposedChange[];
  /** Works out what will happen, from what the server would make of each object, and what it is now. */
  readonly sections: (
    results: readonly Made[],
    lives: readonly Made[],
    planning: Planning,
  ) => readonly PreviewSection[];
  readonly destructive?: boolean;
  /** What a person has to type, where data may be lost or get into other hands. */
  readonly typed?: string;
  /** What else the plan is made from: the set of a pod that is deleted. */
  readonly plannedOn?: readonly (StatefulSet | Deployment)[];
}

export interface ProposedChange {
  readonly change: Change;
  /** The workload whose pods it moves; it is followed afterwards. */
  readonly follow: WorkloadKey | undefined;
}

export interface Proposal {
  /**
   * Makes the changes up from what the mirror has: again where somebody else changed something while the plan was read. Throws an answer
   * where there is nothing to change (any more).
   */
  readonly propose: () => Proposed;
  /** What is done to several; one change has its own title. */
  readonly title?: string;
  /** Of a flow in several steps: which one this is. */
  readonly step?: string;
}

/**
 * The way of every change: asked of the server without doing it, shown, confirmed, sent with preconditions, followed. What somebody else
 * changes in between is told, and the plan shown anew. Resolves with the objects as they are then; rejects with what the server refuses, or
 * with `Cancelled`.
 */
export function makeChange(cluster: ClusterToChange, proposal: Proposal, deps: Deps): Promise<readonly Made[]> {
  const { say } = deps;
  return asShown(
    cluster,
    async (seen, news) => {
      const proposed = proposal.propose();
      const targets = proposed.changes.map(({ change }) => change.target);
      const [{ changes, results, lives }, quotas] = await Promise.all([
        askServer(cluster, proposed.changes, seen),
        readQuotas(cluster, targets),
      ]);
      const planning = { ...deps, quotas };
      const stands = (proposed.plannedOn ?? []).map(seenOf);
      seen.push(...stands);
      const [only, ...others] = changes;
      if (only === undefined) return [];
      const own = titleOf(only.change, say);
      const done = others.length === 0 ? own : (proposal.title ?? own);
      const title = titleIn(
        proposal.step === undefined ? done : say('repair-step', { step: proposal.step, title: done }),
        cluster,
        deps,
      );
      const sections = () => [...ownersOf(cluster, changes, say), ...proposed.sections(results, lives, planning)];
      const shown = sections();
      await confirmPreview(
        {
          title,
          confirm: done,
          where: whereOf(cluster, commonNamespace(changes), say),
          news,
          sections: shown,
          kubectl: changes.map(({ change }) => commandLine(change.kubectl)).join('\n'),
          destructive: proposed.destructive === true,
          renewing: renewedPlan(
            cluster,
            {
              targets: [...changes.map(({ change }) => change.target), ...stands.map(({ target }) => target)],
              news,
              sections,
            },
            say,
          ),
        },
        say,
      );
      if (proposed.typed !== undefined) await confirmName(proposed.typed, title, say);
      await mustConfirm(cluster, say);
      // The settings may be others by now, too.
      mustWrite(cluster, say);
      mustHaveWarnedOf(sections(), [...shown, ...news]);
      await mustStand(cluster, stands);
      return sendInTurn(cluster, changes, deps);
    },
    say,
  );
}

/** The change of an outcome, or an answer that says why there is none. */
export function changeOf<C extends Change>(outcome: Outcome<C>, say: CommandSay): C {
  if (outcome.refused === undefined) return outcome.change;
  throw new Answer({ severity: 'information', sentence: say.data(outcome.refused), buttons: [] });
}

/** Asks what each change would make of its object. */
async function askServer(
  { connection }: LiveCluster,
  changes: readonly ProposedChange[],
  seen: Seen[],
): Promise<{ readonly changes: ProposedChange[]; readonly results: Made[]; readonly lives: Made[] }> {
  // The server may refuse because the mirror is behind; then it is known what was asked about.
  seen.push(...changes.map(({ change: { target } }): Seen => ({ target, live: undefined })));
  const asked = await Promise.all(changes.map(({ change }) => dryRun(connection, change)));
  seen.splice(0, seen.length, ...asked.map(({ change: { target }, live }) => ({ target, live })));
  return {
    changes: asked.map(({ change }, index) => ({ change, follow: changes[index]?.follow })),
    results: asked.map(({ result }) => result),
    lives: asked.map(({ live }) => live),
  };
}

/** An object as the mirror has it. */
function seenOf(live: StatefulSet | Deployment): Seen {
  const { namespace, name, uid = '', generation = 0 } = live.metadata;
  const scope = namespace === undefined ? {} : { namespace };
  const resource = resourceOf(live.kind, namespace);
  return { target: { kind: live.kind, name, ...scope, uid, generation, resource }, live };
}

/** Throws a conflict where something has changed that the plan is made from and that no precondition of the change itself is about. */
async function mustStand({ connection, context }: LiveCluster, stands: readonly Seen[]): Promise<void> {
  for (const { target } of stands) {
    const now = await connection.get(target.resource, target.name).catch((error: unknown) => {
      // Who may delete a pod may lack the right to read its set; then the plan cannot be held to it.
      if (error instanceof ClusterError && error.failure.kind === 'forbidden') return undefined;
      throw error;
    });
    const { uid, generation } = now?.metadata ?? target;
    if (uid === target.uid && generation === target.generation) continue;
    const at = { context: context.id, server: context.server };
    throw new ClusterError({ kind: 'conflict', detail: target.name, status: 409 }, at);
  }
}

/** Nobody gets what they were not warned of: a pod that was one of three may be the last by now. */
function mustHaveWarnedOf(now: readonly PreviewSection[], shown: readonly PreviewSection[]): void {
  const known = new Set(warnings(shown).map(({ text }) => text));
  const unknown = warnings(now).filter(({ text }) => !known.has(text));
  if (unknown.length > 0) throw new ShownOtherwise(unknown);
}

function warnings(sections: readonly PreviewSection[]): PreviewLine[] {
  return sections.flatMap(({ lines }) => lines.filter(({ icon }) => icon === 'warning'));
}

function ownersOf(cluster: LiveCluster, changes: readonly ProposedChange[], say: CommandSay): PreviewSection[] {
  return changes.flatMap(({ change }) =>
    ownersOfTarget(cluster, change, say).map(section =>
      changes.length === 1 ? section : ofObject(section, change.target.name, say),
    ),
  );
}

/** What a change does, in one line: its title, its button, its entry in the channel. */
export function titleOf({ effect, target }: Change, say: CommandSay): string {
  return effectText(effect, `${target.kind} ${target.name}`, say);
}

function commonNamespace(changes: readonly ProposedChange[]): string | undefined {
  const namespaces = [...new Set(changes.map(({ change: { target } }) => target.namespace ?? ''))];
  return namespaces.join(', ') || undefined;
}
