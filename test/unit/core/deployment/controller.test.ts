import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newSetAnnotations, REVISION, REVISION_HISTORY } from '../../../../src/core/deployment/annotations.ts';
import { findCondition, isTimedOut } from '../../../../src/core/deployment/conditions.ts';
import {
  createFailedStatus,
  type DeploymentDecision,
  decideDeployment,
} from '../../../../src/core/deployment/controller.ts';
import type { Deployment, ReplicaSet } from '../../../../src/core/deployment/model.ts';
import type { Pod } from '../../../../src/core/statefulset/model.ts';
import { deployment, NOW, replicaSet, templateWith } from '../../../support/deployment.ts';

const decided = (of: Deployment, replicaSets: readonly ReplicaSet[] = [], pods: readonly Pod[] = [], now = NOW) =>
  decideDeployment({ deployment: of, replicaSets, pods, now });

/** `create 3`, `web-x 3 to 2`, `annotate`, `delete web-x`. */
function moves(decision: DeploymentDecision): string[] {
  return decision.moves.map(move => {
    switch (move.do) {
      case 'create-replica-set':
        return `create ${move.set.spec.replicas}`;
      case 'update-replica-set':
        return `annotate ${move.set.metadata.name}`;
      case 'scale-replica-set':
        return `${move.name} ${move.from} to ${move.to}`;
      case 'delete-replica-set':
        return `delete ${move.name}`;
    }
  });
}

const progress = ({ status }: Pick<DeploymentDecision, 'status'>) => findCondition(status, 'Progressing');
const v2 = { template: templateWith('app:v2') };

/** ReplicaSets of image v1 and v2 with their revisions, sized as told. */
const first = (wanted: number, available = wanted) =>
  replicaSet('web-1', wanted, available, { image: 'app:v1', age: 9, revision: 1, desired: 3, most: 4 });
const second = (wanted: number, available = wanted) =>
  replicaSet('web-2', wanted, available, { image: 'app:v2', age: 5, revision: 2, desired: 3, most: 4 });

function recorded(of: Deployment, reason: string, status = 'True', secondsAgo = 0): Deployment {
  const time = new Date(NOW - secondsAgo * 1000).toISOString();
  const conditions = [{ type: 'Progressing', status, reason, lastUpdateTime: time, lastTransitionTime: time }];
  return { ...of, status: { ...of.status, conditions } };
}

