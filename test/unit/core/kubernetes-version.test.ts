import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  allowsDigitFirst,
  formatVersion,
  hasMaxUnavailable,
  isAtLeast,
  type KubernetesVersion,
  parseVersion,
} from '../../../src/core/kubernetes-version.ts';

function read(text: string): KubernetesVersion {
  const version = parseVersion(text);
  assert.ok(version !== undefined, text);
  return version;
}

test('versions are read as settings and servers write them', () => {
  assert.deepEqual(parseVersion('v1.35.2+k3s1'), { major: 1, minor: 35, patch: 2 });
  assert.deepEqual(parseVersion('1.33.4-gke.1036000'), { major: 1, minor: 33, patch: 4 });
  assert.equal(formatVersion(read('1.36')), '1.36');
  assert.equal(formatVersion(read(' v1.35.4 ')), '1.35.4');
  for (const odd of ['', 'latest', '1', '1.x', '1.36.', 'one.two']) assert.equal(parseVersion(odd), undefined, odd);
});

test('versions are ordered by each part, and without a patch the last one is meant', () => {
  assert.ok(isAtLeast(read('1.36.0'), 1, 35, 9));
  assert.ok(!isAtLeast(read('1.35.3'), 1, 35, 4));
  assert.ok(isAtLeast(read('1.35'), 1, 35, 4));
  assert.ok(isAtLeast(read('2.0'), 1, 99));
  assert.ok(!isAtLeast(read('1.9'), 1, 10));
});

test('maxUnavailable of a set counts from 1.35.0 to 1.35.3 and again since 1.37', () => {
  const on = (text: string) => hasMaxUnavailable(read(text));
  assert.deepEqual(['1.34.9', '1.35.0', '1.35.3', '1.35.4', '1.35', '1.36.2', '1.37.0'].map(on), [
    false,
    true,
    true,
    false,
    false,
    false,
    true,
  ]);
});

test('a Service may be called with a digit first since 1.36', () => {
  assert.deepEqual(
    ['1.35.9', '1.36'].map(text => allowsDigitFirst(read(text))),
    [false, true],
  );
});
