import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Mirror, MirrorNews } from '../../../../src/cluster/mirror.ts';
import type { StatefulSet } from '../../../../src/core/statefulset/model.ts';
import { followObject } from '../../../../src/editor/live/follow-object.ts';
import { set } from '../../../support/cluster/objects.ts';

const target = { kind: 'StatefulSet', namespace: 'shop', name: 'web' } as const;

/** How often is called back for each change in turn. */
function counted(specOnly: boolean) {
  const listeners: ((news: MirrorNews) => void)[] = [];
  const mirror: Partial<Mirror> = {
    subscribe: listener => {
      listeners.push(listener);
      return () => listeners.splice(listeners.indexOf(listener), 1);
    },
  };
  let count = 0;
  const following = followObject(mirror as Mirror, target, () => count++, specOnly);
  return {
    following,
    tell(type: 'ADDED' | 'MODIFIED' | 'DELETED', object: StatefulSet, before: StatefulSet | undefined) {
      const already = count;
      for (const listener of [...listeners])
        listener({ changes: [{ kind: 'StatefulSet', type, object, before }], statuses: [] });
      return count - already;
    },
  };
}

const web = set('web');
const ready: StatefulSet = { ...web, status: { replicas: 3, readyReplicas: 3 } };
const changed: StatefulSet = { ...web, metadata: { ...web.metadata, generation: 5 } };
const labelled: StatefulSet = { ...web, metadata: { ...web.metadata, labels: { tier: 'db' } } };

test('whoever follows an object hears of every change of it, and of no other', () => {
  const { tell, following } = counted(false);
  assert.equal(tell('MODIFIED', ready, web), 1);
  assert.equal(tell('MODIFIED', set('other'), set('other')), 0);
  following.dispose();
  assert.equal(tell('MODIFIED', ready, web), 0);
});

test('whoever follows what is meant hears of specs, labels and ends, not of a status', () => {
  const { tell } = counted(true);
  assert.equal(tell('MODIFIED', ready, web), 0);
  assert.equal(tell('MODIFIED', changed, web), 1);
  assert.equal(tell('MODIFIED', labelled, web), 1);
  assert.equal(tell('DELETED', web, web), 1);
  assert.equal(tell('ADDED', web, undefined), 1);
});
