import { storedIn } from '../../cluster/change.ts';
import type { ReplicaSet } from '../../core/deployment/model.ts';
import type { ControllerRevision } from '../../core/statefulset/model.ts';
import { comparedTemplates } from '../../language/compared.ts';
import type { LiveCluster } from '../connect/session.ts';
import type { ComparedDocuments } from '../live/compared-documents.ts';
import { answer } from '../problems.ts';
import { named, type Target } from '../target.ts';
import { chooseTarget, workloadTarget } from './choose-target.ts';
import type { Deps } from './deps.ts';
import { liveWorkload } from './live.ts';

/** Opens the template of a revision beside the one that its workload has now. */
export async function compareRevisionCommand(
  deps: Deps,
  documents: ComparedDocuments,
  argument: unknown,
): Promise<void> {
  const { say, desk } = deps;
  const cluster = desk.cluster(argument);
  const kinds = ['ControllerRevision', 'ReplicaSet'] as const;
  const target = await chooseTarget(argument, kinds, say('choose-revision'), cluster, deps);
  const revision = revisionAt(cluster, target);
  const owner = workloadTarget(cluster, target);
  if (revision === undefined || owner === undefined) throw answer(say, 'revision-of-nobody', { object: named(target) });
  const { number, template } = storedIn(revision);
  const values = { object: named(owner), revision: number };
  if (template === undefined) throw answer(say, 'change-unreadable-revision', values);
  const { live, wanted } = comparedTemplates(template, liveWorkload(cluster, owner, say).spec.template);
  if (live === wanted) throw answer(say, 'revision-same', values);
  await documents.openRevision(cluster, target, { live, wanted }, say('compare-revision-title', values));
}

function revisionAt(
  { mirror }: LiveCluster,
  { kind, namespace, name }: Target,
): ControllerRevision | ReplicaSet | undefined {
  return kind === 'ControllerRevision' || kind === 'ReplicaSet' ? mirror.get(kind, namespace, name) : undefined;
}
