import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at } from '../../../../src/practice/json.ts';
import { resources } from '../../../../src/practice/resources.ts';
import {
  namespace,
  newDeployment,
  newPod,
  newSet,
  practiceCluster,
  template,
} from '../../../support/practice-cluster.ts';

function budgetStatus(spec: object, image = 'app:v1', settle = 5000) {
  const cluster = practiceCluster();
  const budget = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'web' } };
  cluster.create({ ...budget, ...{ spec: { selector: { matchLabels: { app: 'web' } }, ...spec } } });
  cluster.create(newSet('web', { replicas: 3, podManagementPolicy: 'Parallel' }, image));
  cluster.advance(settle);
  const status = () => at(cluster.registry.get(resources.podDisruptionBudgets, namespace, 'web'), 'status');
  return { cluster, status };
}

const numbers = (status: unknown) =>
  ['currentHealthy', 'desiredHealthy', 'expectedPods', 'disruptionsAllowed'].map(key => at(status, key));

describe('the status of a disruption budget', () => {
  it('tells how many pods may go while the others must stay', () => {
    assert.deepEqual(numbers(budgetStatus({ minAvailable: 2 }).status()), [3, 2, 3, 1]);
    assert.deepEqual(numbers(budgetStatus({ maxUnavailable: 1 }).status()), [3, 2, 3, 1]);
  });

  it('rounds shares up', () => {
    assert.deepEqual(numbers(budgetStatus({ minAvailable: '50%' }).status()), [3, 2, 3, 1]);
    assert.deepEqual(numbers(budgetStatus({ maxUnavailable: '50%' }).status()), [3, 1, 3, 2]);
  });

  it('allows nothing while too few are healthy', () => {
    const { status } = budgetStatus({ minAvailable: 2 }, 'app:unready');
    assert.deepEqual(numbers(status()), [0, 2, 3, 0]);
    assert.equal(at(listed(status()), 'reason'), 'InsufficientPods');
  });

  it('counts what a Deployment wants once, however many ReplicaSets have its pods, and no pod of nobody', () => {
    const { cluster, status } = budgetStatus({ maxUnavailable: '50%' });
    cluster.registry.delete(resources.statefulSets, namespace, 'web');
    cluster.create(
      newDeployment('web', { replicas: 4 }),
      newPod('alone', { nodeName: 'node-1' }, 'app:v1', { app: 'web' }),
    );
    cluster.advance(5000);
    assert.deepEqual(numbers(status()), [5, 2, 4, 3]);
    cluster.patch(resources.deployments, 'web', { spec: { template: template({ app: 'web' }, 'app:unready') } });
    cluster.advance(5000);
    assert.equal(cluster.registry.list(resources.replicaSets, namespace).length, 2);
    assert.equal(at(status(), 'expectedPods'), 4);
  });

  it('counts a share from what the set wants, missing pods included', () => {
    const { cluster, status } = budgetStatus({ maxUnavailable: 1 });
    cluster.registry.delete(resources.pods, namespace, 'web-1');
    cluster.advance(20);
    assert.deepEqual(numbers(status()), [2, 2, 3, 0]);
    cluster.advance(2000);
    assert.deepEqual(numbers(status()), [3, 2, 3, 1]);
    assert.equal(at(listed(status()), 'reason'), 'SufficientPods');
    assert.deepEqual(cluster.faults, []);
  });
});

function listed(status: unknown): unknown {
  const conditions = at(status, 'conditions');
  return Array.isArray(conditions) ? conditions[0] : undefined;
}
