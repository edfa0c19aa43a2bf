import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { parseManifest } from '../../../src/core/manifest/parse.ts';
import { Workspace } from '../../../src/core/manifest/workspace.ts';
import { byUrgency, type Fix, fixesFor } from '../../../src/language/actions.ts';
import { type Diagnostic, diagnose } from '../../../src/language/diagnostics.ts';
import { applyEdits } from '../../../src/language/edit.ts';
import { silenceFix } from '../../../src/language/fixes/silence.ts';
import { loadFields } from '../../../src/language/tables.ts';
import { allSentences } from '../../../src/words/spoken/all.ts';
import { speaker } from '../../../src/words/words.ts';
import { type Folder, read } from '../../support/diagnosed.ts';
import { setText } from '../../support/manifest-texts.ts';
import { readMarks } from '../../support/marks.ts';

const options = { fields: await loadFields() };
const root = path.join(import.meta.dirname, '../../fixtures/manifests');

/** Codes whose fixtures must offer a fix; the others have none, or only sometimes. */
const fixed = new Set<string>();
const silenced = new Set<string>();

for (const folder of ['alone', 'around'] as const) {
  for (const name of readdirSync(path.join(root, folder)).filter(file => file.endsWith('.wrong.yaml'))) {
    test(`every fix offered in ${folder}/${name} mends its problem and brings no new one`, () => {
      const { text } = readMarks(readFileSync(path.join(root, folder, name), 'utf8'));
      const { manifest, home, found } = read(text, folder);
      for (const diagnostic of found) {
        const fixes = fixesFor(diagnostic, manifest, home);
        for (const fix of fixes) check(text, folder, found, diagnostic, fix);
        const preferred = fixes.filter(fix => fix.preferred);
        assert.ok(preferred.length === 0 || (preferred.length === 1 && preferred[0] === fixes[0]));
        const silence = silenceFix(diagnostic, manifest);
        if (silence === undefined) continue;
        assert.notEqual(diagnostic.severity, 'error');
        const after = read(applyEdits(text, silence.edits), folder).found;
        const told = (list: readonly Diagnostic[]) =>
          list.map(({ code, field, document }) => `${document} ${field} ${code}`);
        const left = told(found).filter(one => !told(after).includes(one));
        assert.ok(left.includes(told([diagnostic])[0] ?? ''), told([diagnostic]).join());
        assert.ok(
          left.every(one => one.endsWith(` ${diagnostic.code}`)) && after.length === found.length - left.length,
        );
        silenced.add(diagnostic.code);
      }
    });
  }
}

test('what is not refused can be said to be meant', () => {
  assert.ok(silenced.size > 40, String(silenced.size));
  const { manifest, found } = read(
    setText(['          image: registry.example/db:1', '          image: registry.example/db']),
    'around',
  );
  const [only] = found.filter(({ code }) => code === 'image-not-pinned');
  assert.ok(only !== undefined);
  const [edit] = silenceFix(only, manifest)?.edits ?? [];
  assert.equal(edit?.newText, ' # ordinal-ignore image-not-pinned');
});

test('what is refused is offered to be mended first, and what is underlined closely before what holds it', () => {
  const text = setText(['replicas: 3', 'replicas: "3"'], ['  serviceName: db\n', '']);
  const { found } = read(text, 'around');
  assert.deepEqual(
    byUrgency(found.toReversed()).map(({ code }) => code),
    ['not-an-integer', 'service-name-missing'],
  );
});

