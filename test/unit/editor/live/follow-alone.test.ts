import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { ClusterError, type Connection, type WatchEnd, type WatchEvent } from '../../../../src/cluster/connection.ts';
import type { KubernetesObject } from '../../../../src/core/statefulset/model.ts';
import { followAlone } from '../../../../src/editor/live/follow-alone.ts';
import { caught } from '../../../support/caught.ts';

const target = { kind: 'StatefulSet', namespace: 'shop', name: 'web' } as const;
const object = (generation: number, uid = 'one'): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'web', namespace: 'shop', generation, uid },
});

/** A connection with one object, whose watches a test holds in its hand. */
function followed(specOnly: boolean, refused?: ClusterError) {
  const asked: string[] = [];
  let send: (event: WatchEvent) => void = () => {};
  let end: (end: WatchEnd) => void = () => {};
  const connection: Pick<Connection, 'list' | 'watch'> = {
    async list(resource, { fieldSelector }) {
      asked.push(`list ${resource.namespace}/${resource.name} ${fieldSelector}`);
      if (refused !== undefined) throw refused;
      return { items: [object(1)], resourceVersion: '7' };
    },
    watch(resource, { resourceVersion, fieldSelector }, onEvent) {
      asked.push(`watch ${resource.namespace}/${resource.name} ${fieldSelector} from ${resourceVersion}`);
      send = onEvent;
      return new Promise(resolve => {
        end = resolve;
      });
    },
  };
  const changes = mock.fn();
  const following = followAlone(connection as Connection, target, changes, caught(), specOnly);
  return {
    following,
    asked,
    count: () => changes.mock.callCount(),
    send: (event: WatchEvent) => send(event),
    end: (reason: WatchEnd) => end(reason),
  };
}

const settled = () => new Promise(resolve => setImmediate(resolve));

test('an object of a namespace that is not shown is watched by itself', async () => {
  const { asked, send, count } = followed(false);
  await settled();
  const only = 'shop/statefulsets metadata.name=web';
  assert.deepEqual(asked, [`list ${only}`, `watch ${only} from 7`]);
  send({ type: 'MODIFIED', object: object(1) });
  assert.equal(count(), 1);
});

test('whoever follows what is meant hears of specs, ends and another of that name, not of a status', async () => {
  const { send, count } = followed(true);
  await settled();
  send({ type: 'MODIFIED', object: object(1) });
  assert.equal(count(), 0);
  send({ type: 'MODIFIED', object: object(2) });
  send({ type: 'MODIFIED', object: object(2) });
  assert.equal(count(), 1);
  send({ type: 'DELETED', object: object(2) });
  send({ type: 'ADDED', object: object(2, 'two') });
  assert.equal(count(), 3);
});

test('a watch that ends is begun anew, with a look at what came meanwhile; one that is let go is not', async context => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const { asked, end, count, following } = followed(true);
  await settled();
  end({ reason: 'gone' });
  await settled();
  context.mock.timers.tick(5_000);
  await settled();
  assert.equal(asked.length, 4);
  assert.equal(count(), 1);
  following.dispose();
  end({ reason: 'closed' });
  await settled();
  context.mock.timers.tick(60_000);
  assert.equal(asked.length, 4);
});

test('what may not be read is not asked for again, and what fails is', async context => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const askedAfter = async (kind: 'forbidden' | 'timeout') => {
    const { asked } = followed(true, new ClusterError({ kind, detail: '' }));
    await settled();
    context.mock.timers.tick(5_000);
    await settled();
    return asked.length;
  };
  assert.equal(await askedAfter('forbidden'), 1);
  assert.equal(await askedAfter('timeout'), 2);
});
