import { type Change, commandLine, preview as dryRun, send } from '../../cluster/change.ts';
import { ClusterError } from '../../cluster/connection.ts';
import type { KubernetesObject } from '../../core/statefulset/model.ts';
import type { LiveCluster } from '../connect/session.ts';
import { answer, failureSentence } from '../problems.ts';
import type { WorkloadKey } from '../views/tree-model.ts';
import type { Deps } from './deps.ts';
import { effectText } from './describe-effect.ts';
import { makeChange, mustConfirm, mustWrite, ownersOfTarget, type Proposal, whereOf } from './make-change.ts';
import { confirmPreview } from './preview.ts';
import type { PreviewSection } from './preview-model.ts';

/** Several changes of one kind that are shown and confirmed as one. */
export interface Proposals {
  /** What is done, to how many. */
  readonly title: string;
  readonly changes: readonly Pick<Proposal, 'change' | 'follow'>[];
  /** Works out what will happen, from what the server would make of each object. */
  readonly sections: (results: readonly (KubernetesObject | undefined)[]) => readonly PreviewSection[];
  readonly destructive?: boolean;
}

/**
 * The way of `makeChange` for several objects: each is asked of the server first, all are shown in one plan and confirmed together, then sent
 * one after the other. Where one fails the rest is left, and a person is told what is done.
 */
export async function makeChanges(cluster: LiveCluster, proposals: Proposals, deps: Deps): Promise<void> {
  const { say } = deps;
  const [only, ...others] = proposals.changes;
  if (only === undefined) return;
  const { title, destructive = false } = proposals;
  if (others.length === 0) {
    const sections = (result: KubernetesObject | undefined) => proposals.sections([result]);
    await makeChange(cluster, { ...only, sections, destructive }, deps);
    return;
  }
  mustWrite(cluster, say);
  const asked = await Promise.all(proposals.changes.map(({ change }) => dryRun(cluster.connection, change)));
  const changes = asked.map(({ change }) => change);
  await confirmPreview(
    {
      title,
      confirm: title,
      where: whereOf(cluster, commonNamespace(changes), say),
      sections: [
        ...changes.flatMap(change =>
          ownersOfTarget(cluster, change, say).map(section => ofObject(section, change.target.name, say)),
        ),
        ...proposals.sections(asked.map(({ result }) => result)),
      ],
      kubectl: changes.map(({ kubectl }) => commandLine(kubectl)).join('\n'),
      destructive,
    },
    say,
  );
  await mustConfirm(cluster, say);
  await sendAll(cluster, proposals, changes, deps);
}

/** A section that is about one of several objects says which. */
export function ofObject(section: PreviewSection, name: string, say: Deps['say']): PreviewSection {
  return { ...section, heading: say('section-of', { name, heading: section.heading }) };
}

async function sendAll(
  cluster: LiveCluster,
  { changes: proposed }: Proposals,
  changes: readonly Change[],
  deps: Deps,
): Promise<void> {
  const { say } = deps;
  const done: string[] = [];
  const followed = new Map<string, { key: WorkloadKey; leadsTo: number | 'recreation' | 'end'; done: string[] }>();
  try {
    for (const [index, change] of changes.entries()) {
      const after = await send(cluster.connection, change);
      const object = `${change.target.kind} ${change.target.name}`;
      const title = effectText(change.effect, object, say);
      done.push(object);
      deps.errors.note(`${title} (${cluster.context.name})`);
      const key = proposed[index]?.follow;
      if (key === undefined) continue;
      const id = `${key.kind}/${key.namespace}/${key.name}`;
      const leadsTo = after?.metadata.generation ?? (change.effect.do === 'delete-pod' ? 'recreation' : 'end');
      const lines = [...(followed.get(id)?.done ?? []), title, commandLine(change.kubectl)];
      followed.set(id, { key, leadsTo, done: lines });
    }
  } catch (error) {
    const failed = changes[done.length]?.target;
    if (!(error instanceof ClusterError) || failed === undefined || done.length === 0) throw error;
    throw answer(say, 'changes-partly', {
      done: done.join(', '),
      failed: `${failed.kind} ${failed.name}`,
      detail: failureSentence(error.failure, say, cluster.context.server),
    });
  } finally {
    for (const { key, ...change } of followed.values()) deps.rollouts.follow(cluster, key, change);
  }
}

function commonNamespace(changes: readonly Change[]): string | undefined {
  const namespaces = [...new Set(changes.map(({ target }) => target.namespace ?? ''))];
  return namespaces.join(', ') || undefined;
}
