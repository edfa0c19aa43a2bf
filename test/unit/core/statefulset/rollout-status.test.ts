import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Deployment } from '../../../../src/core/deployment/model.ts';
import type { StatefulSet } from '../../../../src/core/statefulset/model.ts';
import { deploymentRolloutStatus, statefulSetRolloutStatus } from '../../../../src/core/statefulset/rollout-status.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';

const say = speaker(allSentences);

function sentence(object: StatefulSet | Deployment): string {
  const status = object.kind === 'StatefulSet' ? statefulSetRolloutStatus(object) : deploymentRolloutStatus(object);
  return `${say.data(status)} [${status.ends}]`;
}

function set(spec: object, status: object): StatefulSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web', generation: 2 },
    spec: { replicas: 5, selector: {}, template: { spec: { containers: [] } }, ...spec },
    status: { observedGeneration: 2, ...status },
  };
}

const rolling = (partition: number) => ({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition } } });

describe('what kubectl rollout status says of a StatefulSet', () => {
  it('refuses a strategy that it cannot follow', () => {
    assert.equal(
      sentence(set({ updateStrategy: { type: 'OnDelete' } }, {})),
      'rollout status is only available for RollingUpdate strategy type [error]',
    );
  });

  it('waits until the controller has seen the change', () => {
    const waits = 'Waiting for statefulset spec update to be observed... [no]';
    assert.equal(sentence(set(rolling(0), { observedGeneration: 1, readyReplicas: 5 })), waits);
    assert.equal(sentence(set(rolling(0), { observedGeneration: 0, readyReplicas: 5 })), waits);
  });

  it('counts the pods that are not ready before anything else', () => {
    assert.equal(
      sentence(set(rolling(3), { readyReplicas: 4, updatedReplicas: 2 })),
      'Waiting for 1 pods to be ready... [no]',
    );
  });

  it('waits for the pods above the partition', () => {
    assert.equal(
      sentence(set(rolling(3), { readyReplicas: 5, updatedReplicas: 1 })),
      'Waiting for partitioned roll out to finish: 1 out of 2 new pods have been updated... [no]',
    );
  });

  it('calls a rollout partitioned even at partition 0', () => {
    assert.equal(
      sentence(set(rolling(0), { readyReplicas: 5, updatedReplicas: 5 })),
      'partitioned roll out complete: 5 new pods have been updated... [success]',
    );
  });

  it('is done at once when the partition is beyond the replicas', () => {
    assert.equal(
      sentence(set(rolling(9), { readyReplicas: 5 })),
      'partitioned roll out complete: 0 new pods have been updated... [success]',
    );
  });

  it('compares revisions where the rollingUpdate block is absent', () => {
    const strategy = { updateStrategy: { type: 'RollingUpdate' } };
    assert.equal(
      sentence(
        set(strategy, { readyReplicas: 5, updatedReplicas: 3, currentRevision: 'web-a', updateRevision: 'web-b' }),
      ),
      'waiting for statefulset rolling update to complete 3 pods at revision web-b... [no]',
    );
    assert.equal(
      sentence(
        set(strategy, { readyReplicas: 5, currentReplicas: 5, currentRevision: 'web-b', updateRevision: 'web-b' }),
      ),
      'statefulset rolling update complete 5 pods at revision web-b... [success]',
    );
  });
});

describe('what kubectl rollout status says of a Deployment', () => {
  const deployment = (status: object): Deployment => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'api', generation: 3 },
    spec: { replicas: 4, selector: {}, template: { spec: { containers: [] } } },
    status: { observedGeneration: 3, ...status },
  });

  for (const [status, said] of [
    [{ observedGeneration: 2 }, 'Waiting for deployment spec update to be observed... [no]'],
    [
      { conditions: [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }] },
      'deployment "api" exceeded its progress deadline [error]',
    ],
    [
      { replicas: 5, updatedReplicas: 2 },
      'Waiting for deployment "api" rollout to finish: 2 out of 4 new replicas have been updated... [no]',
    ],
    [
      { replicas: 5, updatedReplicas: 4 },
      'Waiting for deployment "api" rollout to finish: 1 old replicas are pending termination... [no]',
    ],
    [
      { replicas: 4, updatedReplicas: 4, availableReplicas: 3 },
      'Waiting for deployment "api" rollout to finish: 3 of 4 updated replicas are available... [no]',
    ],
    [{ replicas: 4, updatedReplicas: 4, availableReplicas: 4 }, 'deployment "api" successfully rolled out [success]'],
  ] as const)
    it(said, () => assert.equal(sentence(deployment(status)), said));
});
