import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Evidence } from '../../../../src/core/statefulset/verdict.ts';
import { claimsWith, eventAbout, judge, short, storageClass, unschedulable } from '../../../support/evidence.ts';
import { set, settled, withPodStatus } from '../../../support/statefulset.ts';

const world = settled(set());

describe('a pod that no node takes because of its claim', () => {
  const told = (message: string, more: Partial<Evidence> = {}) =>
    judge(withPodStatus(world, 'web-2', unschedulable(message)), more);
  const pending = (storageClassName: string) =>
    claimsWith(world, 'data-web-2', claim => ({
      ...claim,
      spec: { ...claim.spec, storageClassName },
      status: { phase: 'Pending' },
    }));

  it('lacks a volume made by hand where the controller knows no such provisioner, also when classes may not be read', () => {
    const claims = pending('local');
    const [claim] = claims.filter(({ metadata }) => metadata.name === 'data-web-2');
    assert.ok(claim);
    const unknown = 'no volume plugin matched name: kubernetes.io/no-provisioner';
    const events = [eventAbout(claim, 'ProvisioningFailed', unknown, { now: world.now })];
    const unbound = '0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims.';
    for (const classes of [undefined, [storageClass('local', 'kubernetes.io/no-provisioner')]])
      assert.equal(
        short(told(unbound, { claims, events, classes })),
        'stuck web-2 claim-pending provide-volume-or-class',
      );
  });

  it('waits for a claim that goes by the words of the scheduler, where claims may not be read', () => {
    const found = told('0/3 nodes are available: persistentvolumeclaim "data-web-2" is being deleted. not found', {
      claims: undefined,
    });
    assert.equal(short(found), 'stuck web-2 claim-terminating');
    assert.deepEqual([found.claim, found.evidence], ['data-web-2', []]);
  });
});
