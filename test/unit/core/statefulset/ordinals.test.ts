import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  claimNamesOf,
  inOrder,
  ordinalOf,
  ordinalOfClaim,
  ordinalsOf,
  partedOrdinals,
  podDnsName,
  ranges,
} from '../../../../src/core/statefulset/ordinals.ts';
import { set, settled } from '../../../support/statefulset.ts';

describe('ordinals', () => {
  it('run from the start for as many as there are replicas', () => {
    assert.deepEqual(ordinalsOf(set({ replicas: 3 })), [0, 1, 2]);
    assert.deepEqual(ordinalsOf(set({ replicas: 2, ordinals: { start: 5 } })), [5, 6]);
  });

  it('are read from the end of a pod name, and only of this set', () => {
    assert.equal(ordinalOf('web', 'web-12'), 12);
    assert.equal(ordinalOf('web', 'web-a-1'), undefined);
    assert.equal(ordinalOf('web-a', 'web-a-1'), 1);
    assert.equal(ordinalOf('web', 'web-'), undefined);
    assert.equal(ordinalOf('web', 'web--1'), undefined);
    assert.equal(ordinalOf('web', 'web-2147483648'), undefined);
  });

  it('put web-10 after web-9', () => {
    const { pods } = settled(set({ replicas: 11 }));
    const shuffled = pods.toSorted((one, other) => one.metadata.name.localeCompare(other.metadata.name));
    assert.deepEqual(inOrder('web', shuffled).at(-1)?.metadata.name, 'web-10');
  });

  it('are parted by the partition, counted from the start', () => {
    const parted = set({
      replicas: 4,
      ordinals: { start: 10 },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 3 } },
    });
    assert.deepEqual(partedOrdinals(parted), { held: [10, 11, 12], updated: [13] });
  });

  it('fold into ranges', () => {
    assert.deepEqual(ranges([5, 1, 0, 2, 1]), [
      { first: 0, last: 2 },
      { first: 5, last: 5 },
    ]);
    assert.deepEqual(ranges([]), []);
  });
});

describe('claim names', () => {
  it('join template, set and ordinal', () => {
    assert.deepEqual(claimNamesOf(set(), 2), ['data-web-2']);
  });

  it('lead back to the ordinal, of a pod that is gone too', () => {
    assert.equal(ordinalOfClaim(set(), 'data-web-7'), 7);
    assert.equal(ordinalOfClaim(set(), 'data-other-7'), undefined);
    assert.equal(ordinalOfClaim(set(), 'logs-web-7'), undefined);
  });

  it('count a template name once', () => {
    const [template] = set().spec.volumeClaimTemplates ?? [];
    assert.ok(template);
    assert.deepEqual(claimNamesOf(set({ volumeClaimTemplates: [template, template] }), 0), ['data-web-0']);
  });
});

describe('the DNS name of a pod', () => {
  it('stands on the governing Service', () => {
    assert.equal(podDnsName(set(), 0), 'web-0.web.default.svc.cluster.local');
  });

  it('does not exist without one', () => {
    assert.equal(podDnsName(set({ serviceName: '' }), 0), undefined);
  });
});
