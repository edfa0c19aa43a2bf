import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { parseManifest } from '../../../../src/core/manifest/parse.ts';
import { diagnose } from '../../../../src/language/diagnostics.ts';
import { loadFields } from '../../../../src/language/tables.ts';

/** A manifest and what a kube-apiserver 1.36.2 said about it, with the fields it named. */
interface Verdict {
  readonly name: string;
  readonly accepted: boolean;
  readonly fields: readonly string[];
  readonly text: string;
}

const options = { fields: await loadFields() };
const file = path.join(import.meta.dirname, '../../../fixtures/verdicts.jsonl');
const verdicts = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line) as Verdict);

/** What says that the API server refuses the manifest. */
function refusals(text: string): string[] {
  return diagnose(parseManifest(text), undefined, options)
    .filter(({ severity }) => severity === 'error')
    .map(({ code, field }) => `${code} at ${field}`);
}

test('no manifest that the API server accepts is called wrong', () => {
  const accepted = verdicts.filter(verdict => verdict.accepted);
  assert.equal(accepted.length, 223);
  const noise = accepted.map(({ name, text }) => [name, ...refusals(text)]).filter(list => list.length > 1);
  assert.deepEqual(noise, []);
});

test('of the manifests that it refuses as many are flagged as the rules cover', () => {
  const refused = verdicts.filter(verdict => !verdict.accepted);
  const caught = refused.filter(({ text }) => refusals(text).length > 0);
  // A ratchet: more rules, more caught; raise it with them.
  assert.ok(caught.length >= CAUGHT, `${caught.length} of ${refused.length}`);
});

const CAUGHT = 256;
