import { revisionOf } from '../../core/deployment/annotations.ts';
import type { Deployment, ReplicaSet } from '../../core/deployment/model.ts';
import type { ControllerRevision, PodTemplate, StatefulSet } from '../../core/statefulset/model.ts';
import { canonicalJson, templateOf } from '../../core/statefulset/revision.ts';
import type { Outcome, PatchChange, Site } from './types.ts';
import { calledBy, nameOf, patchOf, paused } from './workload.ts';

/** The label by which a Deployment tells the pods of its ReplicaSets apart; it is no part of the template. */
const HASH_LABEL = 'pod-template-hash';

/**
 * Gives a workload the template of an earlier revision back, as `kubectl rollout undo --to-revision` does: a set from a
 * ControllerRevision, a Deployment from a ReplicaSet. Nothing but the template changes. Fact F3.
 */
export function rollBack(set: StatefulSet, to: ControllerRevision, site?: Site): Outcome<PatchChange>;
export function rollBack(deployment: Deployment, to: ReplicaSet, site?: Site): Outcome<PatchChange>;
export function rollBack(
  workload: StatefulSet | Deployment,
  to: ControllerRevision | ReplicaSet,
  site: Site = {},
): Outcome<PatchChange> {
  const object = calledBy(workload);
  const { number: revision, template } = storedIn(to);
  if (workload.kind === 'Deployment' && workload.spec.paused === true) return paused(workload, site);
  if (template === undefined) return { refused: { code: 'change-unreadable-revision', values: { object, revision } } };
  if (canonicalJson(template) === canonicalJson(workload.spec.template))
    return { refused: { code: 'change-already-at-revision', values: { object, revision } } };
  const operation = { op: 'replace', path: '/spec/template', value: template } as const;
  const command = ['rollout', 'undo', nameOf(workload), `--to-revision=${revision}`];
  return { change: patchOf(workload, { do: 'roll-back', to: revision }, [operation], site, command) };
}

/** The number of a revision, and the template that it stands for; `undefined` if it cannot be read. */
export function storedIn(revision: ControllerRevision | ReplicaSet): {
  readonly number: number;
  readonly template: PodTemplate | undefined;
} {
  if (revision.kind === 'ControllerRevision') return { number: revision.revision, template: templateOf(revision) };
  const { metadata, spec } = revision.spec.template;
  const { [HASH_LABEL]: _, ...labels } = metadata?.labels ?? {};
  return { number: revisionOf(revision), template: { metadata: { ...metadata, labels }, spec } };
}
