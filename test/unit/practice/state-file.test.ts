import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { virtualClock } from '../../../src/practice/clock.ts';
import { writeKubeconfig } from '../../../src/practice/kubeconfig.ts';
import { readSettings } from '../../../src/practice/main.ts';
import { resources } from '../../../src/practice/resources.ts';
import { adopted, loadState, saveState } from '../../../src/practice/state-file.ts';
import { createStore } from '../../../src/practice/store.ts';

function inFolder(act: (folder: string) => void): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'ordinal-test-'));
  try {
    act(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('what was saved is found again, in a file for its owner only', () => {
  inFolder(folder => {
    const file = path.join(folder, 'state');
    const store = createStore(virtualClock());
    store.create(resources.configMaps, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'a', namespace: 'shop' },
    });
    saveState(file, store.dump());
    const state = loadState(file);
    assert.ok(state);
    const next = createStore(virtualClock(), { state: adopted(state) });
    assert.equal(next.get(resources.configMaps, 'shop', 'a')?.metadata.name, 'a');
    assert.equal(next.version(), 1);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(folder), ['state']);
  });
});

test('no file, a broken file and a file of something else are no state', () => {
  inFolder(folder => {
    const file = path.join(folder, 'state');
    assert.equal(loadState(file), undefined);
    for (const text of [
      '',
      '{',
      '[]',
      '{"version":1}',
      '{"version":1,"tables":[{"resource":{"group":"x","name":"y"},"objects":[]}]}',
      '{"version":1,"tables":[{"resource":{"group":"","name":"pods"},"objects":[{}]}]}',
    ]) {
      writeFileSync(file, text);
      assert.equal(loadState(file), undefined, text);
    }
  });
});

test('a kubeconfig is for its owner only, and goes with its folder', () => {
  const file = writeKubeconfig({ port: 1, certificate: 'x', token: 'secret' });
  assert.equal(statSync(file.path).mode & 0o777, 0o600);
  assert.equal(statSync(path.dirname(file.path)).mode & 0o777, 0o700);
  file.remove();
  assert.throws(() => statSync(path.dirname(file.path)));
});

test('options are read, and those that make no sense are refused', () => {
  assert.deepEqual(readSettings([], {}), { port: 0, speed: 1 });
  assert.deepEqual(readSettings(['--port', '6443', '--speed', '10'], { ORDINAL_PRACTICE_TOKEN: 't' }), {
    port: 6443,
    speed: 10,
    token: 't',
  });
  assert.deepEqual(readSettings(['--fill', '20'], {})?.fill, { sets: 20, podsPerSet: 10 });
  assert.equal(readSettings(['--kubeconfig', 'a'], {})?.kubeconfigFile, path.resolve('a'));
  assert.equal(readSettings(['--name', 'second'], {})?.name, 'second');
  assert.equal(readSettings(['--name', 'a b'], {}), undefined);
  assert.equal(readSettings(['--pace', 'human'], {})?.pace, 'human');
  assert.equal(readSettings([], { ORDINAL_PRACTICE_PACE: 'human' })?.pace, 'human');
  assert.equal(readSettings(['--pace', 'recorded'], { ORDINAL_PRACTICE_PACE: 'human' })?.pace, 'recorded');
  for (const args of [
    ['--pace', 'hasty'],
    ['--port', 'x'],
    ['--port', '70000'],
    ['--speed', '0'],
    ['--speed', '5000'],
    ['--fill', 'much'],
    ['--fill', '5001'],
    ['--other'],
    ['stray'],
  ]) {
    assert.equal(readSettings(args, {}), undefined, args.join(' '));
  }
});