test('the rules that can be mended safely are', () => {
  const expected = [
    'affinity-without-address',
    'amount-without-unit',
    'api-version-missing',
    'bad-indentation',
    'boolean-expected',
    'boolean-not-quoted',
    'budget-above-replicas',
    'budget-allows-nothing',
    'budget-selects-nothing',
    'claim-access-modes-missing',
    'cluster-ips-alone',
    'cluster-ips-differ',
    'control-character',
    'cores-beyond-any-node',
    'data-sources-differ',
    'field-needs-other',
    'field-not-allowed',
    'fraction-of-a-byte',
    'full-hostname-too-long',
    'grace-period-negative',
    'grace-period-zero',
    'headless-service-expected',
    'headless-with-address',
    'history-without-limit',
    'host-port-differs',
    'hostname-overwritten',
    'image-with-blanks',
    'init-container-probe',
    'invalid-file-mode',
    'invalid-name',
    'invalid-port-name',
    'kind-missing',
    'label-overwritten',
    'labels-wrapped',
    'limit-missing',
    'line-break-lost',
    'list-expected',
    'max-unavailable-dropped',
    'misplaced-field',
    'misspelled-field',
    'misspelled-kind',
    'misspelled-none',
    'mount-without-volume',
    'name-has-dots',
    'nesting-lost',
    'not-a-share',
    'not-an-integer',
    'not-together',
    'number-not-quoted',
    'overhead-without-class',
    'page-characters',
    'partition-beyond-replicas',
    'path-not-absolute',
    'path-not-relative',
    'peers-before-ready',
    'priority-without-class',
    'probe-port-unknown',
    'readiness-probe-missing',
    'recreate-with-rolling-update',
    'recycle-of-root',
    'removed-api-version',
    'request-above-limit',
    'request-differs-from-limit',
    'rolling-update-under-on-delete',
    'rollout-cannot-move',
    'selector-empty',
    'selector-label-missing',
    'selector-mismatch',
    'selector-missing',
    'selector-on-controller-label',
    'selector-values-unwanted',
    'service-field-unfit',
    'service-has-other-name',
    'service-name-missing',
    'service-not-found',
    'service-port-unnamed',
    'service-selects-nothing',
    'service-selects-other-pods',
    'stop-signal-dropped',
    'subdomain-overwritten',
    'tab-indentation',
    'template-field-forbidden',
    'two-families-in-single-stack',
    'unknown-field',
    'unknown-resource',
    'unreadable-quantity',
    'value-not-supported',
    'volume-capacity-other',
    'volume-for-one-pod',
    'wrong-api-version',
  ];
  assert.deepEqual([...fixed].toSorted(), expected);
});

test('a field that a set does not have can be removed, which nobody is pressed to', () => {
  const text = setText(['replicas: 3', 'replicas: 3\n  replica: 3']);
  const manifest = parseManifest(text);
  const [found] = diagnose(manifest, undefined, options);
  const [made] = found === undefined ? [] : fixesFor(found, manifest);
  assert.deepEqual([found?.code, made?.code, made?.preferred], ['unknown-field', 'fix-remove', false]);
  assert.equal(applyEdits(text, made?.edits ?? []), setText());
});

test('what a misspelled field defines is not called missing elsewhere', () => {
  const codes = (text: string) => {
    const workspace = new Workspace();
    const manifest = parseManifest(text);
    workspace.put('/folder/set.yaml', manifest);
    return diagnose(manifest, { file: '/folder/set.yaml', workspace }, options).map(({ code }) => code);
  };
  assert.deepEqual(codes(setText(['serviceName', 'servicename'])), ['misspelled-field']);
  assert.deepEqual(codes(setText(['volumeClaimTemplates', 'volumeclaimTemplates'])), ['misspelled-field']);
  const list = setText(['serviceName', 'servicename']).trimEnd().replaceAll('\n', '\n    ');
  assert.deepEqual(codes(`apiVersion: v1\nkind: List\nitems:\n  - ${list}\n`), ['misspelled-field']);
  assert.deepEqual(codes(setText(['  serviceName: db\n', ''])), ['service-name-missing']);
});

test('a removed apiVersion is converted with the selector that the new one needs', () => {
  const text = readMarks(readFileSync(path.join(root, 'alone/removed-api-version.wrong.yaml'), 'utf8')).text;
  const { manifest, found } = read(text, 'alone');
  const [first] = found;
  assert.ok(first !== undefined);
  const after = applyEdits(text, fixesFor(first, manifest)[0]?.edits ?? []);
  assert.match(after, /^apiVersion: apps\/v1\nkind: Deployment\n/);
  assert.match(after, /\n {2}selector:\n {4}matchLabels:\n {6}app: gate\n/);
});

test('sets of apps/v1beta1 were updated by hand unless they said otherwise, and go on like that', () => {
  const convert = (text: string) => {
    const { manifest, found } = read(text, 'alone');
    const [first] = found;
    assert.ok(first !== undefined);
    return applyEdits(text, fixesFor(first, manifest)[0]?.edits ?? []);
  };
  const old = setText(['apps/v1', 'apps/v1beta1']);
  assert.match(convert(old), /\n {2}updateStrategy:\n {4}type: OnDelete\n/);
  assert.doesNotMatch(convert(old.replace('  replicas: 3\n', '  updateStrategy: {type: RollingUpdate}\n')), /OnDelete/);
  assert.doesNotMatch(convert(setText(['apps/v1', 'apps/v1beta2'])), /OnDelete/);
});

