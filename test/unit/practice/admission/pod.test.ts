import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type PracticeApi, pick, pods, practiceApi, simplePod } from '../../../support/practice-api.ts';

/** The words with which the server refuses a pod of this spec; '' if it takes it. */
function refusal(api: PracticeApi, spec: object): string {
  const { status, body } = api.call('POST', pods, simplePod('a', spec));
  if (status === 201) return '';
  assert.deepEqual([status, pick(body, 'reason')], [403, 'Forbidden']);
  return String(pick(body, 'message'));
}

function refused(why: string): string {
  return `pods "a" is forbidden: ${why}`;
}

describe('a pod is not taken', () => {
  it('without its service account', () => {
    const api = practiceApi();
    const words = refused('error looking up service account shop/nobody: serviceaccount "nobody" not found');
    assert.equal(refusal(api, { serviceAccountName: 'nobody' }), words);
    assert.equal(refusal(api, { serviceAccount: 'nobody' }), words);
    api.call('POST', '/api/v1/namespaces/shop/serviceaccounts', { metadata: { name: 'nobody' } });
    assert.equal(refusal(api, { serviceAccountName: 'nobody' }), '');
  });

  it('with a priority that no class gives it', () => {
    const api = practiceApi();
    const words = refused('no PriorityClass with name high was found');
    assert.equal(refusal(api, { priorityClassName: 'high' }), words);
    const computed = (asked: number, found: number) =>
      refused(
        `the integer value of priority (${asked}) must not be provided in pod spec; priority admission controller computed ${found} from the given PriorityClass name`,
      );
    assert.equal(refusal(api, { priority: 5 }), computed(5, 0));
    const policy =
      'the string value of PreemptionPolicy (Never) must not be provided in pod spec; priority admission controller computed PreemptLowerPriority from the given PriorityClass name';
    assert.equal(refusal(api, { preemptionPolicy: 'Never' }), refused(policy));
    const classes = '/apis/scheduling.k8s.io/v1/priorityclasses';
    api.call('POST', classes, { metadata: { name: 'high' }, value: 7 });
    assert.equal(refusal(api, { priorityClassName: 'high', priority: 5 }), computed(5, 7));
    assert.equal(refusal(api, { priorityClassName: 'high' }), '');
    assert.equal(pick(api.call('GET', `${pods}/a`).body, 'spec.priority'), 7);
  });

  it('with a runtime class, which the nodes here do not have', () => {
    const api = practiceApi();
    assert.equal(refusal(api, { runtimeClassName: 'nope' }), refused('pod rejected: RuntimeClass "nope" not found'));
    assert.equal(
      refusal(api, { overhead: { cpu: '1' } }),
      refused('pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead'),
    );
  });
});

it('a pod that names no class gets the priority of the default class, and its name', () => {
  const api = practiceApi();
  api.call('POST', '/apis/scheduling.k8s.io/v1/priorityclasses', {
    metadata: { name: 'usual' },
    value: 3,
    globalDefault: true,
    preemptionPolicy: 'Never',
  });
  const { body } = api.call('POST', pods, simplePod('a'));
  assert.deepEqual(
    ['priorityClassName', 'priority', 'preemptionPolicy'].map(key => pick(body, `spec.${key}`)),
    ['usual', 3, 'Never'],
  );
});
