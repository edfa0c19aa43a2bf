import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pod } from '../../../../src/core/statefulset/model.ts';
import { prefixOf, restartedRunsOf, runsOf } from '../../../../src/editor/logs/runs.ts';
import { pod } from '../objects.ts';

function restarted(name: string): Pod {
  const base = pod(name);
  const [status] = base.status?.containerStatuses ?? [];
  assert.ok(status);
  return { ...base, status: { ...base.status, containerStatuses: [{ ...status, restartCount: 2 }] } };
}

function withSidecar(name: string): Pod {
  const base = pod(name);
  const [status] = base.status?.containerStatuses ?? [];
  assert.ok(status);
  return { ...base, status: { ...base.status, containerStatuses: [status, { ...status, name: 'backup' }] } };
}

test('a container that waits has nothing to tell yet', () => {
  assert.deepEqual(runsOf([pod('web-0', { ready: false })]), []);
  assert.deepEqual(runsOf([pod('web-0')]), [
    { key: 'uid-web-0/app/0', namespace: 'shop', pod: 'web-0', container: 'app' },
  ]);
});

test('after a restart it is another run, and the one before can be asked for', () => {
  assert.deepEqual(
    runsOf([restarted('web-0')]).map(({ key }) => key),
    ['uid-web-0/app/2'],
  );
  assert.deepEqual(
    restartedRunsOf([restarted('web-0'), pod('web-1')]).map(({ pod: name, key }) => [name, key]),
    [['web-0', 'uid-web-0/app/1']],
  );
});

test('lines are told apart by what differs', () => {
  const prefixes = (pods: Pod[], several = true) => {
    const runs = runsOf(pods);
    return runs.map(run => prefixOf(run, runs, several));
  };
  assert.deepEqual(prefixes([pod('web-0')], false), ['']);
  assert.deepEqual(prefixes([pod('web-0'), pod('web-1')]), ['web-0 | ', 'web-1 | ']);
  assert.deepEqual(prefixes([withSidecar('web-0')], false), ['app | ', 'backup | ']);
  assert.deepEqual(prefixes([withSidecar('web-0'), pod('web-1')]), ['web-0/app | ', 'web-0/backup | ', 'web-1/app | ']);
});
