import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkObject } from '../../../../src/core/manifest/check.ts';
import { compose } from '../../../../src/core/manifest/yaml/compose.ts';
import { loadFields } from '../../../../src/language/tables.ts';
import { isList, isObject, type JsonObject, withAt } from '../../../../src/practice/json.ts';
import { pick, practiceApi } from '../../../support/practice-api.ts';

const fields = await loadFields();
const file = path.join(import.meta.dirname, '../../../fixtures/verdicts.jsonl');
const addresses: Readonly<Record<string, string>> = {
  StatefulSet: '/apis/apps/v1/namespaces/shop/statefulsets',
  Deployment: '/apis/apps/v1/namespaces/shop/deployments',
  Service: '/api/v1/namespaces/shop/services',
  PersistentVolumeClaim: '/api/v1/namespaces/shop/persistentvolumeclaims',
  PersistentVolume: '/api/v1/persistentvolumes',
  StorageClass: '/apis/storage.k8s.io/v1/storageclasses',
  PodDisruptionBudget: '/apis/policy/v1/namespaces/shop/poddisruptionbudgets',
};

/** Manifests that a real API server accepts, whole with kind and version, and free of what only a request can make wrong. */
const accepted = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line) as { readonly accepted: boolean; readonly text: string })
  .filter(verdict => verdict.accepted)
  .map(({ text }) => compose(text).value)
  .filter(isObject)
  .filter(({ kind, apiVersion }) => String(kind) in addresses && apiVersion !== undefined)
  .map(object =>
    withAt(withAt(object, ['metadata', 'namespace'], undefined), ['metadata', 'resourceVersion'], undefined),
  );

const values: readonly unknown[] = [
  ...[null, '', 'x', 'Bad_Name', 'a.b', '-a', '8080', '50%', '150%', 'http', '/abs', '../up', 'None', 'Always', 'x y'],
  ...[-1, 0, 1, 65_536, 3_000_000_000, 1.5, true, false, '1Gi', '-1Gi', '500m', 'metadata.name', 'example.com/x'],
  ...[{}, [], ['a', 'a'], [{}], [null], { a: 'b' }, 'a'.repeat(64)],
];

type Step = string | number;

/** Every place below a value but the lines that say what it is. */
function placesIn(value: unknown, way: readonly Step[] = []): (readonly Step[])[] {
  const entries: (readonly [Step, unknown])[] = isList(value)
    ? value.map((item, index) => [index, item])
    : Object.entries(isObject(value) ? value : {});
  return entries
    .filter(([step]) => way.length > 0 || (step !== 'kind' && step !== 'apiVersion'))
    .flatMap(([step, item]) => [[...way, step], ...placesIn(item, [...way, step])]);
}

const gone = Symbol('gone');

/** A copy with another value at a place, without what stands there, or with it twice where it is an item. */
function changedAt(value: unknown, way: readonly Step[], to: unknown): unknown {
  const [step, ...rest] = way;
  if (isList(value)) {
    if (rest.length > 0) return value.map((item, index) => (index === step ? changedAt(item, rest, to) : item));
    return value.flatMap((item, index) =>
      index !== step ? [item] : to === gone ? [] : to === undefined ? [item, item] : [to],
    );
  }
  const kept = Object.entries(isObject(value) ? value : {}).flatMap(([key, item]) => {
    if (key !== step) return [[key, item]];
    if (rest.length > 0) return [[key, changedAt(item, rest, to)]];
    return to === gone ? [] : to === undefined ? [[`${key}x`, item]] : [[key, to]];
  });
  return Object.fromEntries(kept) as JsonObject;
}

const mutated = fc
  .constantFrom(...accepted)
  .chain(object =>
    fc
      .record({ way: fc.constantFrom(...placesIn(object)), to: fc.constantFrom(gone, undefined, ...values) })
      .map(({ way, to }) => changedAt(object, way, to)),
  );

test('of valid manifests with one thing changed the API refuses those that the checker calls wrong, and no others', () => {
  const api = practiceApi();
  fc.assert(
    fc.property(mutated, object => {
      if (!isObject(object) || pick(object, 'metadata.resourceVersion') !== undefined) return;
      const errors = checkObject(object, { fields }).filter(({ severity }) => severity === 'error');
      const address = `${addresses[String(object['kind'])]}?dryRun=All&fieldValidation=Strict`;
      const { status, body } = api.call('POST', address, object);
      const told = `${String(pick(body, 'message'))} / ${errors.map(({ code }) => code).join(', ')}`;
      assert.equal(status !== 201, errors.length > 0, told);
      assert.doesNotMatch(told, /is not valid/);
    }),
    { numRuns: 1_000 },
  );
  assert.deepEqual(api.faults, []);
});
