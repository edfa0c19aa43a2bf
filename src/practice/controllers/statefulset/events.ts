import type { Move } from '../../../core/statefulset/controller.ts';
import type { StatefulSet } from '../../../core/statefulset/model.ts';
import { StatusError } from '../../status.ts';
import type { Happening } from '../events.ts';

/** What the controller says of a set, in its own words. Section E of the controller facts. */
export type SetEvent = Pick<Happening, 'type' | 'reason' | 'message'>;

type Verb = 'Create' | 'Update' | 'Delete';

/** What is said of a move that was made. Of most that are not about pods or claims: nothing. */
export function eventsOfSuccess(set: StatefulSet, move: Move): readonly SetEvent[] {
  switch (move.do) {
    case 'create-claim':
      return [claimCreated(set, move.claim.metadata.name, move.pod)];
    case 'warn-conflicting-controller':
      return [conflictingController(move.claim)];
    case 'create-pod':
      return [podWritten(set, 'Create', move.pod.metadata.name)];
    case 'update-pod':
      return [podWritten(set, 'Update', move.pod.metadata.name)];
    case 'delete-pod':
      return [podWritten(set, 'Delete', move.pod)];
    default:
      return [];
  }
}

/** What is said of a move that could not be made. */
export function eventsOfFailure(set: StatefulSet, move: Move, error: unknown): readonly SetEvent[] {
  switch (move.do) {
    case 'create-claim':
      return [
        claimNotCreated(set, move.claim.metadata.name, move.pod, error),
        podNotWritten(set, 'Create', move.pod, error),
      ];
    case 'update-claim-owners':
      return [podNotWritten(set, 'Update', move.pod, error)];
    case 'create-pod':
      return unlessTaken(error, podNotWritten(set, 'Create', move.pod.metadata.name, error));
    case 'update-pod':
      return unlessTaken(error, podNotWritten(set, 'Update', move.pod.metadata.name, error));
    case 'delete-pod':
      return unlessTaken(error, podNotWritten(set, 'Delete', move.pod, error));
    case 'fail':
      if (move.verb === undefined) return [];
      return [podNotWritten(set, move.verb === 'create' ? 'Create' : 'Update', move.pod, error)];
    default:
      return [];
  }
}

/** A pod of that name exists and is not ours: the controller says nothing, and tries for ever. Section B. */
function unlessTaken(error: unknown, event: SetEvent): readonly SetEvent[] {
  return error instanceof StatusError && error.reason === 'AlreadyExists' ? [] : [event];
}

function podWritten(set: StatefulSet, verb: Verb, pod: string): SetEvent {
  const message = `${verb} Pod ${pod} in StatefulSet ${set.metadata.name} successful`;
  return { type: 'Normal', reason: `Successful${verb}`, message };
}

function podNotWritten(set: StatefulSet, verb: Verb, pod: string, error: unknown): SetEvent {
  const message = `${verb} Pod ${pod} in StatefulSet ${set.metadata.name} failed error: ${wordsOf(error)}`;
  return { type: 'Warning', reason: `Failed${verb}`, message };
}

function claimCreated(set: StatefulSet, claim: string, pod: string): SetEvent {
  const message = `Create Claim ${claim} Pod ${pod} in StatefulSet ${set.metadata.name} success`;
  return { type: 'Normal', reason: 'SuccessfulCreate', message };
}

function claimNotCreated(set: StatefulSet, claim: string, pod: string, error: unknown): SetEvent {
  const message = `Create Claim ${claim} for Pod ${pod} in StatefulSet ${set.metadata.name} failed error: ${wordsOf(error)}`;
  return { type: 'Warning', reason: 'FailedCreate', message };
}

function conflictingController(claim: string): SetEvent {
  const words = `has a conflicting OwnerReference that acts as a manging controller, the retention policy is ignored for this claim`;
  return { type: 'Warning', reason: 'ConflictingController', message: `PersistentVolumeClaim ${claim} ${words}` };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
