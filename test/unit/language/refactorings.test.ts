import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseManifest } from '../../../src/core/manifest/parse.ts';
import { Workspace } from '../../../src/core/manifest/workspace.ts';
import { fixAll } from '../../../src/language/actions.ts';
import { diagnose } from '../../../src/language/diagnostics.ts';
import { applyEdits } from '../../../src/language/edit.ts';
import { refactoringsAt } from '../../../src/language/refactorings.ts';
import { allSentences } from '../../../src/words/spoken/all.ts';
import { speaker } from '../../../src/words/words.ts';
import { setText } from '../../support/manifest-texts.ts';

const ports =
  '          image: registry.example/db:1\n          ports:\n            - name: sql\n              containerPort: 5432\n';
const probe = '          readinessProbe:\n            tcpSocket:\n              port: 5432\n';
const image = '          image: registry.example/db:1\n';
const service = (more = '') =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: db\nspec:\n  selector:\n    app: db\n  ports:\n    - port: 5432\n${more}`;

/** What is offered at a place of a text. */
function offered(text: string, at = 0, others: Readonly<Record<string, string>> = {}) {
  const workspace = new Workspace();
  workspace.complete = true;
  const manifest = parseManifest(text);
  for (const [file, other] of Object.entries(others)) workspace.put(file, parseManifest(other));
  workspace.put('/app/set.yaml', manifest);
  return refactoringsAt(manifest, at, { file: '/app/set.yaml', workspace });
}
const codes = (...input: Parameters<typeof offered>) => offered(...input).map(({ code }) => code);

/** The text after a change that is offered, and what is said about it then. */
function after(text: string, code: string, at = 0) {
  const made = offered(text, at).find(fix => fix.code === code);
  assert.ok(made !== undefined, `${code} is not offered`);
  assert.doesNotMatch(speaker(allSentences).data(made), /[{}]|^refactor-|^fix-/);
  const changed = applyEdits(text, made.edits);
  const workspace = new Workspace();
  workspace.complete = true;
  const manifest = parseManifest(changed);
  workspace.put('/app/set.yaml', manifest);
  const found = diagnose(manifest, { file: '/app/set.yaml', workspace }).map(diagnostic => diagnostic.code);
  return { changed, found };
}

test('a set without its Service gets one that is complete', () => {
  const { changed, found } = after(setText([image, ports]), 'fix-create-service');
  assert.deepEqual(found, []);
  assert.ok(
    changed.endsWith(
      '---\napiVersion: v1\nkind: Service\nmetadata:\n  name: db\nspec:\n  clusterIP: None\n  selector:\n    app: db\n  ports:\n    - name: sql\n      port: 5432\n',
    ),
    changed,
  );
});

test('a set that names no Service is made to name the new one', () => {
  const { changed, found } = after(setText(['  serviceName: db\n', '']), 'fix-create-service');
  assert.deepEqual(found, []);
  assert.match(changed, /\n {2}serviceName: db\n/);
});

test('no Service is offered where there is one, in the file or beside it', () => {
  assert.ok(!codes(`${setText()}---\n${service()}`).includes('fix-create-service'));
  assert.ok(!codes(setText(), 0, { '/app/svc.yaml': service() }).includes('fix-create-service'));
});

test('a Service becomes headless, unless something about it needs an address', () => {
  assert.match(after(service(), 'fix-headless').changed, /\n {2}clusterIP: None\n$/);
  assert.deepEqual(codes(service('  clusterIP: None\n')), []);
  assert.deepEqual(codes(service('  clusterIP: 10.0.0.1\n')), []);
  assert.deepEqual(codes(service('  type: NodePort\n')), []);
  assert.deepEqual(codes(service().replace('port: 5432', 'port: 5432\n      nodePort: 30001')), []);
});

test('a claim template comes with its mount, for what the set does not keep yet', () => {
  const { changed, found } = after(setText(), 'refactor-claim');
  assert.deepEqual(
    found.filter(code => code !== 'service-not-found'),
    [],
  );
  assert.match(changed, /\n {12}- name: logs\n {14}mountPath: \/logs\n/);
  assert.match(changed, /\n {4}- metadata:\n {8}name: logs\n {6}spec:\n {8}accessModes:\n {10}- ReadWriteOnce\n/);
  const bare = setText(
    ['          volumeMounts:\n            - name: data\n              mountPath: /var/lib/db\n', ''],
    [setText().slice(setText().indexOf('  volumeClaimTemplates:')), ''],
  );
  const second = after(bare, 'refactor-claim');
  assert.deepEqual(
    second.found.filter(code => code !== 'service-not-found'),
    [],
  );
  assert.match(second.changed, /\n {10}volumeMounts:\n {12}- name: data\n/);
  assert.match(second.changed, /\n {2}volumeClaimTemplates:\n {4}- metadata:\n {8}name: data\n/);
});

test('a change is offered where it belongs, and nowhere else', () => {
  const text = setText([probe, ''], [image, ports]);
  const at = (piece: string) => codes(text, text.indexOf(piece) + piece.length - 1);
  const all = ['fix-create-service', 'refactor-claim', 'refactor-readiness-probe', 'refactor-budget'];
  assert.deepEqual(at('kind: S'), all);
  assert.deepEqual(at('metadata:\n  name: d'), all);
  assert.deepEqual(at('serviceName: d'), ['fix-create-service']);
  assert.deepEqual(at('replicas: 3'), ['refactor-budget']);
  assert.deepEqual(at('name: server'), ['refactor-readiness-probe']);
  assert.deepEqual(at('volumeClaimT'), ['refactor-claim']);
  assert.deepEqual(at('volumeMounts:\n            - name: d'), ['refactor-claim']);
  for (const piece of ['matchLabels:', 'app: d', 'containerPort: 5', 'labels:']) assert.deepEqual(at(piece), [], piece);
  assert.deepEqual(codes(`# a comment\n\n${text}`, 5), []);
});

