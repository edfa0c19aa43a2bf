import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, it } from 'node:test';
import { root } from '../../scripts/tools/paths.ts';
import { forkPractice, printedKubeconfig } from '../support/practice/program.ts';
import { pick } from '../support/practice-api.ts';

const bundle = (name: string) => path.join(root, 'dist', `${name}.js`);
const folder = mkdtempSync(path.join(tmpdir(), 'ordinal-process-'));
const started: ChildProcess[] = [];
const environment = { ...process.env, TMPDIR: folder };

after(() => {
  for (const child of started) if (child.exitCode === null) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function command(...args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [bundle('cli'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment,
  });
  started.push(child);
  return child;
}

function asTheEditorDoes(...args: readonly string[]): ChildProcess {
  const child = forkPractice(bundle('practice'), args, environment);
  started.push(child);
  return child;
}

async function outcome(child: ChildProcess): Promise<{ code: number | null; output: string; errors: string }> {
  let output = '';
  let errors = '';
  child.stdout?.on('data', chunk => {
    output += String(chunk);
  });
  child.stderr?.on('data', chunk => {
    errors += String(chunk);
  });
  const [code] = await once(child, 'close');
  return { code, output, errors };
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  it(`ordinal practice ends at ${signal} and leaves no file`, async () => {
    const child = command('practice', '--port', '0');
    const file = await printedKubeconfig(child);
    assert.ok(existsSync(file));
    child.kill(signal);
    const [code] = await once(child, 'exit');
    assert.equal(code, 0);
    assert.equal(existsSync(path.dirname(file)), false);
  });
}

it('ordinal practice with a lesson says what is to be done, and what helps', async () => {
  const child = command('practice', '--lesson', 'pending-claim');
  const ended = outcome(child);
  await printedKubeconfig(child);
  child.kill();
  const { errors } = await ended;
  assert.match(errors, /A claim that stays Pending\. The StatefulSet waiting asks for volumes of the class "fast"/);
  assert.match(errors, /Hint: A claim cannot change its class\./);
});

it('the process of the editor ends when the channel to the editor closes', async () => {
  const child = asTheEditorDoes();
  const file = await printedKubeconfig(child);
  child.disconnect();
  const [code] = await once(child, 'exit');
  assert.equal(code, 0);
  assert.equal(existsSync(path.dirname(file)), false);
});

it('a cluster with a state file goes on where the last one ended', async () => {
  const state = path.join(folder, 'state.json');
  const first = asTheEditorDoes('--state', state);
  const versions = [];
  await printedKubeconfig(first);
  first.kill();
  await once(first, 'exit');
  versions.push(Number(pick(JSON.parse(readFileSync(state, 'utf8')), 'version')));
  const second = asTheEditorDoes('--state', state);
  await printedKubeconfig(second);
  second.kill();
  await once(second, 'exit');
  versions.push(Number(pick(JSON.parse(readFileSync(state, 'utf8')), 'version')));
  assert.ok((versions[0] ?? 0) > 0);
  assert.ok((versions[1] ?? 0) >= (versions[0] ?? 0));
});

it('a cluster with a state file and a port is reached by the kubeconfig of the last one, which stays where it was asked for', async () => {
  const file = path.join(folder, 'own-kubeconfig');
  const options = ['--state', path.join(folder, 'own.json'), '--kubeconfig', file, '--name', 'second'];
  const first = command('practice', ...options);
  assert.equal(await printedKubeconfig(first), file);
  const written = readFileSync(file, 'utf8');
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal(pick(JSON.parse(written), 'current-context'), 'second');
  first.kill();
  await once(first, 'exit');
  assert.equal(readFileSync(file, 'utf8'), written);
  assert.equal(statSync(path.join(folder, 'own.json')).mode & 0o777, 0o600);
  const port = /127\.0\.0\.1:(\d+)/.exec(written)?.[1] ?? '';
  const second = command('practice', ...options, '--port', port);
  await printedKubeconfig(second);
  assert.equal(readFileSync(file, 'utf8'), written);
  second.kill();
  await once(second, 'exit');
});

it('a kubeconfig that no practice cluster has written is not written over', async () => {
  const file = path.join(folder, 'foreign-kubeconfig');
  writeFileSync(file, 'apiVersion: v1\nkind: Config\n');
  const { code, errors } = await outcome(command('practice', '--kubeconfig', file));
  assert.equal(code, 1);
  assert.match(errors, /foreign-kubeconfig was not written by a practice cluster, and is left as it is/);
  assert.equal(readFileSync(file, 'utf8'), 'apiVersion: v1\nkind: Config\n');
});

it('a port that is taken is said, with what to do', async () => {
  const first = command('practice');
  const file = await printedKubeconfig(first);
  const port = /127\.0\.0\.1:(\d+)/.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
  const { code, errors } = await outcome(command('practice', '--port', port));
  assert.equal(code, 1);
  assert.match(errors, new RegExp(`port ${port} is taken\\. Choose another one with --port`));
  first.kill();
  await once(first, 'exit');
});

it('the command line says its version, its usage, and what it does not know', async () => {
  const version = await outcome(command('--version'));
  assert.deepEqual(
    [version.code, version.output.trim()],
    [0, String(pick(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')), 'version'))],
  );
  const help = await outcome(command('--help'));
  assert.equal(help.code, 0);
  assert.match(help.output, /practice \[--port N\]/);
  const unknown = await outcome(command('dance'));
  assert.equal(unknown.code, 2);
  assert.match(unknown.errors, /There is no command "dance"/);
  assert.equal((await outcome(command('practice', '--speed', '0'))).code, 2);
  assert.equal((await outcome(command())).code, 2);
});
