import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { World } from '../../../../src/core/statefulset/decision.ts';
import { podRanges } from '../../../../src/core/statefulset/ordinals.ts';
import { type Change, plan } from '../../../../src/core/statefulset/plan.ts';
import { planLines } from '../../../../src/core/statefulset/plan-lines.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';
import { imagePullBackOff, set, settled, withImage, withPodStatus, withSpec } from '../../../support/statefulset.ts';

const say = speaker(allSentences);

/** The plan as a person reads it. */
function read(before: World, change: Change): string[] {
  const { steps, stays, claims, notes } = planLines(plan(before, change), 'web');
  return [...steps, ...stays, ...claims, ...notes].map(say.data);
}

describe('a plan, as a person reads it', () => {
  const before = settled(set({ replicas: 5 }));
  const held = { type: 'RollingUpdate', rollingUpdate: { partition: 3 } };

  it('tells a canary in one line a pod', () => {
    assert.deepEqual(read(before, { kind: 'spec', set: withImage(before, 'app:v2', { updateStrategy: held }) }), [
      'web-4: deleted and created again, revision 1 → 2',
      'web-3: deleted and created again, revision 1 → 2',
      'web-0…web-2: held at the old revision by the partition',
      'Ready now: 5. On the way never fewer than 4.',
    ]);
  });

  it('tells how many stay ready where pods are renewed after more were added', () => {
    const three = settled(set({ replicas: 3 }));
    const more = withImage(three, 'app:v2', { replicas: 4 });
    assert.deepEqual(read(three, { kind: 'spec', set: more }).slice(-1), [
      'Ready now: 3. On the way never fewer than 3.',
    ]);
  });

  it('tells of no ready pods where only one goes that is not ready', () => {
    const broken = withPodStatus(settled(set({ replicas: 3 })), 'web-2', imagePullBackOff);
    assert.deepEqual(read(broken, { kind: 'delete-pods', pods: ['web-2'] }), [
      'web-2: deleted and created again at the same revision 1',
      'web-0, web-1: unchanged',
    ]);
  });

  it('promises no return of a pod whose node is not ready, ordered or parallel', () => {
    for (const podManagementPolicy of ['OrderedReady', 'Parallel']) {
      const three = settled(set({ replicas: 3, podManagementPolicy }));
      const pods = three.pods.map(pod => ({ ...pod, spec: { ...pod.spec, nodeName: `of-${pod.metadata.name}` } }));
      const change: Change = { kind: 'delete-pods', pods: ['web-0'] };
      assert.deepEqual(read({ ...three, pods, silentNodes: new Set(['of-web-0']) }, change), [
        'web-0: marked for deletion; it stays Terminating',
        'web-1, web-2: unchanged',
        'Ready now: 3. On the way never fewer than 2.',
        'It stops at web-0: its node of-web-0 is not ready, so web-0 stays Terminating until that node is back or is removed from the cluster. Until then nothing replaces it.',
      ]);
      assert.deepEqual(read({ ...three, pods, silentNodes: new Set(['of-web-1']) }, change).slice(0, 1), [
        'web-0: deleted and created again at the same revision 1',
      ]);
    }
  });

  it('tells a scale-up with its claims', () => {
    assert.deepEqual(read(before, { kind: 'spec', set: withSpec(before, { replicas: 6 }) }), [
      'web-5: created at revision 1, with new claim data-web-5',
      'web-0…web-4: unchanged',
      'New claims: data-web-5',
    ]);
  });

  it('tells that the data stays when the set goes', () => {
    const lines = read(settled(set({ replicas: 1 })), { kind: 'delete-set', propagation: 'Background' });
    assert.deepEqual(lines, [
      'web-0: deleted with its StatefulSet',
      'Kept with their data, though no pod uses them then: data-web-0',
      'Ready now: 1. There will be a time when none is ready.',
    ]);
  });

  it('tells of every claim that goes with the set, those that no pod uses too', () => {
    const policy = { whenScaled: 'Retain', whenDeleted: 'Delete' };
    const three = settled(set({ persistentVolumeClaimRetentionPolicy: policy }));
    const one = settled(withSpec(three, { replicas: 1 }), three);
    assert.ok(
      read(one, { kind: 'delete-set', propagation: 'Background' }).includes(
        'Deleted by the retention policy of the set: data-web-0, data-web-1, data-web-2. Their data is lost if their volumes are reclaimed with Delete',
      ),
    );
    const kept = settled(set());
    const smaller = settled(withSpec(kept, { replicas: 1 }), kept);
    assert.ok(
      read(smaller, { kind: 'delete-set', propagation: 'Background' }).includes(
        'Kept with their data, though no pod uses them then: data-web-0, data-web-1, data-web-2',
      ),
    );
    assert.ok(
      !read(smaller, { kind: 'spec', set: withImage(smaller, 'app:v2') })
        .join()
        .includes('data-web-2'),
    );
  });

  it('tells a pod that comes back at its revision', () => {
    assert.equal(
      read(before, { kind: 'delete-pods', pods: ['web-1'] })[0],
      'web-1: deleted and created again at the same revision 1',
    );
  });

  it('tells where it would stop', () => {
    const first = settled(set());
    const broken = withPodStatus(first, 'web-1', imagePullBackOff);
    assert.deepEqual(read(broken, { kind: 'spec', set: withImage(broken, 'app:v2') }), [
      'web-0…web-2: left at the old revision, because the rollout does not get there',
      'It stops at web-1, which is broken, and which the controller waits for before it does anything else. Delete web-1 after the change: it comes back at revision 2.',
    ]);
  });

  it('tells where it would stop though the pod is new, or not wanted any more', () => {
    const stops =
      'is not ready and will not become ready by itself: the controller waits for it before it does anything else.';
    const broken = withPodStatus(before, 'web-1', imagePullBackOff);
    assert.equal(
      read(broken, { kind: 'spec', set: withSpec(broken, { replicas: 4 }) }).at(-1),
      `It stops at web-1, which ${stops}`,
    );
    const two = withPodStatus(withPodStatus(before, 'web-3', imagePullBackOff), 'web-4', imagePullBackOff);
    const smaller = withImage(two, 'app:v2', { replicas: 2 });
    assert.equal(read(two, { kind: 'spec', set: smaller }).at(-1), `It stops at web-3, which ${stops}`);
  });

  it('tells pods that a new set takes over, and stops at one that it cannot', () => {
    const nobodys = before.pods.map(pod => ({ ...pod, metadata: { ...pod.metadata, ownerReferences: [] } }));
    const made = { ...before.set, status: {} };
    const left = { ...before, set: made, pods: nobodys };
    assert.deepEqual(read(left, { kind: 'spec', set: made }), [
      'web-0…web-4: taken over as they are, from an earlier set of this name',
      'No pod is created, replaced or deleted.',
    ]);
    const bare = nobodys.map(pod => ({ ...pod, spec: { ...pod.spec, volumes: [] } }));
    assert.equal(
      read({ ...left, pods: bare }, { kind: 'spec', set: made }).at(-1),
      'It stops at web-0: it was made without the claims of the set, and a pod cannot be given claims afterwards.',
    );
  });

  it('tells that a name is taken, and does not try for ever', () => {
    const more = withSpec(before, { replicas: 7 });
    assert.deepEqual(read({ ...before, taken: new Set(['web-5']) }, { kind: 'spec', set: more }).slice(-1), [
      'It stops at web-5: a pod of that name exists that does not belong to the set, and the cluster will not say so.',
    ]);
    const parallel = settled(set({ podManagementPolicy: 'Parallel' }));
    const five = { kind: 'spec', set: withSpec(parallel, { replicas: 5 }) } as const;
    assert.match(read({ ...parallel, taken: new Set(['web-3']) }, five).at(-1) ?? '', /^It stops at web-3/);
  });

  it('tells what becomes of claims from then on', () => {
    const policy = { persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete', whenDeleted: 'Delete' } };
    assert.deepEqual(read(before, { kind: 'spec', set: withSpec(before, policy) }), [
      'web-0…web-4: unchanged',
      'No pod is created, replaced or deleted.',
      'From then on, scaling down deletes the claims of the pods that go, with their data.',
      'From then on, the claims are deleted with the set, with their data.',
    ]);
  });

  it('tells pods below a raised start from pods too many', () => {
    const moved = read(before, { kind: 'spec', set: withSpec(before, { ordinals: { start: 1 }, replicas: 4 }) });
    assert.deepEqual(moved[0], 'web-0: deleted, because the ordinals of the set begin higher now');
  });

  it('tells that nothing happens', () => {
    assert.ok(read(before, { kind: 'spec', set: before.set }).includes('No pod is created, replaced or deleted.'));
  });
});

it('names of pods are folded into ranges', () => {
  assert.equal(
    podRanges('web', ['web-4', 'web-0', 'web-1', 'web-2', 'web-10', 'web-11']),
    'web-0…web-2, web-4, web-10, web-11',
  );
});
