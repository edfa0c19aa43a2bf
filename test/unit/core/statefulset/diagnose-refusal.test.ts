import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lastRefusal } from '../../../../src/core/statefulset/diagnose-refusal.ts';
import type { ClusterEvent } from '../../../../src/core/statefulset/model.ts';
import { set } from '../../../support/statefulset.ts';

const web = set();
const QUOTA = 'pods "web-2" is forbidden: exceeded quota: full, requested: pods=1, used: pods=2, limited: pods=2';

function event(reason: string, message: string, second: number): ClusterEvent {
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `${reason}.${second}`, namespace: 'shop' },
    involvedObject: { kind: 'StatefulSet', name: 'web', uid: web.metadata.uid ?? '' },
    reason,
    message,
    lastTimestamp: new Date(second * 1_000).toISOString(),
  };
}

const refused = event('FailedCreate', `create Pod web-2 in StatefulSet web failed error: ${QUOTA}`, 10);

describe('the last refusal of a pod', () => {
  it('is the words of the server, whichever pod they are about', () => {
    assert.deepEqual(lastRefusal(web, [refused])?.evidence, [QUOTA]);
    assert.equal(lastRefusal(web, [refused])?.wayOut, 'raise-quota');
    assert.equal(lastRefusal(web, [refused])?.quota, 'full');
  });

  it('counts no more once a pod was let in, and only then', () => {
    const made = 'create Pod web-2 in StatefulSet web successful';
    assert.equal(lastRefusal(web, [refused, event('SuccessfulCreate', made, 11)]), undefined);
    assert.notEqual(lastRefusal(web, [refused, event('SuccessfulCreate', made, 9)]), undefined);
  });

  it('is not that of a claim: a pod that is there has its own', () => {
    const claim = 'create Claim data-web-2 for Pod web-2 in StatefulSet web failed error: exceeded quota';
    assert.equal(lastRefusal(web, [event('FailedCreate', claim, 10)]), undefined);
  });
});
