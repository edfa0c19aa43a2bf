import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import https from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after, it } from 'node:test';
import { root } from '../../scripts/tools/paths.ts';
import { eventually } from '../support/eventually.ts';
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
  const child = fork(path.join(root, 'dist', 'practice.js'), ['--speed', '10', '--state', state, ...options], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
    env: { ...process.env, TMPDIR: folder },
  });
  started.push(child);
  const config: unknown = JSON.parse(readFileSync(await kubeconfigOf(child), 'utf8'));
  const cluster = Object(pick(config, 'clusters.0.cluster'));
  const call = (method: string, where: string, body?: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const sent = https.request(
        `${cluster.server}${where}`,
        {
          method,
          ca: Buffer.from(String(cluster['certificate-authority-data']), 'base64'),
          headers: { authorization: `Bearer ${String(pick(config, 'users.0.user.token'))}` },
          agent: false,
        },
        response => {
          let text = '';
          response.setEncoding('utf8').on('data', chunk => {
            text += String(chunk);
          });
          response.on('end', () => resolve(JSON.parse(text)));
        },
      );
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
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

async function kubeconfigOf(child: ChildProcess): Promise<string> {
  assert.ok(child.stdout);
  for await (const line of createInterface({ input: child.stdout })) {
    const found = /^kubeconfig: (.+)$/.exec(line)?.[1];
    if (found !== undefined) return found;
  }
  return assert.fail('the process ended without a kubeconfig');
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
