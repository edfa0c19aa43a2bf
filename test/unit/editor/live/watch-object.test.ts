import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import {
  ClusterError,
  type ClusterFailure,
  type Connection,
  type WatchEnd,
  type WatchEvent,
  type WatchOptions,
} from '../../../../src/cluster/connection.ts';
import type { KubernetesObject } from '../../../../src/core/statefulset/model.ts';
import { watchObject } from '../../../../src/editor/live/watch-object.ts';
import { caught } from '../../../support/caught.ts';

const object: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'tenant', namespace: 'shop', resourceVersion: '7' },
};
const resource = { group: '', version: 'v1', name: 'configmaps', namespace: 'shop' };

/** A connection with one watch that a test holds in its hand. */
function watched() {
  let options: WatchOptions | undefined;
  let send: (event: WatchEvent) => void = () => {};
  let end: (end: WatchEnd) => void = () => {};
  let fail: (error: Error) => void = () => {};
  const connection: Pick<Connection, 'watch'> = {
    watch(_, given, onEvent) {
      options = given;
      send = onEvent;
      return new Promise((resolve, reject) => {
        end = resolve;
        fail = reject;
      });
    },
  };
  const changes = mock.fn();
  const errors = caught();
  const following = watchObject(connection as Connection, resource, object, changes, errors);
  const { faults } = errors;
  return { changes, following, faults, options: () => options, send, end, fail };
}

test('one object is watched from the version that was read, and each change of it is told', () => {
  const { changes, options, send } = watched();
  assert.equal(options()?.resourceVersion, '7');
  assert.equal(options()?.fieldSelector, 'metadata.name=tenant');
  send({ type: 'MODIFIED', object });
  send({ type: 'BOOKMARK', resourceVersion: '9' });
  send({ type: 'DELETED', object });
  assert.equal(changes.mock.callCount(), 2);
});

test('when the watch ends the object is looked at again after a while, unless nobody looks any more', async context => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const settled = async (run: (watch: ReturnType<typeof watched>) => void) => {
    const watch = watched();
    run(watch);
    await Promise.resolve();
    context.mock.timers.tick(60_000);
    return watch.changes.mock.callCount();
  };
  assert.equal(await settled(watch => watch.end({ reason: 'closed' })), 1);
  assert.equal(await settled(watch => watch.end({ reason: 'aborted' })), 0);
  const failed = (kind: ClusterFailure['kind'], status: number): WatchEnd => ({
    reason: 'failed',
    error: new ClusterError({ kind, detail: '', status }),
  });
  for (const passing of [failed('unreachable', 0), failed('too-many-requests', 429), failed('server', 503)])
    assert.equal(await settled(watch => watch.end(passing)), 1);
  for (const lasting of [failed('forbidden', 403), failed('server', 405)])
    assert.equal(await settled(watch => watch.end(lasting)), 0);
  const closed = watched();
  closed.following.dispose();
  assert.equal(closed.options()?.signal.aborted, true);
});

test('a fault of ours in a watch is handed to those who tell it', async () => {
  const { fail, faults } = watched();
  const fault = new TypeError('no such thing');
  fail(fault);
  await new Promise(resolve => setImmediate(resolve));
  assert.deepEqual(faults, [fault]);
});

test('nothing is looked at again when the watch ends after nobody looks any more', async context => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const { following, end, changes } = watched();
  following.dispose();
  end({ reason: 'closed' });
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  context.mock.timers.tick(60_000);
  assert.equal(changes.mock.callCount(), 0);
});