describe('one pass of the Deployment controller', () => {
  it('makes the first ReplicaSet at full size, numbered 1, with the hash in name, labels and selector', () => {
    const decision = decided(deployment());
    const [move] = decision.moves;
    assert.ok(move?.do === 'create-replica-set');
    const { metadata, spec } = move.set;
    const hash = metadata.labels?.['pod-template-hash'];
    assert.equal(metadata.name, `web-${hash}`);
    assert.equal(spec.replicas, 3);
    assert.deepEqual(spec.selector.matchLabels, { app: 'web', 'pod-template-hash': hash });
    assert.deepEqual(spec.template.metadata?.labels, spec.selector.matchLabels);
    assert.equal(metadata.annotations?.[REVISION], '1');
    assert.equal(metadata.annotations?.['deployment.kubernetes.io/desired-replicas'], '3');
    assert.equal(metadata.annotations?.['deployment.kubernetes.io/max-replicas'], '4');
    assert.equal(decision.revision, '1');
    assert.equal(progress(decision)?.reason, 'NewReplicaSetCreated');
  });

  it('begins an update with one pod more, and takes an old one only when the new one is available', () => {
    assert.deepEqual(moves(decided(deployment(v2), [first(3)])), ['create 1']);
    assert.deepEqual(moves(decided(deployment(v2), [first(3), second(1, 0)])), []);
    assert.deepEqual(moves(decided(deployment(v2), [first(3), second(1)])), ['web-1 3 to 2']);
    assert.deepEqual(moves(decided(deployment(v2), [first(2), second(1)])), ['web-2 1 to 2']);
    assert.deepEqual(moves(decided(deployment(v2), [first(0), second(3)])), []);
  });

  it('takes an earlier ReplicaSet up again under a new number and keeps the old number in its history', () => {
    const decision = decided(deployment(), [first(0), second(3)]);
    const [annotate] = decision.moves;
    assert.ok(annotate?.do === 'update-replica-set');
    assert.equal(annotate.set.metadata.annotations?.[REVISION], '3');
    assert.equal(annotate.set.metadata.annotations?.[REVISION_HISTORY], '1');
    assert.deepEqual(moves(decision), ['annotate web-1', 'web-1 0 to 1']);
    assert.equal(decision.revision, '3');
  });

  it('takes the oldest of several ReplicaSets with the same template', () => {
    const twin = replicaSet('web-twin', 0, 0, { image: 'app:v1', age: 1, revision: 4, desired: 3 });
    const decision = decided(deployment(), [twin, first(3)]);
    assert.deepEqual(moves(decision), ['annotate web-1']);
    assert.equal(decision.revision, '5');
  });

  it('does nothing but resize while it is paused', () => {
    const decision = decided(deployment({ ...v2, paused: true, replicas: 5 }), [first(3)]);
    assert.deepEqual(moves(decision), ['web-1 3 to 5']);
    assert.equal(progress(decision)?.reason, 'DeploymentPaused');
    assert.equal(progress(decision)?.status, 'Unknown');
  });

  it('says that it is resumed, and goes on', () => {
    const decision = decided(recorded(deployment(v2), 'DeploymentPaused', 'Unknown'), [first(3), second(1, 0)]);
    assert.equal(progress(decision)?.reason, 'ReplicaSetUpdated');
    assert.equal(
      progress(decided(recorded(deployment(v2), 'DeploymentPaused', 'Unknown'), [first(3)]))?.status,
      'True',
    );
  });

  it('resizes in the middle of a rollout without rolling on', () => {
    const decision = decided(deployment({ ...v2, replicas: 6 }), [first(2), second(1)]);
    assert.deepEqual(
      decision.moves.map(move => move.do),
      ['scale-replica-set', 'scale-replica-set'],
    );
    assert.deepEqual(moves(decision), ['web-1 2 to 6', 'web-2 1 to 2']);
  });

  it('removes all old pods before it makes new ones when it recreates', () => {
    const recreating = deployment({ ...v2, strategy: { type: 'Recreate' } });
    assert.deepEqual(moves(decided(recreating, [first(3)])), ['web-1 3 to 0']);
    const emptied = { ...first(0), status: { ...first(0).status, replicas: 0 } };
    const lastCounted = { ...emptied, status: { ...emptied.status, replicas: 1 } };
    assert.deepEqual(moves(decided(recreating, [lastCounted])), []);
    const lingering = podOf('web-1-x', 'uid-web-1');
    assert.deepEqual(moves(decided(recreating, [emptied], [lingering])), []);
    assert.deepEqual(moves(decided(recreating, [emptied], [{ ...lingering, status: { phase: 'Failed' } }])), [
      'create 3',
    ]);
    assert.deepEqual(moves(decided(recreating, [emptied])), ['create 3']);
  });

  it('cleans up the oldest revisions beyond the limit once it is complete, but none that has pods', () => {
    const old = [3, 1, 2, 4].map(revision => replicaSet(`old-${revision}`, 0, 0, { revision, age: revision }));
    const busy = old.map(set =>
      set.metadata.name === 'old-1' ? { ...set, status: { ...set.status, replicas: 1 } } : set,
    );
    const counts = { replicas: 3, updatedReplicas: 3, readyReplicas: 3, availableReplicas: 3, observedGeneration: 1 };
    const complete = deployment({ ...v2, revisionHistoryLimit: 2 }, { status: counts });
    const current = { ...second(3), metadata: { ...second(3).metadata, annotations: { [REVISION]: '9' } } };
    assert.deepEqual(moves(decided(complete, [...old, current])), ['delete old-1', 'delete old-2']);
    assert.deepEqual(moves(decided(complete, [...busy, current])), ['delete old-2']);
    assert.deepEqual(moves(decided({ ...complete, status: {} }, [...old, current])), []);
    const twins = [1, 3, 2].map(age => replicaSet(`aged-${age}`, 0, 0, { revision: 1, age }));
    assert.deepEqual(moves(decided(complete, [...twins, current])), ['delete aged-3']);
  });

  it('only counts while it is being deleted, and numbers what it has', () => {
    const going = deployment(v2);
    const metadata = { ...going.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' };
    const decision = decided({ ...going, metadata }, [first(3)]);
    assert.deepEqual(decision.moves, []);
    assert.equal(decision.status.replicas, 3);
    assert.equal(decision.again, undefined);
    const lower = replicaSet('web-2', 0, 0, { image: 'app:v2', revision: 1 });
    const numbered = decided({ ...going, metadata }, [first(3), lower]);
    assert.deepEqual([moves(numbered), numbered.revision], [['annotate web-2'], '2']);
  });
});

describe('the status of a Deployment', () => {
  it('counts what its ReplicaSets count, and leaves out zeros but for terminating pods', () => {
    const { status } = decided(deployment(v2), [first(2), second(2, 1)]);
    const { conditions: _, ...counts } = status;
    assert.deepEqual(counts, {
      observedGeneration: 1,
      replicas: 4,
      updatedReplicas: 2,
      readyReplicas: 3,
      availableReplicas: 3,
      unavailableReplicas: 1,
      terminatingReplicas: 0,
    });
  });

  it('is available when enough pods are', () => {
    const reasonWith = (available: number) =>
      findCondition(decided(deployment(), [first(3, available)]).status, 'Available')?.reason;
    assert.equal(reasonWith(3), 'MinimumReplicasAvailable');
    assert.equal(reasonWith(2), 'MinimumReplicasUnavailable');
  });

  it('has progressed when everything is new and available, and then no longer watches the time', () => {
    const decision = decided(recorded(deployment(), 'ReplicaSetUpdated', 'True', 9999), [first(3)]);
    assert.equal(progress(decision)?.reason, 'NewReplicaSetAvailable');
    assert.equal(decision.again, undefined);
    const later = decided(recorded(deployment(), 'NewReplicaSetAvailable', 'True', 9999), [first(3, 2)]);
    assert.equal(progress(later)?.reason, 'NewReplicaSetAvailable');
  });

  it('times out when nothing moved for longer than the deadline, and asks to be looked at in time', () => {
    const counts = { replicas: 4, updatedReplicas: 1, readyReplicas: 3, availableReplicas: 3 };
    const rolling = (seconds: number) =>
      recorded(
        deployment({ ...v2, progressDeadlineSeconds: 60 }, { status: counts }),
        'ReplicaSetUpdated',
        'True',
        seconds,
      );
    const early = decided(rolling(50), [first(3), second(1, 0)]);
    assert.equal(progress(early)?.reason, 'ReplicaSetUpdated');
    assert.equal(early.again, 11_000);
    const late = decided(rolling(61), [first(3), second(1, 0)]);
    assert.equal(progress(late)?.reason, 'ProgressDeadlineExceeded');
    assert.equal(progress(late)?.message, 'ReplicaSet "web-2" has timed out progressing.');
    assert.equal(late.again, undefined);
  });

  it('knows no progress without a deadline', () => {
    const { progressDeadlineSeconds: _, ...spec } = deployment(v2).spec;
    const timeless = recorded({ ...deployment(), spec }, 'ReplicaSetUpdated');
    assert.equal(progress(decided(timeless, [first(3)])), undefined);
    const endless = deployment({ progressDeadlineSeconds: 2_147_483_647 });
    assert.equal(isTimedOut(endless, recorded(endless, 'ReplicaSetUpdated', 'True', 9e9).status ?? {}, NOW), false);
  });

  it('renews the time of its progress with each step, but not the time since which it progresses', () => {
    const before = recorded(deployment(v2), 'ReplicaSetUpdated', 'True', 30);
    const condition = progress(decided(before, [first(3), second(1)]));
    assert.equal(condition?.lastUpdateTime, '2026-01-01T12:00:00Z');
    assert.equal(condition?.lastTransitionTime, before.status?.conditions?.[0]?.lastTransitionTime);
  });

  it('shows why pods cannot be made, and stops showing it', () => {
    const failure = { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: 'exceeded quota' };
    const failing = { ...first(3), status: { ...first(3).status, conditions: [failure] } };
    const condition = findCondition(decided(deployment(), [failing]).status, 'ReplicaFailure');
    assert.equal(condition?.message, 'exceeded quota');
    const lastTransitionTime = '2025-12-31T00:00:00Z';
    const old = { ...first(3), status: { ...first(3).status, conditions: [{ ...failure, lastTransitionTime }] } };
    const since = findCondition(decided(deployment(), [old]).status, 'ReplicaFailure');
    assert.deepEqual([since?.lastUpdateTime, since?.lastTransitionTime], [lastTransitionTime, lastTransitionTime]);
    assert.equal(findCondition(decided(deployment(), [first(3)]).status, 'ReplicaFailure'), undefined);
  });

  it('says that the server refused the new ReplicaSet', () => {
    const status = createFailedStatus(deployment(), 'web-3', 'exceeded quota', NOW);
    const condition = findCondition(status, 'Progressing');
    assert.equal(condition?.reason, 'ReplicaSetCreateError');
    assert.equal(condition?.message, 'Failed to create new replica set "web-3": exceeded quota');
  });
});

describe('what a ReplicaSet is told about its Deployment', () => {
  const annotated = (annotations: Readonly<Record<string, string>>) => {
    const plain = deployment();
    return { ...plain, metadata: { ...plain.metadata, annotations } };
  };

  it('is every annotation but those of machines', () => {
    const annotations = {
      'kubernetes.io/change-cause': 'v2 is faster',
      'kubectl.kubernetes.io/last-applied-configuration': '{}',
      'deployment.kubernetes.io/revision': '7',
    };
    assert.deepEqual(newSetAnnotations(annotated(annotations), undefined, 8), {
      'kubernetes.io/change-cause': 'v2 is faster',
      [REVISION]: '8',
    });
  });

  it('never lowers its number', () => {
    assert.equal(newSetAnnotations(annotated({}), { [REVISION]: '5' }, 3)[REVISION], '5');
    const unreadable = { [REVISION]: 'five' };
    assert.deepEqual(newSetAnnotations(annotated({ 'kubernetes.io/change-cause': 'v2' }), unreadable, 3), unreadable);
  });

  it('keeps a history of numbers that does not grow without end', () => {
    const history = Array.from({ length: 500 }, (_, index) => 1000 + index).join();
    const next = newSetAnnotations(annotated({}), { [REVISION]: '2000', [REVISION_HISTORY]: history }, 2001);
    const kept = next[REVISION_HISTORY] ?? '';
    assert.ok(kept.length <= 2000 && kept.length > 1990);
    assert.ok(kept.endsWith(',1499,2000'));
  });
});

function podOf(name: string, owner: string): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: owner, controller: true }],
    },
    spec: { containers: [] },
    status: { phase: 'Running' },
  };
}
