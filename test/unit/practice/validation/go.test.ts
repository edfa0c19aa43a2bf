import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goJson, goQuote, goSelector, goValue } from '../../../../src/practice/validation/go.ts';

test('values are printed as Go prints them', () => {
  const printed = [undefined, null, 'a "b"', -1, 1.5, true, ['a'], { a: null }].map(goValue);
  assert.deepEqual(printed, ['null', 'null', '"a \\"b\\""', '-1', '1.5', 'true', '["a"]', '{"a":null}']);
});

test('what cannot be seen in a text is escaped as %q does it', () => {
  assert.equal(goQuote('é 名 \u{1f600}'), '"é 名 \u{1f600}"');
  assert.equal(goQuote('a\tb\n\\\u0001\u007f'), String.raw`"a\tb\n\\\x01\x7f"`);
  assert.equal(goQuote('\u00a0\u200b\u{e0001}'), String.raw`"\u00a0\u200b\U000e0001"`);
});

test('JSON is fit for HTML', () => {
  assert.equal(goJson({ a: '<b> & c' }), String.raw`{"a":"\u003cb\u003e \u0026 c"}`);
});

test('a selector has its labels in order, and what its requirements must have even where it is missing', () => {
  const selector = { matchExpressions: [{ operator: 'In', values: ['x'] }, {}], matchLabels: { b: '1', a: '2' } };
  assert.equal(
    goJson(goSelector(selector)),
    '{"matchLabels":{"a":"2","b":"1"},"matchExpressions":[{"key":"","operator":"In","values":["x"]},{"key":"","operator":""}]}',
  );
});
