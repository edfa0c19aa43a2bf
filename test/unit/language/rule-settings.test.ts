import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseManifest } from '../../../src/core/manifest/parse.ts';
import { diagnose } from '../../../src/language/diagnostics.ts';
import { readRuleSettings, weighed } from '../../../src/language/rule-settings.ts';
import { setText } from '../../support/manifest-texts.ts';

const partition = '  updateStrategy:\n    rollingUpdate:\n      partition: 3';
const found = diagnose(
  parseManifest(
    setText(['replicas: 3', `replicas: 3\n  minReadySeconds: -1\n  revisionHistoryLimit: x\n${partition}`]),
  ),
);
const told = (setting: unknown) =>
  weighed(found, readRuleSettings(setting)).map(({ code, severity }) => `${severity} ${code}`);

test('without a setting every rule weighs what the catalogue says', () => {
  const usual = ['error below-minimum', 'error not-an-integer', 'warning partition-beyond-replicas'];
  assert.deepEqual(told({}), usual);
  for (const odd of [undefined, null, 'off', { behavior: 'loud', api: 1 }]) assert.deepEqual(told(odd), usual);
});

test('a code or a whole basis is turned off, up or down', () => {
  assert.deepEqual(told({ behavior: 'off', api: 'warning' }), ['warning below-minimum', 'error not-an-integer']);
  assert.deepEqual(told({ 'partition-beyond-replicas': 'error', schema: 'off' }), [
    'error below-minimum',
    'error partition-beyond-replicas',
  ]);
});

test('a code counts before its basis', () => {
  assert.deepEqual(told({ api: 'off', schema: 'off', 'below-minimum': 'hint', behavior: 'off' }), [
    'hint below-minimum',
  ]);
});
