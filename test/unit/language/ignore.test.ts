import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseManifest } from '../../../src/core/manifest/parse.ts';
import { Workspace } from '../../../src/core/manifest/workspace.ts';
import { diagnose } from '../../../src/language/diagnostics.ts';
import { setText } from '../../support/manifest-texts.ts';

const wrong = (comment: string, above = '') =>
  `${above}${setText(['replicas: 3', `replicas: -1${comment}`], ['serviceName: db', 'serviceName: My_Db'])}`;
const codes = (text: string) => diagnose(parseManifest(text)).map(({ code }) => code);

test('a comment behind a line silences a rule on that line', () => {
  assert.deepEqual(codes(wrong('')), ['invalid-name', 'below-minimum']);
  assert.deepEqual(codes(wrong(' # ordinal-ignore below-minimum')), ['invalid-name']);
  assert.deepEqual(codes(wrong(' # ordinal-ignore')), ['invalid-name']);
  assert.deepEqual(codes(wrong(' # ordinal-ignore other-rule, below-minimum')), ['invalid-name']);
  assert.deepEqual(codes(wrong(' # ordinal-ignore invalid-name')), ['invalid-name', 'below-minimum']);
});

test('a comment on a line of its own silences the next line that is none', () => {
  const text = wrong('').replace('  replicas', '  # ordinal-ignore: below-minimum\n\n  # because of tests\n  replicas');
  assert.deepEqual(codes(text), ['invalid-name']);
});

test('a comment above a document silences a rule in all of it, and in no other', () => {
  const text = `# ordinal-ignore below-minimum\n${wrong('')}---\n# ordinal-ignore invalid-name\n${wrong('')}---\n${wrong('')}`;
  assert.deepEqual(codes(text), ['invalid-name', 'below-minimum', 'invalid-name', 'below-minimum']);
});

test('findings beside other documents are silenced too', () => {
  const beside = (text: string) => {
    const workspace = new Workspace();
    const manifest = parseManifest(text);
    workspace.put('/a.yaml', manifest);
    return diagnose(manifest, { file: '/a.yaml', workspace }).map(({ code }) => code);
  };
  assert.deepEqual(beside(setText(['serviceName: db', 'serviceName: ""'])), ['service-name-missing']);
  assert.deepEqual(beside(setText(['serviceName: db', 'serviceName: "" # ordinal-ignore service-name-missing'])), []);
});
