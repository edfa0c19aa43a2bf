import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseVersion } from '../../../../src/core/kubernetes-version.ts';
import { checkObject } from '../../../../src/core/manifest/check.ts';
import { formatPath } from '../../../../src/core/manifest/path.ts';

const set = (maxUnavailable: unknown) => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'db' },
  spec: {
    selector: { matchLabels: { app: 'db' } },
    template: { metadata: { labels: { app: 'db' } }, spec: { containers: [{ name: 'a', image: 'b:1' }] } },
    updateStrategy: { rollingUpdate: { maxUnavailable } },
  },
});
const told = (value: unknown, version: string) =>
  checkObject(set(value), { version: parseVersion(version) ?? assert.fail(version) })
    .filter(({ path }) => formatPath(path).endsWith('maxUnavailable'))
    .map(({ code }) => code);

test('where maxUnavailable of a set is read, what it cannot be is refused', () => {
  for (const version of ['1.35.2', '1.37']) {
    assert.deepEqual(told(2, version), []);
    assert.deepEqual(told('25%', version), []);
    assert.deepEqual(told(0, version), ['below-minimum']);
    assert.deepEqual(told(-1, version), ['below-minimum']);
    assert.deepEqual(told('0%', version), ['below-minimum']);
    assert.deepEqual(told('150%', version), ['share-above-all']);
    assert.deepEqual(told('two', version), ['not-a-share']);
  }
});

test('where it is dropped, that is all that is said', () => {
  for (const version of ['1.34', '1.35.4', '1.36.2']) {
    for (const value of [2, 0, '150%', 'two']) assert.deepEqual(told(value, version), ['max-unavailable-dropped']);
    assert.deepEqual(told(1, version), []);
  }
});

test('a Service may be called with a digit first since 1.36 only', () => {
  const service = (name: string) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { clusterIP: 'None' },
  });
  const codes = (name: string, version: string) =>
    checkObject(service(name), { version: parseVersion(version) ?? assert.fail(version) }).map(({ code }) => code);
  assert.deepEqual(codes('1st', '1.35'), ['service-name-digit']);
  assert.deepEqual(codes('1st', '1.36'), []);
  assert.deepEqual(codes('first-1', '1.35'), []);
});