test('a budget is converted where its selector means the same in both versions', () => {
  const budget = (selector: string) =>
    `apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata:\n  name: db\nspec:\n  selector: ${selector}\n`;
  const fixes = (text: string) => {
    const { manifest, found } = read(text, 'alone');
    return found.flatMap(diagnostic => fixesFor(diagnostic, manifest)).map(({ code }) => code);
  };
  assert.deepEqual(fixes(budget('{matchLabels: {app: db}}')), ['fix-api-version']);
  assert.deepEqual(fixes(budget('{}')), []);
});

test('the Service that a set lacks is written whole', () => {
  const text = readMarks(readFileSync(path.join(root, 'around/service-not-found.wrong.yaml'), 'utf8')).text;
  const { manifest, home, found } = read(text, 'around');
  const fixes = found.flatMap(diagnostic => fixesFor(diagnostic, manifest, home));
  const create = fixes.find(({ code }) => code === 'fix-create-service');
  assert.equal(
    create?.edits[0]?.newText,
    '---\napiVersion: v1\nkind: Service\nmetadata:\n  name: db\nspec:\n  clusterIP: None\n  selector:\n    app: db\n',
  );
});

const plainService = (ports = '', more = '') =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: db\nspec:\n${more}  selector:\n    app: db\n${ports}`;

/** What is said about a set beside another file, and the fixes of a code with that file after them. */
function beside(set: string, other: string, code: string) {
  const workspace = new Workspace();
  workspace.complete = true;
  const manifest = parseManifest(set);
  workspace.put('/app/svc.yaml', parseManifest(other));
  workspace.put('/app/set.yaml', manifest);
  const home = { file: '/app/set.yaml', workspace };
  const found = diagnose(manifest, home, options).filter(one => one.code === code);
  return found
    .flatMap(one => fixesFor(one, manifest, home))
    .map(fix => {
      workspace.put('/app/svc.yaml', parseManifest(applyEdits(other, fix.elsewhere?.edits ?? [])));
      return {
        fix,
        title: speaker(allSentences).data(fix),
        changed: applyEdits(other, fix.elsewhere?.edits ?? []),
        left: diagnose(manifest, home, options).map(one => one.code),
      };
    });
}

test('a Service in another file is made headless from the diagnostic of its set', () => {
  const [made, ...more] = beside(setText(), plainService(), 'headless-service-expected');
  assert.equal(more.length, 0);
  assert.equal(made?.title, 'Make the Service db in svc.yaml headless (clients get the addresses of the pods)');
  assert.deepEqual([made?.fix.edits, made?.fix.elsewhere?.file], [[], '/app/svc.yaml']);
  assert.equal(made?.changed, `${plainService()}  clusterIP: None\n`);
  assert.deepEqual(made?.left, []);
  const [empty] = beside(setText(), plainService('', '  clusterIP: ""\n'), 'headless-service-expected');
  assert.deepEqual([empty?.changed, empty?.left], [plainService('', '  clusterIP: None\n'), []]);
});

test('clients are told that a headless Service turns no port into another', () => {
  const port = (target: string) => `  ports:\n    - port: 80\n      targetPort: ${target}\n`;
  const title = (set: string, service: string) => beside(set, service, 'headless-service-expected')[0]?.title ?? '';
  assert.match(title(setText(), plainService(port('5432'))), /must use port 5432 instead of 80/);
  const named = setText([
    '          readinessProbe',
    '          ports:\n            - name: sql\n              containerPort: 5432\n          readinessProbe',
  ]);
  assert.match(title(named, plainService(port('sql'))), /must use port 5432 instead of 80/);
  assert.doesNotMatch(title(named, plainService(port('80'))), /must use port/);
  assert.doesNotMatch(title(named, plainService(port('other'))), /must use port/);
});

test('a Service that needs its address is not made headless', () => {
  for (const more of ['  type: NodePort\n', '  clusterIP: 10.0.0.7\n'])
    assert.deepEqual(beside(setText(), plainService('', more), 'headless-service-expected'), []);
});

test('a Service in another file selects the pods, and publishes them early, by a fix at the set', () => {
  const headless = plainService('', '  clusterIP: None\n');
  const [selects] = beside(setText(), headless.replace('app: db', 'app: web'), 'service-selects-other-pods');
  assert.deepEqual([selects?.changed, selects?.left], [headless, []]);
  const peers = setText([
    '          readinessProbe',
    '          args: ["--peers=db-0.db,db-1.db"]\n          readinessProbe',
  ]);
  const [early] = beside(peers, headless, 'peers-before-ready');
  assert.match(early?.changed ?? '', /\n {2}publishNotReadyAddresses: true\n/);
  assert.deepEqual(early?.left, []);
});

test('nothing is rewritten where an anchor is used in several places', () => {
  const text = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
  labels: &labels {app: db}
spec:
  serviceName: db
  template:
    metadata: {labels: *labels}
    spec:
      containers: [{name: a, image: b}]
`;
  const { manifest, found } = read(text, 'alone');
  assert.deepEqual(
    found.map(({ code }) => code),
    ['selector-missing'],
  );
  assert.deepEqual(
    found.flatMap(diagnostic => fixesFor(diagnostic, manifest)),
    [],
  );
});

