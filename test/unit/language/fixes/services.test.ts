import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseManifest } from '../../../../src/core/manifest/parse.ts';
import { Workspace } from '../../../../src/core/manifest/workspace.ts';
import { fixAll, fixesFor } from '../../../../src/language/actions.ts';
import { diagnose } from '../../../../src/language/diagnostics.ts';
import { applyEdits } from '../../../../src/language/edit.ts';
import { loadFields } from '../../../../src/language/tables.ts';
import { setText } from '../../../support/manifest-texts.ts';

const options = { fields: await loadFields() };

const service = (name: string, { address = 'None', app = 'db' } = {}) =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\nspec:\n  clusterIP: ${address}\n  selector:\n    app: ${app}\n`;

/** What is proposed for a set without the name of its Service, in /app, beside other files. */
function proposed(others: Readonly<Record<string, string>>): unknown[] {
  const manifest = parseManifest(setText(['  serviceName: db\n', '']));
  const workspace = new Workspace();
  workspace.complete = true;
  for (const [file, text] of Object.entries(others)) workspace.put(file, parseManifest(text));
  workspace.put('/app/set.yaml', manifest);
  const home = { file: '/app/set.yaml', workspace };
  const missing = diagnose(manifest, home, options).filter(({ code }) => code === 'service-name-missing');
  assert.equal(missing.length, 1);
  return missing.flatMap(diagnostic => fixesFor(diagnostic, manifest, home)).map(({ values }) => values['line']);
}

test('a set without the name of its Service is offered the one headless Service beside it that selects its pods', () => {
  assert.deepEqual(proposed({ '/app/svc.yaml': service('db') }), ['serviceName: db']);
  assert.deepEqual(proposed({ '/app/svc.yaml': service('db', { address: '10.0.0.1' }) }), []);
  assert.deepEqual(proposed({ '/app/svc.yaml': service('db', { app: 'web' }) }), []);
  assert.deepEqual(proposed({ '/elsewhere/svc.yaml': service('db') }), []);
});

test('of two Services that would do none is offered', () => {
  assert.deepEqual(proposed({ '/app/svc.yaml': `${service('db')}---\n${service('db-too')}` }), []);
});

/** A set with the Service that gives its pods their names, of which one line is written otherwise. */
const withService = (line: string) => `${setText()}---\n${service('db').replace('  clusterIP: None', line)}`;

test('making a Service headless mends a misspelled clusterIP and never writes a second one', () => {
  for (const line of [
    '  clusterip: None',
    '  clusterIp:',
    '  ClusterIP: ""',
    '  clustrIP: none',
    '  "clusterip": None',
  ]) {
    const text = withService(line);
    const manifest = parseManifest(text);
    const workspace = new Workspace();
    workspace.put('/app/set.yaml', manifest);
    const home = { file: '/app/set.yaml', workspace };
    const [told] = diagnose(manifest, home, options).filter(({ code }) => code === 'headless-service-expected');
    assert.ok(told !== undefined, line);
    const [made] = fixesFor(told, manifest, home);
    assert.equal(applyEdits(text, made?.edits ?? []), withService('  clusterIP: None'), line);
  }
});

test('a key in other letters is that field and no other, and no round of mending writes a key twice', () => {
  const mended = (line: string) => {
    const text = withService(line);
    const manifest = parseManifest(text);
    return applyEdits(text, fixAll(diagnose(manifest, undefined, options), manifest));
  };
  assert.equal(mended('  clusterip: None'), withService('  clusterIP: None'));
  assert.equal(mended('  clusterip: None\n  clusterIP: None'), withService('  clusterip: None\n  clusterIP: None'));
  assert.equal(mended('  clusterip: None\n  clusterIp: None'), withService('  clusterIP: None\n  clusterIp: None'));
  const both = parseManifest(withService('  clusterip: None\n  clusterIP: none'));
  const told = diagnose(both, undefined, options).filter(({ code }) => code !== 'service-ports-missing');
  assert.deepEqual(
    told.map(({ code, values }) => [code, values['meant']]),
    [
      ['misspelled-field', 'clusterIP'],
      ['misspelled-none', undefined],
    ],
  );
  const [first] = told;
  assert.ok(first !== undefined);
  assert.deepEqual(
    fixesFor(first, both).map(({ code, preferred }) => [code, preferred]),
    [['fix-remove', false]],
  );
});
