import type { Move } from '../../../core/statefulset/controller.ts';
import type { ControllerRevision, StatefulSet } from '../../../core/statefulset/model.ts';
import { canonicalJson } from '../../../core/statefulset/revision.ts';
import type { Registry } from '../../registry.ts';
import { resources } from '../../resources.ts';
import { StatusError } from '../../status.ts';
import { manager } from '../context.ts';

const { pods, persistentVolumeClaims: claims, controllerRevisions: revisions } = resources;

/** Two templates that hash to one name. */
export class Collision extends Error {}

/** Makes one move of the brain. Throws what the API refuses, a `Collision`, and the failure that the brain foresees. */
export function makeMove(registry: Registry, set: StatefulSet, move: Move): void {
  const { namespace } = set.metadata;
  switch (move.do) {
    case 'create-revision':
      createRevision(registry, move.revision, namespace);
      return;
    case 'renumber-revision': {
      const revision = registry.get(revisions, namespace, move.name);
      registry.update(revisions, { ...revision, revision: move.number }, manager);
      return;
    }
    case 'create-claim':
      registry.create(claims, move.claim, manager);
      return;
    case 'update-claim-owners':
      registry.update(claims, move.claim, manager);
      return;
    case 'warn-conflicting-controller':
      return; // it is only told
    case 'create-pod':
      registry.create(pods, move.pod, manager);
      return;
    case 'update-pod':
      registry.update(pods, move.pod, manager);
      return;
    case 'delete-pod':
      registry.delete(pods, namespace, move.pod);
      return;
    case 'fail':
      throw new StatusError(409, 'Conflict', beingDeleted(move.claims));
  }
}

/** A name that holds the same data already is as good as a new revision; one with other data is a collision. Fact C2.4. */
function createRevision(registry: Registry, revision: ControllerRevision, namespace: string | undefined): void {
  const existing = registry.find(revisions, namespace, revision.metadata.name);
  if (existing === undefined) registry.create(revisions, revision, manager);
  else if (canonicalJson(existing.data) !== canonicalJson(revision.data)) throw new Collision();
}

function beingDeleted(names: readonly string[]): string {
  const sentences = names.map(name => `pvc ${name} is being deleted`);
  return sentences.length === 1 ? (sentences[0] ?? '') : `[${sentences.join(', ')}]`;
}
