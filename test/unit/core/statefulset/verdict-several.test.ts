import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { World } from '../../../../src/core/statefulset/decision.ts';
import { judge, short, waiting } from '../../../support/evidence.ts';
import {
  imagePullBackOff,
  set,
  settled,
  unready,
  withImage,
  withPodStatus,
  withSpec,
} from '../../../support/statefulset.ts';

const world = settled(set());
const held = (partition: number) => ({ type: 'RollingUpdate', rollingUpdate: { partition } });
describe('several broken pods', () => {
  const breaking = (of: World) => withPodStatus(withPodStatus(of, 'web-0', unready), 'web-2', imagePullBackOff);

  it('in order are told from the lowest, with the others named', () => {
    const found = judge(breaking(world));
    assert.deepEqual([found.waitsFor, found.also], ['web-0', ['web-2']]);
  });

  it('in parallel are told from where the update waits, with the others named', () => {
    const before = settled(set({ podManagementPolicy: 'Parallel' }));
    const updated = settled(withImage(before, 'app:v2', { updateStrategy: held(2) }), before);
    const found = judge(breaking({ ...updated, set: withSpec(updated, { updateStrategy: held(0) }) }));
    assert.deepEqual([found.waitsFor, found.also], ['web-2', ['web-0']]);
  });

  it('in parallel are told from the lowest where nothing is left to be updated', () => {
    const found = judge(breaking(settled(set({ podManagementPolicy: 'Parallel' }))));
    assert.deepEqual([found.waitsFor, found.also], ['web-0', ['web-2']]);
  });

  it('in parallel one that will not recover is the news, not one that starts', () => {
    const parallel = settled(set({ podManagementPolicy: 'Parallel' }));
    const found = judge(withPodStatus(withPodStatus(parallel, 'web-0', unready), 'web-2', waiting('PodInitializing')));
    assert.equal(short(found), 'stuck web-0 not-ready fix-template');
  });
});
