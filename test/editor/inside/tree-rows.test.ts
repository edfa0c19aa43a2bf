import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../../support/eventually.ts';
import { workbench } from '../../support/inside.ts';
import {
  emptyPractice,
  expand,
  preview,
  rolloutLog,
  sample,
  tree,
  untilLog,
  untilTree,
} from '../../support/inside-ordinal.ts';

/** The sample as somebody's Helm release. */
async function installedByHelm(): Promise<vscode.Uri> {
  const text = Buffer.from(await vscode.workspace.fs.readFile(sample('web.yaml'))).toString('utf8');
  const owned = text.replace(
    'kind: StatefulSet\nmetadata:\n  name: web\n',
    'kind: StatefulSet\nmetadata:\n  name: web\n  annotations:\n    meta.helm.sh/release-name: site\n',
  );
  assert.notEqual(owned, text);
  await vscode.workspace.fs.writeFile(sample('helm.yaml'), Buffer.from(owned));
  return sample('helm.yaml');
}

describe('The rows under a set', () => {
  before(async () => {
    await emptyPractice();
    const from = rolloutLog().length;
    const applying = vscode.commands.executeCommand('ordinal.apply', await installedByHelm());
    await preview(/create StatefulSet web/);
    await workbench.pick('Apply 2 objects');
    await applying;
    await untilLog(/web is there: 3\/3 pods ready/, from);
  });

  after(emptyPractice);

  it('say under the Service what its names are answered with, from its endpoint slices', async () => {
    await expand('web');
    await untilTree(/web: Service · 3\/3 addresses · headless$/m);
    const rows = await workbench.rows('Cluster');
    const service = rows.find(row => /^Service · /.test(row.description));
    assert.ok(service);
    // The set and its Service bear the same name; the Service is the second of them.
    await workbench.press('Escape');
    await workbench.click(`[aria-label^="Service web"] .monaco-tl-twistie`);
    const text = await untilTree(/_http\._tcp\.web \(SRV\): web-0\.web\.default\.svc:80, /);
    const addresses = /web \(A\): (\S+), (\S+), (\S+)$/m.exec(text)?.slice(1) ?? [];
    assert.equal(addresses.length, 3, text);
    const named = [...text.matchAll(/web-\d\.web: (\S+)$/gm)].map(match => match[1]);
    assert.deepEqual([...named].sort(), [...addresses].sort());
    await workbench.screenshot('service-names');
  });

  it('say of a claim what it is bound to, how, and what happens when it is released', async () => {
    await expand('web-0');
    await untilTree(/data-web-0: Bound · 1Gi · standard · \d+s · ReadWriteOnce · Delete · pvc-\S+$/m);
  });

  it('say who manages the set, and a change says who will undo it', async () => {
    await eventually(async () => assert.match(await tree(), /web: 3\/3 ready · managed by Helm\/site$/m));
    const scaling = vscode.commands.executeCommand('ordinal.scale', {
      kind: 'StatefulSet',
      namespace: '',
      name: 'web',
    });
    await workbench.answerInput('2');
    const lines = await preview(/Scale StatefulSet web from 3 to 2/);
    assert.ok(
      lines.some(line => /^Helm installed this as release site/.test(line)),
      lines.join('\n'),
    );
    await workbench.screenshot('owner-preview');
    await workbench.pick('Scale StatefulSet web from 3 to 2');
    await scaling;
    await expand('Claims left behind');
    await untilTree(/data-web-2: scale to 3 and web-2 has it again · Bound · 1Gi /m);
    await workbench.screenshot('claims-left-behind');
  });

  it('say of volumes that nobody uses what could bind them, and why those that are released bind nothing', async () => {
    const applying = vscode.commands.executeCommand('ordinal.apply', sample('ledger.yaml'));
    await preview(/create StatefulSet ledger/);
    await workbench.pick('Apply 7 objects');
    await applying;
    await untilTree(/ledger: 3\/3 ready/);
    await workbench.clickRow('Cluster', 'ordinal-practice');
    await vscode.commands.executeCommand('list.collapseAll');
    await expand('ordinal-practice');
    await expand('Volumes nobody uses');
    const text = await untilTree(/ledger-1: Available · fits no claim that waits · 1Gi$/m);
    assert.equal(text.match(/ledger-\d: Available/g)?.length, 2, text);
    await workbench.screenshot('volumes');
  });

  it('say of a Deployment which ReplicaSet is at which revision, with its pods', async () => {
    const manifest = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: front
spec:
  replicas: 2
  selector:
    matchLabels:
      app: front
  template:
    metadata:
      labels:
        app: front
    spec:
      containers:
        - name: app
          image: nginx:1.28
`;
    await vscode.workspace.fs.writeFile(sample('front.yaml'), Buffer.from(manifest));
    const applying = vscode.commands.executeCommand('ordinal.apply', sample('front.yaml'));
    await preview(/create Deployment front/);
    await workbench.pick('Apply 1 object');
    await applying;
    await untilTree(/front: 2\/2 ready/);
    await expand('front');
    const text = await untilTree(/#1: 2\/2 ready · nginx:1\.28 · \d+s$/m);
    assert.equal(text.match(/front-\S+: Running 1\/1/g)?.length, 2, text);
    await workbench.screenshot('deployment');
  });
});
