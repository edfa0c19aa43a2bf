import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../../support/eventually.ts';
import { workbench } from '../../support/inside.ts';
import { emptyPractice, expand, preview, rowAction, rowMenu, sample, untilTree } from '../../support/inside-ordinal.ts';

/** Applies a manifest that is written for the occasion, each in a file of its own: what was opened before is read late by the workbench. */
async function apply(name: string, manifest: string, objects: number): Promise<void> {
  await vscode.workspace.fs.writeFile(sample(name), Buffer.from(manifest));
  const applying = vscode.commands.executeCommand('ordinal.apply', sample(name));
  const confirm = objects === 1 ? 'Apply 1 object' : `Apply ${objects} objects`;
  await preview(new RegExp(`^${confirm}$`));
  await workbench.pick(confirm);
  await applying;
}

const budget = (name: string, selector: string, rule: string) => `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: ${name}
spec:
  ${rule}
  selector: ${selector}
`;

const VAULT = `apiVersion: v1
kind: PersistentVolume
metadata:
  name: vault-disk
spec:
  capacity:
    storage: 1Gi
  accessModes: [ReadWriteOnce]
  persistentVolumeReclaimPolicy: Retain
  storageClassName: by-hand
  nfs:
    server: nfs.example.com
    path: /export/vault
---
apiVersion: v1
kind: Service
metadata:
  name: vault
spec:
  clusterIP: None
  selector:
    app: vault
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: vault
spec:
  serviceName: vault
  replicas: 1
  persistentVolumeClaimRetentionPolicy:
    whenScaled: Delete
  selector:
    matchLabels:
      app: vault
  template:
    metadata:
      labels:
        app: vault
    spec:
      containers:
        - name: app
          image: vault:1
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        storageClassName: by-hand
        accessModes: [ReadWriteOnce]
        resources:
          requests:
            storage: 1Gi
`;

/** The live YAML in front, once it shows this. */
async function untilLive(text: RegExp): Promise<vscode.TextDocument> {
  return eventually(() => {
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.scheme, 'ordinal-live');
    assert.match(document?.getText() ?? '', text);
    assert.ok(document);
    return document;
  });
}

describe('What stands around a set', () => {
  before(async () => {
    await emptyPractice();
    await apply('vault.yaml', VAULT, 3);
    await untilTree(/vault: 1\/1 ready/);
  });

  after(emptyPractice);

  it('a disruption budget says how many evictions it allows now, and that two of them make evictions fail', async () => {
    await apply('budget.yaml', budget('vault-budget', '{ matchLabels: { app: vault } }', 'maxUnavailable: 1'), 1);
    await expand('vault');
    await untilTree(/vault-budget: budget · allows one eviction · 1 healthy, 0 needed · maxUnavailable 1$/m);
    await workbench.screenshot('budget');
    await apply('every.yaml', budget('every-pod', '{}', 'minAvailable: 1'), 1);
    await untilTree(/every-pod: budget · never allows an eviction · 1 healthy, 1 needed · minAvailable 1$/m);
    await untilTree(/Evictions fail: vault-0: under more than one budget \(every-pod, vault-budget\)$/m);
    await workbench.screenshot('budgets-clash');
    await rowMenu('Cluster', 'vault-budget', 'Show Live YAML');
    await untilLive(/kind: PodDisruptionBudget[\s\S]*disruptionsAllowed: 1/);
  });

  it('the owner of a set is named, and its live YAML opens and follows', async () => {
    const map = (colour: string) => `apiVersion: v1
kind: ConfigMap
metadata:
  name: tenant
data:
  colour: ${colour}
`;
    await apply('tenant.yaml', map('green'), 1);
    await vscode.commands.executeCommand('ordinal.showLive', { kind: 'StatefulSet', namespace: '', name: 'vault' });
    const { uri } = await untilLive(/kind: StatefulSet/);
    const path = '/default/ConfigMap.v1./tenant.live.yaml';
    const owner = await vscode.workspace.openTextDocument(uri.with({ path }));
    const uid = /uid: (\S+)/.exec(owner.getText())?.[1];
    assert.ok(uid, owner.getText());
    const owned = `  name: vault
  ownerReferences:
    - apiVersion: v1
      kind: ConfigMap
      name: tenant
      uid: ${uid}
      controller: true
spec:
  serviceName`;
    await apply('owned.yaml', VAULT.replace('  name: vault\nspec:\n  serviceName', owned), 3);
    await untilTree(/vault: 1\/1 ready · managed by ConfigMap\/tenant$/m);
    await untilTree(/ConfigMap\/tenant: manages this$/m);
    await workbench.screenshot('owner');
    await rowAction('Cluster', 'ConfigMap/tenant', 'Open Owner');
    await untilLive(/kind: ConfigMap[\s\S]*colour: green/);
    await apply('tenant-blue.yaml', map('blue'), 1);
    await eventually(() => assert.match(owner.getText(), /colour: blue/));
  });

  it('every row is spoken with its name, and reads in themes of high contrast', async () => {
    for (const row of await workbench.rows('Cluster')) assert.ok(row.spoken.includes(row.label), JSON.stringify(row));
    const settings = vscode.workspace.getConfiguration('workbench');
    const themes = [
      ['Default High Contrast', '.monaco-workbench.hc-black', 'high-contrast-dark'],
      ['Default High Contrast Light', '.monaco-workbench.hc-light', 'high-contrast-light'],
    ] as const;
    try {
      for (const [theme, shown, picture] of themes) {
        await settings.update('colorTheme', theme, vscode.ConfigurationTarget.Global);
        await workbench.text(shown);
        await workbench.screenshot(picture);
      }
    } finally {
      await settings.update('colorTheme', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('a Released volume says why it binds nothing, and is freed once its name is typed', async () => {
    const scaling = vscode.commands.executeCommand('ordinal.scale', {
      kind: 'StatefulSet',
      namespace: '',
      name: 'vault',
    });
    await workbench.answerInput('0');
    await preview(/Scale StatefulSet vault from 1 to 0/);
    await workbench.pick('Scale StatefulSet vault from 1 to 0');
    await scaling;
    await expand('Volumes nobody uses');
    await untilTree(/vault-disk: Released · holds the data of claim default\/data-vault-0, which is gone/);
    await workbench.screenshot('volume-released');
    await rowAction('Cluster', 'vault-disk', 'Free Released Volume…');
    await preview(/^Only claim default\/data-vault-0, when it is made again/);
    await workbench.pick('Any claim that it fits');
    const confirm = 'Free PersistentVolume vault-disk for any claim';
    const lines = await preview(new RegExp(`^${confirm}$`));
    assert.match(lines.join('\n'), /Its data \(1Gi, written through claim\s+default\/data-vault-0\)/);
    assert.match(lines.join('\n'), /No claim that waits fits it now/);
    await workbench.screenshot('free-volume');
    await workbench.pick(confirm);
    await eventually(async () => assert.match(await workbench.inputText(), /Type vault-disk/));
    await workbench.answerInput('vault-disk');
    await untilTree(/vault-disk: Available · fits no claim that waits · 1Gi · by-hand$/m);
    await rowMenu('Cluster', 'vault-disk', 'Show Live YAML');
    const document = await untilLive(/kind: PersistentVolume/);
    assert.doesNotMatch(document.getText(), /claimRef/);
  });
});
