import { storedIn } from '../../cluster/change.ts';
import { type Mirror, ownedBy } from '../../cluster/mirror.ts';
import { deploymentParts } from '../../cluster/model.ts';
import { ageOf } from '../../core/age.ts';
import type { Deployment, ReplicaSet } from '../../core/deployment/model.ts';
import { shortImages } from '../../core/image.ts';
import type { ControllerRevision, StatefulSet } from '../../core/statefulset/model.ts';
import { canonicalJson } from '../../core/statefulset/revision.ts';
import type { CommandSay } from '../../words/words.ts';

/** A revision that a workload may go back to. */
export interface RevisionChoice<R extends ControllerRevision | ReplicaSet = ControllerRevision | ReplicaSet> {
  readonly revision: R;
  readonly number: number;
  /** It is the template that the workload has now. */
  readonly isCurrent: boolean;
  /** What tells it from the others: images, cause, age. */
  readonly words: string;
}

const CAUSE = 'kubernetes.io/change-cause';

/** The revisions of a set, newest first. */
export function setRevisions(
  mirror: Mirror,
  set: StatefulSet,
  now: number,
  say: CommandSay,
): RevisionChoice<ControllerRevision>[] {
  return choices(mirror.indexed('ControllerRevision', ownedBy(set.metadata.uid ?? '')), set, now, say);
}

/** The revisions of a Deployment, newest first. */
export function deploymentRevisions(
  mirror: Mirror,
  deployment: Deployment,
  now: number,
  say: CommandSay,
): RevisionChoice<ReplicaSet>[] {
  return choices(deploymentParts(mirror, deployment).replicaSets, deployment, now, say);
}

function choices<R extends ControllerRevision | ReplicaSet>(
  revisions: readonly R[],
  workload: StatefulSet | Deployment,
  now: number,
  say: CommandSay,
): RevisionChoice<R>[] {
  const current = canonicalJson(workload.spec.template);
  return revisions
    .map(revision => {
      const { number, template } = storedIn(revision);
      const isCurrent = template !== undefined && canonicalJson(template) === current;
      const words = [
        isCurrent ? say('roll-back-current') : undefined,
        shortImages(template?.spec.containers ?? []),
        revision.metadata.annotations?.[CAUSE],
        ageOf(revision.metadata.creationTimestamp, now),
      ];
      return {
        revision,
        number,
        isCurrent,
        words: words.filter(word => word !== undefined && word !== '').join(' · '),
      };
    })
    .toSorted((one, other) => other.number - one.number);
}
