import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseLabelSelector, selectionOf } from '../../../../src/practice/api/selectors.ts';
import { fieldsOf, toObject, withAt } from '../../../../src/practice/json.ts';
import { resources } from '../../../../src/practice/resources.ts';
import { StatusError } from '../../../../src/practice/status.ts';

const labelled = (labels: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'a', namespace: 'shop', labels },
});

const cases: readonly (readonly [string, Record<string, string>, boolean])[] = [
  ['app=web', { app: 'web' }, true],
  ['app==web', { app: 'api' }, false],
  ['app!=web', {}, true],
  ['app!=web', { app: 'web' }, false],
  ['app in (web, api)', { app: 'api' }, true],
  ['app notin (web,api)', { app: 'db' }, true],
  ['app notin (web)', {}, true],
  ['app', { app: '' }, true],
  ['!app', {}, true],
  ['!app', { app: 'x' }, false],
  ['tier=front,app in (web)', { tier: 'front', app: 'web' }, true],
  ['tier=front,app in (web)', { tier: 'back', app: 'web' }, false],
  ['app=', { app: '' }, true],
  ['size>3', { size: '10' }, true],
  ['size<3', { size: '10' }, false],
  ['size>3', {}, false],
  ['example.com/a.b_c=x', { 'example.com/a.b_c': 'x' }, true],
];

for (const [selector, labels, taken] of cases) {
  test(`${selector} ${taken ? 'takes' : 'does not take'} ${JSON.stringify(labels)}`, () => {
    const select = selectionOf(resources.pods, new URLSearchParams({ labelSelector: selector }));
    assert.equal(select?.(labelled(labels)), taken);
  });
}

for (const selector of ['=web', 'app=(x', 'app in web', 'app=web=x', ',,', 'a b']) {
  test(`${selector} is refused as a label selector`, () => {
    assert.throws(
      () => parseLabelSelector(selector),
      (error: unknown) => error instanceof StatusError && error.code === 400,
    );
  });
}

test('whatever text comes as a selector, it is read or refused with 400', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (labels, fields) => {
      try {
        selectionOf(resources.pods, new URLSearchParams({ labelSelector: labels, fieldSelector: fields }));
      } catch (error) {
        assert.ok(error instanceof StatusError && error.code === 400);
      }
    }),
  );
});

test('fields of pods, events and nodes can be selected by, others only by name and namespace', () => {
  const pod = withAt(fieldsOf(labelled({})), ['spec', 'nodeName'], 'node-1');
  const takes = (fieldSelector: string) =>
    selectionOf(resources.pods, new URLSearchParams({ fieldSelector }))?.(toObject(pod));
  assert.equal(takes('spec.nodeName=node-1'), true);
  assert.equal(takes('spec.host!=node-1'), false);
  assert.equal(takes('metadata.name=a,metadata.namespace=shop'), true);
  assert.equal(takes('status.phase='), true);
  assert.throws(() => takes('spec.image=x'), /field label not supported: spec\.image/);
  assert.throws(
    () => selectionOf(resources.statefulSets, new URLSearchParams({ fieldSelector: 'spec.replicas=3' })),
    /"spec\.replicas" is not a known field selector: only "metadata\.name", "metadata\.namespace"/,
  );
});

test('a selector of endless blanks is read once, and refused', () => {
  const blanks = ' '.repeat(300_000);
  assert.throws(() => parseLabelSelector(`a${blanks}=${blanks}!`), /unable to parse requirement/);
  assert.deepEqual(parseLabelSelector(`a${blanks}=${blanks}b`), [{ key: 'a', operator: 'In', values: ['b'] }]);
});
