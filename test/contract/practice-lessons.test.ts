import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, it } from 'node:test';
import { root } from '../../scripts/tools/paths.ts';
import { eventually } from '../support/eventually.ts';
import { practiceClient } from '../support/practice/client.ts';
import { forkPractice, printedKubeconfig } from '../support/practice/program.ts';
import { pick } from '../support/practice-api.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'ordinal-lessons-'));
const state = path.join(folder, 'practice.json');
const started: ChildProcess[] = [];

after(() => {
  for (const child of started) if (child.exitCode === null) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** The practice cluster as the editor starts it, and a client of it. */
async function start(...options: readonly string[]) {
  const child = forkPractice(path.join(root, 'dist', 'practice.js'), ['--speed', '10', '--state', state, ...options], {
    ...process.env,
    TMPDIR: folder,
  });
  started.push(child);
  const client = practiceClient(await printedKubeconfig(child));
  const call = async (method: string, where: string, body?: unknown) => (await client.call(method, where, body)).body;
  return {
    call,
    names: async (where: string) => {
      const items = pick(await call('GET', where), 'items');
      return (Array.isArray(items) ? items : []).map(item => String(pick(item, 'metadata.name')));
    },
    untilPhase: (phase: string) =>
      eventually(async () => assert.equal(pick(await call('GET', '/practice/v1/lesson'), 'phase'), phase)),
    async stop() {
      child.kill();
      await once(child, 'exit');
    },
  };
}

const classes = '/apis/storage.k8s.io/v1/storageclasses';
const claims = '/api/v1/namespaces/default/persistentvolumeclaims';
const lesson = ['--lesson', 'pending-claim'];

it('a lesson begins unsolved in an empty cluster, whatever the state file holds, and its goal is noticed each time', async () => {
  const before = await start();
  await before.call('POST', claims, {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data-web-0' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  });
  assert.deepEqual(await before.names(claims), ['data-web-0']);
  await before.stop();

  for (const _ of ['taken', 'taken again']) {
    const { call, names, untilPhase, stop } = await start(...lesson);
    await untilPhase('open');
    assert.deepEqual(await names(claims), ['data-waiting-0']);
    const others = await names(classes);
    assert.ok(!others.includes('fast'), others.join());
    const events = '/api/v1/namespaces/default/events?fieldSelector=reason%3DLessonReached';
    assert.deepEqual(await names(events), []);

    const { metadata: __, ...standard } = Object(await call('GET', `${classes}/standard`));
    await call('POST', classes, { ...standard, metadata: { name: 'fast' } });
    await untilPhase('reached');
    assert.equal((await names(events)).length, 1);
    await stop();
  }

  const later = await start();
  assert.equal(pick(await later.call('GET', '/practice/v1/lesson'), 'phase'), 'reached');
  assert.ok((await later.names(classes)).includes('fast'));
  await later.stop();
});
