import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type {
  Node,
  PersistentVolume,
  PersistentVolumeClaim,
  StorageClass,
} from '../../../../src/core/statefulset/model.ts';
import type { NodeView } from '../../../../src/practice/controllers/fit.ts';
import { boundClaim, filledClaim, selectedNode } from '../../../../src/practice/controllers/volumes/binding.ts';
import { placementOf, type Storage, settlementOf } from '../../../../src/practice/scheduler/placement.ts';
import { newClaim, newPod, newVolume } from '../../../support/practice-cluster.ts';

const pod = newPod('web');

function newNode(name: string): Node {
  return { apiVersion: 'v1', kind: 'Node', metadata: { name, labels: { 'kubernetes.io/hostname': name } } };
}

function view(node: Node, count = 0): NodeView {
  return { node, pods: () => [], count, repelling: [] };
}

/** A volume that only one node reaches. */
function volumeOn(node: string, name = `disk-${node}`): PersistentVolume {
  const matchExpressions = [{ key: 'kubernetes.io/hostname', operator: 'In', values: [node] }];
  return newVolume(name, {
    storageClassName: 'local',
    nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions }] } },
  });
}

function bound(to: PersistentVolume): PersistentVolumeClaim {
  return filledClaim(boundClaim(newClaim('data'), to), to);
}

function storageOf(
  volumes: readonly PersistentVolume[] = [],
  provisioner = 'disks.example.com',
  volumeBindingMode = 'WaitForFirstConsumer',
): Storage {
  const local: StorageClass = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'local' },
    provisioner,
    volumeBindingMode,
  };
  return {
    volume: name => volumes.find(each => each.metadata.name === name),
    volumes: () => volumes,
    storageClass: name => (name === 'local' ? local : undefined),
  };
}

const one = newNode('one');
const two = newNode('two');
const delayed = newClaim('data', { storageClassName: 'local' });

describe('where a pod goes', () => {
  it('is the node with the fewest pods, the first of equals', () => {
    assert.deepEqual(placementOf(pod, [], [view(one, 3), view(two, 1)], storageOf()), { do: 'bind', node: two });
    assert.deepEqual(placementOf(pod, [], [view(one), view(two)], storageOf()), { do: 'bind', node: one });
  });

  it('is nowhere as long as a claim does not exist, however empty the nodes are', () => {
    const message = '0/2 nodes are available: persistentvolumeclaim "data" not found. not found';
    assert.deepEqual(placementOf(pod, ['data'], [view(one), view(two)], storageOf()), { do: 'fail', message });
  });

  it('is nowhere as long as a claim is unbound that does not wait for its pod', () => {
    const message = '0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found';
    const placements = [
      placementOf(pod, [newClaim('data')], [view(one)], storageOf()),
      placementOf(pod, [delayed], [view(one)], storageOf([], 'disks.example.com', 'Immediate')),
    ];
    for (const placement of placements) assert.deepEqual(placement, { do: 'fail', message });
  });

  it('is nowhere while a claim goes, is lost, or waits for the volume that it names', () => {
    const said = (claim: PersistentVolumeClaim) => {
      const placement = placementOf(pod, [claim], [view(one)], storageOf([newVolume('disk')]));
      return placement.do === 'fail'
        ? placement.message.replace(/^0.1 nodes are available: (.*). not found$/, '$1')
        : '';
    };
    const usable = bound(newVolume('disk'));
    const going = { ...usable, metadata: { ...usable.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } };
    assert.equal(said(usable), '');
    assert.equal(said(going), 'persistentvolumeclaim "data" is being deleted');
    assert.equal(
      said({ ...going, status: { phase: 'Lost' } }),
      'persistentvolumeclaim "data" bound to non-existent persistentvolume "disk"',
    );
    assert.equal(
      said(newClaim('data', { storageClassName: 'local', volumeName: 'disk' })),
      'pod has unbound immediate PersistentVolumeClaims',
    );
  });

  it('is where each of its claims finds a volume of its own, the smallest first', () => {
    const none = 'kubernetes.io/no-provisioner';
    const large = newClaim('large', { storageClassName: 'local' });
    const small = newClaim('small', { storageClassName: 'local' }, '512Mi');
    const oneEach = [volumeOn('one', 'a'), volumeOn('one', 'b')];
    assert.deepEqual(placementOf(pod, [large, small], [view(one)], storageOf(oneEach, none)), {
      do: 'settle',
      node: one,
      claims: [small, large],
    });
    const tooFew = placementOf(pod, [large, small], [view(one)], storageOf([volumeOn('one')], none));
    assert.match(tooFew.do === 'fail' ? tooFew.message : '', /1 node\(s\) didn't find available persistent volumes/);
  });

  it('is where its volume is, though other nodes are emptier', () => {
    const volume = volumeOn('two');
    const placement = placementOf(pod, [bound(volume)], [view(one), view(two, 9)], storageOf([volume]));
    assert.deepEqual(placement, { do: 'bind', node: two });
  });

  it('is nowhere where no node reaches its volume', () => {
    const volume = volumeOn('gone');
    const placement = placementOf(pod, [bound(volume)], [view(one)], storageOf([volume]));
    assert.match(placement.do === 'fail' ? placement.message : '', /1 node\(s\) didn't match PersistentVolume's node/);
  });

  it('is settled with the claims that waited for it, and without those that are bound', () => {
    const storage = storageOf([newVolume('disk')]);
    const placement = placementOf(pod, [bound(newVolume('disk')), delayed], [view(one)], storage);
    assert.deepEqual(placement, { do: 'settle', node: one, claims: [delayed] });
  });

  it('is where a volume can be had, if nobody makes volumes', () => {
    const none = 'kubernetes.io/no-provisioner';
    const nodes = [view(one), view(two, 9)];
    const placement = placementOf(pod, [delayed], nodes, storageOf([volumeOn('two')], none));
    assert.deepEqual(placement, { do: 'settle', node: two, claims: [delayed] });
    const nowhere = placementOf(pod, [delayed], nodes, storageOf([], none));
    assert.match(nowhere.do === 'fail' ? nowhere.message : '', /2 node\(s\) didn't find available persistent volumes/);
  });
});

describe('how a claim that waited for its pod is settled', () => {
  it('takes a volume that the node reaches', () => {
    const volumes = [volumeOn('one'), volumeOn('two')];
    assert.deepEqual(settlementOf(delayed, two, volumes), { do: 'reserve', volume: volumes[1] });
  });

  it('has one made there otherwise, and asks for it once', () => {
    const settlement = settlementOf(delayed, two, [volumeOn('one')]);
    const asked = settlement.do === 'provision' ? settlement.claim : undefined;
    assert.deepEqual(asked?.metadata.annotations, { [selectedNode]: 'two' });
    assert.deepEqual(settlementOf(asked ?? delayed, two, []), { do: 'nothing' });
  });
});
