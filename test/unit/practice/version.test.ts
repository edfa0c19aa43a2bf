import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { KubernetesVersion } from '../../../src/core/kubernetes-version.ts';
import { at } from '../../../src/practice/json.ts';
import { readSettings } from '../../../src/practice/main.ts';
import { resources } from '../../../src/practice/resources.ts';
import { gitVersionOf, readVersion, recordedVersion } from '../../../src/practice/version.ts';
import { practiceApi } from '../../support/practice-api.ts';
import { namespace, newSet, type PracticeCluster, practiceCluster } from '../../support/practice-cluster.ts';

const version = (text: string): KubernetesVersion => readVersion(text) ?? assert.fail(text);
const rolling = (maxUnavailable: unknown, type: string | undefined = 'RollingUpdate') => ({
  updateStrategy: { ...(type === undefined ? {} : { type }), rollingUpdate: { maxUnavailable } },
});

function stored(cluster: PracticeCluster): unknown {
  return cluster.registry.get(resources.statefulSets, namespace, 'web').spec.updateStrategy;
}

/** The greatest number of pods that were away at once while a new image was rolled out. */
function mostAway(cluster: PracticeCluster): number {
  cluster.create(newSet('web', { replicas: 5, ...rolling(3) }));
  cluster.advance(10_000);
  let most = 0;
  cluster.registry.subscribe(() => {
    const there = cluster.registry.list(resources.pods, namespace).filter(pod => !pod.metadata.deletionTimestamp);
    most = Math.max(most, 5 - there.length);
  });
  const containers = [{ name: 'app', image: 'app:v2' }];
  cluster.patch(resources.statefulSets, 'web', { spec: { template: { spec: { containers } } } });
  cluster.advance(30_000);
  assert.deepEqual(
    cluster.registry.list(resources.pods, namespace).map(pod => pod.spec.containers[0]?.image),
    Array(5).fill('app:v2'),
  );
  return most;
}

describe('the version of a practice cluster', () => {
  it('is read with or without a patch, and only where it is known how it differs', () => {
    assert.deepEqual(
      ['1.35', 'v1.35.2', '1.36', '1.37'].map(text => gitVersionOf(version(text))),
      ['v1.35.4', 'v1.35.2', 'v1.36.2', 'v1.37.0'],
    );
    assert.deepEqual(['1.33', '1.38', '2.36', 'new', ''].map(readVersion), Array(5).fill(undefined));
    assert.equal(gitVersionOf(recordedVersion), 'v1.36.2');
  });

  it('is an option of the program, and a wrong one is refused', () => {
    assert.deepEqual(readSettings(['--kubernetes-version', '1.35.2'], {})?.kubernetes, version('1.35.2'));
    assert.equal(readSettings([], {})?.kubernetes, undefined);
    assert.equal(readSettings(['--kubernetes-version', '1.20'], {}), undefined);
  });

  it('is what the server and its nodes say of themselves', () => {
    const { call } = practiceApi({ kubernetes: version('1.35.2') });
    const { body } = call('GET', '/version');
    assert.deepEqual([at(body, 'major'), at(body, 'minor'), at(body, 'gitVersion')], ['1', '35', 'v1.35.2']);
    const node = practiceCluster({ kubernetes: version('1.37') }).registry.get(resources.nodes, undefined, 'node-1');
    assert.equal(at(node, 'status', 'nodeInfo', 'kubeletVersion'), 'v1.37.0');
  });

  it('decides whether names of Services may begin with a digit', () => {
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: '1st' }, spec: { ports: [{ port: 80 }] } };
    const path = `/api/v1/namespaces/${namespace}/services`;
    assert.equal(practiceApi({ kubernetes: version('1.36') }).call('POST', path, service).status, 201);
    assert.equal(practiceApi({ kubernetes: version('1.35') }).call('POST', path, service).status, 422);
  });
});

describe('maxUnavailable of a set in the practice cluster', () => {
  it('is dropped in 1.36, and kept with a default of 1 where its gate is on', () => {
    const off = practiceCluster();
    off.create(newSet('web', rolling(2)));
    assert.deepEqual(stored(off), { type: 'RollingUpdate', rollingUpdate: { partition: 0 } });
    for (const text of ['1.35.2', '1.37']) {
      const on = practiceCluster({ kubernetes: version(text) });
      on.create(newSet('web', rolling(2)));
      assert.deepEqual(stored(on), { type: 'RollingUpdate', rollingUpdate: { partition: 0, maxUnavailable: 2 } });
      on.registry.delete(resources.statefulSets, namespace, 'web');
      on.advance(1000);
      on.create(newSet('web'));
      assert.deepEqual(stored(on), { type: 'RollingUpdate', rollingUpdate: { partition: 0, maxUnavailable: 1 } });
    }
  });

  it('is given to no set whose strategy has no block for it', () => {
    const cluster = practiceCluster({ kubernetes: version('1.37') });
    cluster.create(newSet('web', { updateStrategy: { type: 'RollingUpdate' } }));
    assert.deepEqual(stored(cluster), { type: 'RollingUpdate' });
  });

  it('stays where it was stored before the gate was off', () => {
    const on = practiceCluster({ kubernetes: version('1.35.2') });
    on.create(newSet('web', rolling(2)));
    const off = practiceCluster({ state: on.registry.store.dump(), time: on.clock.now() });
    off.patch(resources.statefulSets, 'web', { spec: { replicas: 2, ...rolling(3) } });
    assert.deepEqual(stored(off), { type: 'RollingUpdate', rollingUpdate: { partition: 0, maxUnavailable: 3 } });
    off.patch(resources.statefulSets, 'web', { spec: rolling(null) });
    off.patch(resources.statefulSets, 'web', { spec: rolling(3) });
    assert.deepEqual(stored(off), { type: 'RollingUpdate', rollingUpdate: { partition: 0 } });
  });

  it('lets so many pods go together, and one at a time where the gate is off', () => {
    assert.equal(mostAway(practiceCluster({ kubernetes: version('1.35.2') })), 3);
    assert.equal(mostAway(practiceCluster()), 1);
  });

  it('is refused in the words of the server where the gate is on', () => {
    const path = `/apis/apps/v1/namespaces/${namespace}/statefulsets`;
    const messages = (value: unknown): unknown => {
      const { body } = practiceApi({ kubernetes: version('1.37') }).call('POST', path, newSet('web', rolling(value)));
      const causes = at(body, 'details', 'causes');
      return Array.isArray(causes) ? causes.map(cause => `${at(cause, 'field')}: ${at(cause, 'message')}`) : body;
    };
    const field = 'spec.updateStrategy.rollingUpdate.maxUnavailable';
    const notAShare = `a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')`;
    assert.deepEqual(messages(0), [`${field}: Invalid value: 0: cannot be 0`]);
    assert.deepEqual(messages(-1), [`${field}: Invalid value: -1: must be greater than or equal to 0`]);
    assert.deepEqual(messages('0%'), [`${field}: Invalid value: "0%": cannot be 0`]);
    assert.deepEqual(messages('150%'), [`${field}: Invalid value: "150%": must not be greater than 100%`]);
    assert.deepEqual(messages('two'), [
      `${field}: Invalid value: "two": ${notAShare}`,
      `${field}: Invalid value: "two": cannot be 0`,
    ]);
  });
});