test('Windows line ends stay', () => {
  const text = readMarks(readFileSync(path.join(root, 'alone/selector-missing.wrong.yaml'), 'utf8')).text.replaceAll(
    '\n',
    '\r\n',
  );
  const { manifest, found } = read(text, 'alone');
  const after = applyEdits(
    text,
    found.flatMap(diagnostic => fixesFor(diagnostic, manifest)).flatMap(({ edits }) => edits),
  );
  assert.doesNotMatch(after, /[^\r]\n/);
  assert.match(after, /\r\n {2}selector:\r\n/);
});

test('a file mode in quotes stays octal', () => {
  const volume =
    '      volumes:\n        - name: a\n          emptyDir: {}\n        - name: b\n          secret:\n            secretName: s\n            defaultMode: "0644"\n';
  assert.match(mended(setText(['      containers:', `${volume}      containers:`])), /defaultMode: 0644\n/);
});

test('a field goes under the one it belongs to, with all that stands in it', () => {
  const wrong = setText(['    spec:\n      containers:', '    containers:']).replace(
    /^ {8}(- name: server(?:.|\n)*?)(?= {2}volumeClaim)/m,
    block => block.replaceAll(/^ {2}/gm, ''),
  );
  assert.match(mended(wrong), /\n {4}spec:\n {6}containers:\n {8}- name: server\n {10}image: /);
  const atRoot = mended(
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: db\nspec:\n  ports:\n    - port: 1\nclusterIP: None\n',
  );
  assert.match(atRoot, /\nspec:\n {2}ports:\n {4}- port: 1\n {2}clusterIP: None\n$/);
});

test('what is quoted keeps how it was written', () => {
  assert.match(
    mended(setText(['        app: db\n    spec', '        app: db\n        version: 1.10\n    spec'])),
    /version: "1\.10"\n/,
  );
  assert.match(mended(setText(['image: registry.example/db:1', 'image: 010'])), /image: "010"\n/);
});

/** A text after the first fix of its first diagnostic. */
function mended(text: string): string {
  const { manifest, home, found } = read(text, 'alone');
  const [first] = found;
  assert.ok(first !== undefined);
  return applyEdits(text, fixesFor(first, manifest, home)[0]?.edits ?? []);
}

function check(text: string, folder: Folder, before: readonly Diagnostic[], diagnostic: Diagnostic, fix: Fix): void {
  fixed.add(diagnostic.code);
  const title = speaker(allSentences).data(fix);
  assert.doesNotMatch(title, /[{}]|^fix-/, title);
  const after = read(applyEdits(text, fix.edits), folder).found;
  const told = (list: readonly Diagnostic[]) => list.map(({ code, document }) => `${code} in ${document}`);
  // A new problem of another kind may only be one that was hidden; there must be none in these fixtures.
  const added = told(after).filter(one => !told(before).includes(one));
  assert.deepEqual(added, [], `${title} brought a new problem`);
  const same = after.filter(
    one => one.code === diagnostic.code && one.document === diagnostic.document && one.field === diagnostic.field,
  );
  const wasThere = before.filter(
    one => one.code === diagnostic.code && one.document === diagnostic.document && one.field === diagnostic.field,
  );
  assert.ok(
    same.length < wasThere.length,
    `${title} did not mend ${diagnostic.code} in ${diagnostic.document}:\n${applyEdits(text, fix.edits)}`,
  );
}
