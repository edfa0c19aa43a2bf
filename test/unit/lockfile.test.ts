import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../../scripts/tools/paths.ts';

const lock: { readonly packages: Readonly<Record<string, LockEntry>> } = read('package-lock.json');
const manifest: Manifest = read('package.json');

interface LockEntry {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly inBundle?: boolean;
}

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

test('the lock file holds no addresses, so it works with any registry', () => {
  const withAddress = Object.entries(lock.packages).filter(([, entry]) => entry.resolved !== undefined);
  assert.deepEqual(withAddress, []);
  assert.doesNotMatch(readFileSync(path.join(root, 'package-lock.json'), 'utf8'), /https?:\/\/[^"]*\.tgz/);
});

test('the lock file holds a checksum for every package', () => {
  const without = Object.entries(lock.packages).filter(
    ([name, entry]) => name !== '' && !entry.inBundle && entry.integrity === undefined,
  );
  assert.deepEqual(without, []);
});

test('dependencies are pinned to one version each', () => {
  const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  assert.deepEqual(
    all.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version)),
    [],
  );
});

test('what package.json asks for is what the lock file holds', () => {
  const asked: Manifest | undefined = read('package-lock.json').packages[''];
  assert.deepEqual(asked?.dependencies, manifest.dependencies);
  assert.deepEqual(asked?.devDependencies, manifest.devDependencies);
});

function read(file: string) {
  return JSON.parse(readFileSync(path.join(root, file), 'utf8'));
}
