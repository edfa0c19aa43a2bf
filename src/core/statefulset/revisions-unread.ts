import { controllerReference } from './identity.ts';
import type { ControllerRevision, StatefulSet } from './model.ts';
import { revisionData } from './revision.ts';

/**
 * What the status tells of the revisions of a set where they may not be read: once the controller has seen the template, that is the
 * update revision. A stand-in for the other one is there by name only.
 */
export function knownRevisions(set: StatefulSet): ControllerRevision[] {
  const { currentRevision, updateRevision, observedGeneration = 0 } = set.status ?? {};
  const seen = observedGeneration >= (set.metadata.generation ?? 0);
  const named = (name: string, revision: number, data: object): ControllerRevision => ({
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: { name, ownerReferences: [controllerReference(set)] },
    revision,
    data,
  });
  const update =
    updateRevision === undefined ? [] : [named(updateRevision, 2, seen ? revisionData(set.spec.template) : {})];
  const current =
    currentRevision === undefined || currentRevision === updateRevision ? [] : [named(currentRevision, 1, {})];
  return [...current, ...update];
}
