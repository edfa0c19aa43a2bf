import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { after, it } from 'node:test';
import { Exec, KubeConfig } from '@kubernetes/client-node';
import { type PracticeCluster, startPractice } from '../../src/practice/cluster.ts';
import { eventually } from '../support/eventually.ts';
import { practiceClient } from '../support/practice/client.ts';
import { pick } from '../support/practice-api.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'ordinal-kept-'));
const stateFile = path.join(folder, 'practice.json');
const clusters: PracticeCluster[] = [];
after(async () => {
  for (const cluster of clusters) await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a cluster with the state file, and talks to it. */
async function start(lesson?: string) {
  const cluster = await startPractice({
    port: 0,
    speed: 10,
    stateFile,
    report: error => assert.fail(String(error)),
    ...(lesson === undefined ? {} : { lesson }),
  });
  clusters.push(cluster);
  const kubeconfig = new KubeConfig();
  kubeconfig.loadFromFile(cluster.kubeconfig);
  const client = practiceClient(cluster.kubeconfig);
  const call = async (method: string, where: string, body?: unknown) => (await client.call(method, where, body)).body;
  async function sh(pod: string, line: string): Promise<string> {
    let text = '';
    const sink = new Writable({
      write(chunk, _, done) {
        text += String(chunk);
        done();
      },
    });
    await new Promise<void>((resolve, reject) => {
      const command = ['sh', '-c', line];
      new Exec(kubeconfig).exec('default', pod, 'app', command, sink, sink, null, false, () => resolve()).catch(reject);
    });
    return text;
  }
  return { cluster, call, sh };
}

it('a cluster that is opened again has its orders, its lesson and the files on its volumes', async () => {
  const first = await start('healthy-trio');
  await eventually(async () => assert.equal(pick(await first.call('GET', '/practice/v1/lesson'), 'phase'), 'open'));
  await first.sh('trio-1', 'echo kept > /data/a; echo lost > /tmp/b');
  await first.call('POST', '/practice/v1/orders', { order: 'image', image: ':v9', fate: 'crash-loop' });
  const lesson = await first.call('GET', '/practice/v1/lesson');
  await first.cluster.stop();
  assert.ok(readFileSync(stateFile, 'utf8').includes('kept'));

  const second = await start();
  assert.deepEqual(await second.call('GET', '/practice/v1/lesson'), lesson);
  assert.deepEqual(pick(await second.call('GET', '/practice/v1/orders'), 'images'), { ':v9': 'crash-loop' });
  assert.equal(await second.sh('trio-1', 'cat /data/a; ls /tmp'), 'kept\n');
});