test('a readiness probe asks the first port of the container under the cursor', () => {
  const second =
    '        - name: metrics\n          image: registry.example/metrics:1\n          ports:\n            - containerPort: 9187\n';
  const text = setText([probe, ''], [image, ports], ['  volumeClaimTemplates:', `${second}  volumeClaimTemplates:`]);
  assert.match(after(text, 'refactor-readiness-probe').changed, /tcpSocket:\n {14}port: sql\n/);
  const there = after(text, 'refactor-readiness-probe', text.indexOf('name: metrics') + 6);
  assert.match(there.changed, /tcpSocket:\n {14}port: 9187\n/);
  assert.ok(!codes(setText([image, ports])).includes('refactor-readiness-probe'));
  assert.ok(!codes(setText([probe, ''])).includes('refactor-readiness-probe'));
});

test('a budget lets one pod go at a time, for sets of several pods without one', () => {
  const { changed, found } = after(setText(), 'refactor-budget');
  assert.deepEqual(
    found.filter(code => code !== 'service-not-found'),
    [],
  );
  assert.match(changed, /kind: PodDisruptionBudget\nmetadata:\n {2}name: db\nspec:\n {2}maxUnavailable: 1\n/);
  assert.ok(!codes(setText(['replicas: 3', 'replicas: 1'])).includes('refactor-budget'));
  assert.ok(!codes(changed).includes('refactor-budget'));
});

test('nothing is offered for other kinds, in JSON, or where an anchor would be copied', () => {
  assert.deepEqual(codes('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n'), []);
  const json = JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db' },
    spec: {
      serviceName: 'db',
      replicas: 3,
      selector: { matchLabels: { app: 'db' } },
      template: { metadata: { labels: { app: 'db' } }, spec: { containers: [{ name: 'a', image: 'b:1' }] } },
    },
  });
  assert.deepEqual(codes(json), []);
});

test('all that is only written wrongly is mended at once, and nothing else', () => {
  const text = setText(
    ['replicas: 3', 'replicas: "3"'],
    ['storage: 10Gi', 'storage: 10 Gi'],
    ['ReadWriteOnce', 'RWO'],
    ['      app: db', '      app: web'],
  );
  const manifest = parseManifest(text);
  const mended = applyEdits(text, fixAll(diagnose(manifest), manifest));
  assert.match(mended, /replicas: 3\n/);
  assert.match(mended, /storage: 10Gi\n/);
  assert.match(mended, /- ReadWriteOnce\n/);
  assert.deepEqual(
    diagnose(parseManifest(mended)).map(({ code }) => code),
    ['selector-mismatch'],
  );
});
