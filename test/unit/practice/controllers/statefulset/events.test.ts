import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Move } from '../../../../../src/core/statefulset/controller.ts';
import {
  eventsOfFailure,
  eventsOfSuccess,
  type SetEvent,
} from '../../../../../src/practice/controllers/statefulset/events.ts';
import { StatusError } from '../../../../../src/practice/status.ts';
import { newClaim, newPod, newSet } from '../../../../support/practice-cluster.ts';

const set = newSet('web');
const pod = newPod('web-0');
const claim = newClaim('data-web-0');
const createPod: Move = { do: 'create-pod', pod, revision: 'web-1' };
const createClaim: Move = { do: 'create-claim', claim, pod: 'web-0' };
const refusal = new StatusError(403, 'Forbidden', 'exceeded quota');

const lines = (events: readonly SetEvent[]) => events.map(each => `${each.type} ${each.reason}: ${each.message}`);

describe('what the StatefulSet controller says of a move that was made', () => {
  it('is said of every write to a pod, by its verb', () => {
    const moves: readonly Move[] = [
      createPod,
      { do: 'update-pod', pod },
      { do: 'delete-pod', pod: 'web-0', because: 'outdated' },
    ];
    assert.deepEqual(lines(moves.flatMap(move => eventsOfSuccess(set, move))), [
      'Normal SuccessfulCreate: Create Pod web-0 in StatefulSet web successful',
      'Normal SuccessfulUpdate: Update Pod web-0 in StatefulSet web successful',
      'Normal SuccessfulDelete: Delete Pod web-0 in StatefulSet web successful',
    ]);
  });

  it('names claim and pod where a claim was made', () => {
    assert.deepEqual(lines(eventsOfSuccess(set, createClaim)), [
      'Normal SuccessfulCreate: Create Claim data-web-0 Pod web-0 in StatefulSet web success',
    ]);
  });

  it('warns of a claim that another controller has', () => {
    const [event] = eventsOfSuccess(set, { do: 'warn-conflicting-controller', claim: 'data-web-0', pod: 'web-0' });
    assert.equal(event?.reason, 'ConflictingController');
    assert.match(event?.message ?? '', /^PersistentVolumeClaim data-web-0 has a conflicting OwnerReference/);
  });

  it('is nothing where owners or revisions were written', () => {
    assert.deepEqual(eventsOfSuccess(set, { do: 'update-claim-owners', claim, pod: 'web-0' }), []);
    assert.deepEqual(eventsOfSuccess(set, { do: 'renumber-revision', name: 'web-1', number: 2 }), []);
  });
});

describe('what the StatefulSet controller says of a move that failed', () => {
  it('is the words of the refusal', () => {
    assert.deepEqual(lines(eventsOfFailure(set, createPod, refusal)), [
      'Warning FailedCreate: Create Pod web-0 in StatefulSet web failed error: exceeded quota',
    ]);
  });

  it('is nothing where a pod of somebody else has the name', () => {
    assert.deepEqual(eventsOfFailure(set, createPod, new StatusError(409, 'AlreadyExists', 'exists')), []);
  });

  it('is said of a claim and of the pod that needs it', () => {
    assert.deepEqual(lines(eventsOfFailure(set, createClaim, refusal)), [
      'Warning FailedCreate: Create Claim data-web-0 for Pod web-0 in StatefulSet web failed error: exceeded quota',
      'Warning FailedCreate: Create Pod web-0 in StatefulSet web failed error: exceeded quota',
    ]);
  });

  it('is said of owners that could not be written as an update of the pod', () => {
    assert.deepEqual(lines(eventsOfFailure(set, { do: 'update-claim-owners', claim, pod: 'web-0' }, refusal)), [
      'Warning FailedUpdate: Update Pod web-0 in StatefulSet web failed error: exceeded quota',
    ]);
  });

  it('is said of a claim in the way by the verb of the write, and not at all without one', () => {
    const fail: Move = { do: 'fail', pod: 'web-0', claims: ['data-web-0'] };
    assert.deepEqual(eventsOfFailure(set, fail, refusal), []);
    const reasons = (['create', 'update'] as const).map(
      verb => eventsOfFailure(set, { ...fail, verb }, refusal)[0]?.reason,
    );
    assert.deepEqual(reasons, ['FailedCreate', 'FailedUpdate']);
  });
});
