import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { parseManifest } from '../../../../src/core/manifest/parse.ts';
import { type Diagnostic, diagnose } from '../../../../src/language/diagnostics.ts';
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
function refusals(text: string): Diagnostic[] {
  return diagnose(parseManifest(text), undefined, options).filter(({ severity }) => severity === 'error');
}

const accepted = verdicts.filter(verdict => verdict.accepted);
const refused = verdicts.filter(verdict => !verdict.accepted);

test('no manifest that the API server accepts is called wrong', () => {
  assert.equal(accepted.length, 223);
  const noise = accepted.map(({ name, text }) => [
    name,
    ...refusals(text).map(({ code, field }) => `${code} at ${field}`),
  ]);
  assert.deepEqual(
    noise.filter(list => list.length > 1),
    [],
  );
});

test('every manifest that it refuses is flagged, but for one that only the address of the request makes wrong', () => {
  assert.equal(refused.length, 416);
  const missed = refused.filter(({ text }) => refusals(text).length === 0).map(({ name }) => name);
  // It names the namespace `default` and was sent to another one. The same as a Deployment was sent to `default`, and accepted.
  assert.deepEqual(missed, ['122-namespace-other.yaml']);
});

test('nearly every cause that the server names is found at its field', () => {
  const lost = refused.flatMap(({ name, fields, text }) => {
    const found = refusals(text).flatMap(({ field, echoes }) => [field, ...echoes]);
    return found.length === 0
      ? []
      : fields.filter(field => !found.some(own => isClose(own, field))).map(field => `${name}: ${field}`);
  });
  const causes = refused.reduce((sum, { fields }) => sum + fields.length, 0);
  assert.ok(lost.length <= causes * 0.02, `${lost.length} of ${causes} are lost:\n${lost.join('\n')}`);
});

/** The same field or the one around it. `~` marks a field of the decoder, which leaves out indexes. */
function isClose(own: string, server: string): boolean {
  const isBare = server.startsWith('~');
  const texts = isBare ? [own.replaceAll(/\[\d+\]/g, ''), server.slice(1)] : [own, server];
  const [short = '', long = ''] = texts.sort((one, other) => one.length - other.length);
  const isAround = long === short || long.startsWith(`${short}.`) || long.startsWith(`${short}[`);
  return isAround && long.split(/[.[]/).length - short.split(/[.[]/).length <= 1;
}
