import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mountPathOf } from '../../../../src/practice/machine/sandbox.ts';
import { resources } from '../../../../src/practice/resources.ts';
import { shopfloor } from '../../../support/practice/shopfloor.ts';
import { newPod } from '../../../support/practice-cluster.ts';

/** So many that what looks at all of them for each would not end. */
const SLASHES = '/'.repeat(300_000);

test('where a volume is seen is tidied, from the root', () => {
  const paths = ['/data', '/data/', 'data', '/', '//', '/a//b/./c/'];
  assert.deepEqual(
    paths.map(mountPath => mountPathOf({ mountPath })),
    ['/data', '/data', '/data', '/', '/', '/a/b/c'],
  );
});

test('a volume is seen through endless slashes, and archives lose those around their names', () => {
  const { sh, run, create, advance } = shopfloor();
  const containers = [
    {
      name: 'app',
      image: 'shop/web:v1',
      volumeMounts: [
        { name: 'all', mountPath: `/all${SLASHES}` },
        { name: 'all', mountPath: `/a${SLASHES}b`, subPath: `x${SLASHES}y` },
      ],
    },
  ];
  create(newPod('deep', { containers, volumes: [{ name: 'all', emptyDir: {} }] }));
  advance(10_000);
  assert.deepEqual(sh('deep', 'echo here > /a/b/file; cat /all/x/y/file'), { out: 'here\n', err: '', code: 0 });
  assert.equal(run('deep', 'tar', 'cf', '/tmp/t', `/a${SLASHES}b`).code, 0);
  assert.deepEqual(sh('deep', 'tar cvf /tmp/t /a/b// //etc/hostname').out, 'a/b\na/b/file\netc/hostname\n');
});

test('what a container wrote beside its volumes is gone when it starts again, and not when another one does', () => {
  const { sh, create, advance, pod, registry } = shopfloor();
  const containers = ['app', 'side'].map(name => ({ name, image: 'shop/web:v1' }));
  create(newPod('two', { containers }));
  advance(10_000);
  const restart = (name: string) => {
    const found = pod('two') ?? assert.fail('no pod');
    const containerStatuses = (found.status?.containerStatuses ?? []).map(status =>
      status.name === name ? { ...status, restartCount: status.restartCount + 1 } : status,
    );
    registry.updateStatus(resources.pods, { ...found, status: { ...found.status, containerStatuses } });
  };
  sh('two', 'echo here > /tmp/note');
  restart('side');
  assert.equal(sh('two', 'cat /tmp/note').out, 'here\n');
  restart('app');
  assert.equal(sh('two', 'cat /tmp/note').out, '');
});
