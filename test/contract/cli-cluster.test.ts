import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import { root } from '../../scripts/tools/paths.ts';
import type { Connection } from '../../src/cluster/connection.ts';
import { connect } from '../../src/cluster/kube.ts';
import { readKubeconfig } from '../../src/cluster/kubeconfig.ts';
import { resourceOf } from '../../src/cluster/mirror.ts';
import type { StatefulSet } from '../../src/core/statefulset/model.ts';
import { printedKubeconfig } from '../support/practice/program.ts';

/** The built command line against a practice cluster in a process of its own: what a person meets. */
const folder = mkdtempSync(path.join(tmpdir(), 'ordinal-cli-'));
const sets = resourceOf('StatefulSet', 'default');
const started: ChildProcess[] = [];
let kubeconfig = '';
let connection: Connection;

before(async () => {
  const practice = start({ ...process.env, TMPDIR: folder }, 'practice', '--port', '0');
  kubeconfig = await printedKubeconfig(practice);
  const config = await readKubeconfig({ environment: { KUBECONFIG: kubeconfig } });
  connection = await connect(config, config.current ?? '', { trusted: false });
  await connection.create(sets, setWith('app:v1'));
  assert.equal((await ordinal('watch', 'web', '--timeout', '60s')).code, 0);
});

after(async () => {
  connection?.close();
  for (const child of started) if (child.exitCode === null) child.kill('SIGTERM');
  await Promise.all(started.map(child => (child.exitCode === null ? once(child, 'exit') : undefined)));
  rmSync(folder, { recursive: true, force: true });
});

function setWith(image: string): StatefulSet {
  const env = [{ name: 'PASSWORD', value: 'hunter2' }];
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web' },
    spec: {
      replicas: 2,
      serviceName: 'web',
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'app', image, ...{ env } }] } },
    },
  };
}

function file(name: string, content: unknown): string {
  const full = path.join(folder, name);
  writeFileSync(full, JSON.stringify(content));
  return full;
}

function start(environment: NodeJS.ProcessEnv, ...args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [path.join(root, 'dist', 'cli.js'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment,
  });
  started.push(child);
  return child;
}

async function ordinal(...args: readonly string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = start({ ...process.env, KUBECONFIG: kubeconfig }, ...args);
  let out = '';
  let err = '';
  child.stdout?.on('data', chunk => {
    out += String(chunk);
  });
  child.stderr?.on('data', chunk => {
    err += String(chunk);
  });
  const [code] = await once(child, 'close');
  assert.doesNotMatch(out + err, /hunter2|\n\s+at .*:\d+:\d+/);
  return { code, out, err };
}

const setImage = (image: string) =>
  connection.patch(sets, 'web', 'json', [
    { op: 'replace', path: '/spec/template/spec/containers/0/image', value: image },
  ]);

describe('the command line on a live cluster', () => {
  it('finds a set that is as it should be', async () => {
    const { code, out } = await ordinal('why', 'web');
    assert.deepEqual([code, out], [0, 'web: nothing to do, every pod is as it should be.\n']);
  });

  it('plans what applying a manifest would do, and changes nothing', async () => {
    const { code, out } = await ordinal('plan', '-f', file('v2.json', setWith('app:v2')), '--format', 'json');
    const { action, revision, steps } = JSON.parse(out);
    assert.deepEqual([code, action], [0, 'change']);
    assert.match(revision, /^web-[a-z0-9]+$/);
    assert.deepEqual(
      steps.filter((step: { do: string }) => step.do === 'delete').map((step: { pod: string }) => step.pod),
      ['web-1', 'web-0'],
    );
    assert.equal(((await connection.get(sets, 'web')) as StatefulSet).metadata.generation, 1);
  });

  it('says which fields cannot be changed', async () => {
    const changed = setWith('app:v1');
    const manifest = { ...changed, spec: { ...changed.spec, serviceName: 'other' } };
    const { code, out } = await ordinal('plan', '-f', file('immutable.json', manifest));
    assert.equal(code, 1);
    assert.match(out, /spec\.serviceName/);
  });

  it('names contexts, namespaces and sets that do not exist', async () => {
    for (const [args, sentence] of [
      [['why', 'web', '--context', 'nowhere'], /no context "nowhere". It has: /],
      [['why', 'web', '-n', 'empty'], /Namespace empty of .* has no StatefulSet/],
      [['watch', 'sts/nobody'], /no StatefulSet and no Deployment named nobody/],
    ] as const) {
      const { code, err } = await ordinal(...args);
      assert.equal(code, 2);
      assert.match(err, sentence);
    }
  });

  it('follows a rollout that does not end, and says why when its time is over', async () => {
    await setImage('app:broken');
    const { code, out, err } = await ordinal('watch', 'sts/web', '--timeout', '5s');
    assert.equal(code, 1);
    assert.match(out, /Waiting for 1 pods to be ready/);
    assert.match(err, /has not ended in time/);
  });

  it('saves a state that is judged as the cluster was, for its owner’s eyes only', async () => {
    const saved = path.join(folder, 'state.json');
    const live = await ordinal('why', 'web', '--save', saved, '--format', 'json');
    const again = await ordinal('why', 'web', '--snapshot', saved, '--format', 'json');
    assert.deepEqual([live.code, again.code], [1, 1]);
    assert.equal(JSON.parse(live.out).cause, 'image-pull');
    assert.deepEqual(JSON.parse(again.out), JSON.parse(live.out));
    assert.doesNotMatch(readFileSync(saved, 'utf8'), /hunter2/);
    assert.equal(statSync(saved).mode & 0o077, 0);
  });

  it('says that a plan stops at the broken pod', async () => {
    const { code, out } = await ordinal('plan', '-f', file('v3.json', setWith('app:v3')));
    assert.equal(code, 1);
    assert.match(out, /stops at web-1/);
  });

  it('ends a watch at Ctrl+C without a word', async () => {
    const child = start({ ...process.env, KUBECONFIG: kubeconfig }, 'watch', 'web');
    let err = '';
    child.stderr?.on('data', chunk => {
      err += String(chunk);
    });
    assert.ok(child.stdout);
    for await (const line of createInterface({ input: child.stdout })) if (/followed from here/.test(line)) break;
    child.kill('SIGINT');
    const [code] = await once(child, 'close');
    assert.deepEqual([code, err], [130, '']);
  });
});
