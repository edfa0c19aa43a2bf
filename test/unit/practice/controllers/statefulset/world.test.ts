import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Pod, StatefulSet } from '../../../../../src/core/statefulset/model.ts';
import { atSpeed, concernedSets, mountedClaims } from '../../../../../src/practice/controllers/statefulset/world.ts';
import { namespace, newClaim, newPod, newSet } from '../../../../support/practice-cluster.ts';

function inNamespace<T extends Pod | StatefulSet>(object: T): T {
  return { ...object, metadata: { ...object.metadata, namespace } };
}

function ownedBy(kind: string, name: string): Pod {
  const pod = inNamespace(newPod('web-0', {}, 'app:v1', { app: 'web' }));
  const owner = { apiVersion: 'apps/v1', kind, name, uid: 'uid', controller: true };
  return { ...pod, metadata: { ...pod.metadata, ownerReferences: [owner] } };
}

describe('the sets that a change of a pod concerns', () => {
  const sets = () => [inNamespace(newSet('web')), inNamespace(newSet('db'))];

  it('are its owner, without a look at the others', () => {
    assert.deepEqual(
      concernedSets(ownedBy('StatefulSet', 'web'), () => assert.fail('looked at the others')),
      ['shop/web'],
    );
  });

  it('are none where something else owns it', () => {
    assert.deepEqual(concernedSets(ownedBy('ReplicaSet', 'web'), sets), []);
  });

  it('are those that could adopt it: by name and by labels', () => {
    const pod = (name: string, app: string) => inNamespace(newPod(name, {}, 'app:v1', { app }));
    assert.deepEqual(concernedSets(pod('web-7', 'web'), sets), ['shop/web']);
    assert.deepEqual(concernedSets(pod('web-7', 'db'), sets), []);
    assert.deepEqual(concernedSets(pod('web-a', 'web'), sets), []);
  });
});

describe('the claims that the pods of a set mount', () => {
  it('are those of wanted pods and of pods that are there still', () => {
    const volumeClaimTemplates = [newClaim('data'), newClaim('logs')];
    const set = newSet('web', { replicas: 1, volumeClaimTemplates });
    const names = mountedClaims(set, [newPod('web-0'), newPod('web-4')]);
    assert.deepEqual([...names].sort(), ['data-web-0', 'data-web-4', 'logs-web-0', 'logs-web-4']);
  });
});

describe('a set on a clock that runs faster', () => {
  it('needs its pods ready for less time, and is the same set at the usual speed', () => {
    const set = newSet('web', { minReadySeconds: 10 });
    assert.equal(atSpeed(set, 20).spec.minReadySeconds, 0.5);
    assert.equal(atSpeed(set, 1), set);
  });
});
