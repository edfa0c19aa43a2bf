import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../../support/eventually.ts';
import { workbench } from '../../support/inside.ts';
import {
  emptyPractice,
  expand,
  preview,
  rolloutLog,
  rowAction,
  rowMenu,
  sample,
  untilLog,
  untilTree,
} from '../../support/inside-ordinal.ts';

function set(name: string, image: string, replicas: number, strategy: string): string {
  return `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: ${name}
spec:
  replicas: ${replicas}
  updateStrategy: ${strategy}
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      containers:
        - name: app
          image: ${image}
`;
}

const PARTED = '{ type: RollingUpdate, rollingUpdate: { partition: 1 } }';

/** Each file is opened once only: what was opened before is read late by the workbench. */
async function apply(name: string, ...sets: string[]): Promise<void> {
  await vscode.workspace.fs.writeFile(sample(name), Buffer.from(sets.join('---\n')));
  const applying = vscode.commands.executeCommand('ordinal.apply', sample(name));
  const confirm = sets.length === 1 ? 'Apply 1 object' : `Apply ${sets.length} objects`;
  await preview(new RegExp(`^${confirm}$`));
  await workbench.pick(confirm);
  await applying;
}

/** Chooses an entry of the row's menu, then one of the list that it opens. */
async function choose(row: string, entry: string, item: string): Promise<void> {
  await rowMenu('Cluster', row, entry);
  await preview(new RegExp(`^${item}$`));
  await workbench.pick(item);
}

describe('Rows of every kind', () => {
  before(async () => {
    await emptyPractice();
    await apply(
      'kinds.yaml',
      set('desk', 'desk:v1', 3, PARTED),
      set('manual', 'manual:v1', 1, '{ type: OnDelete }'),
      set('slow', 'slow:broken', 2, '{ type: RollingUpdate }'),
    );
    await untilTree(/desk: partition 1 · 3\/3 ready/);
    await apply('desk-broken.yaml', set('desk', 'desk:broken', 3, PARTED));
    await untilTree(/desk: stuck: cannot pull image · desk-2/);
  });

  after(emptyPractice);

  it('the partition stands between the pods that it parts, and each pod says its revision', async () => {
    await untilTree(
      /desk-0: Running 1\/1 · #1 current .*\n +Partition 1: holds desk-0 · updates desk-1, desk-2\n +desk-1: .*#1 current.*\n +desk-2: \S*(ImagePull|ErrImage)\S* 0\/1 · #2 update/,
    );
  });

  it('a missing pod says what it waits for, and a set under OnDelete when its pods are updated', async () => {
    await untilTree(/slow-1: missing: after slow-0 is ready$/m);
    await untilTree(/OnDelete: a pod gets the new revision only when it is deleted$/m);
    await untilTree(/No governing Service: serviceName is not set: pods get no DNS names of their own$/m);
    await workbench.screenshot('kinds');
  });

  it('revisions name their image and their pods', async () => {
    await expand('Revisions');
    await untilTree(/#2: update · desk:broken · desk-2 · .*\n +#1: current · desk:v1 · desk-0, desk-1 · /);
    await workbench.screenshot('revisions');
  });

  it('a revision that is not in use is compared with the one that is, and can be gone back to', async () => {
    const current = await workbench.menuOf('Cluster', 'Revisions > #2');
    assert.ok(
      current.includes('Show Live YAML') && !current.some(entry => entry.startsWith('Roll Back')),
      current.join(),
    );
    await rowMenu('Cluster', 'Revisions > #1', 'Compare with the Newest Revision');
    await eventually(() =>
      assert.equal(vscode.window.tabGroups.activeTabGroup.activeTab?.label, 'StatefulSet desk: revision 1 ↔ now'),
    );
    await workbench.screenshot('revision-compared');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rowMenu('Cluster', 'Revisions > #1', 'Roll Back to This Revision…');
    await preview(/Roll StatefulSet desk back to revision 1/);
    await workbench.press('Escape');
  });

  it('warnings of the cluster stand under the set that they are about', async () => {
    const applying = vscode.commands.executeCommand('ordinal.apply', sample('web.yaml'));
    await preview(/^Apply 2 objects$/);
    await workbench.pick('Apply 2 objects');
    await applying;
    await workbench.toggleRow('Cluster', 'desk');
    // Each claim is made a moment after the pod that waits for it: that is over as soon as it is there.
    await untilTree(/web: 3\/3 ready/);
    await expand('Warnings');
    await untilTree(/Warnings: none now\n +web-\S+: over · FailedScheduling · /);
    await workbench.screenshot('warnings');
    const warning = (await workbench.rows('Cluster')).find(({ description }) =>
      /^over · FailedScheduling/.test(description),
    );
    await rowMenu('Cluster', `Warnings > ${warning?.label}`, 'Copy Message');
    await eventually(async () => assert.match(await vscode.env.clipboard.readText(), /^FailedScheduling · /));
    await rowAction('Cluster', `Warnings > ${warning?.label}`, 'Go to Its Object');
    await eventually(async () => {
      const selected = (await workbench.rows('Cluster')).filter(row => row.selected);
      assert.match(selected.map(({ description }) => description).join(), /^Running/);
    });
  });

  it('a kubectl command for a row is copied, or put into a terminal without being run', async () => {
    await choose('manual', 'Copy kubectl Command…', 'Describe, with events');
    await eventually(async () =>
      assert.match(
        await vscode.env.clipboard.readText(),
        /^kubectl .*--namespace default describe statefulset\/manual$/,
      ),
    );
    await choose('manual', 'Put kubectl Command in a Terminal…', 'Rollout status');
    await eventually(() => assert.ok(vscode.window.activeTerminal));
    await workbench.screenshot('kubectl-in-terminal');
    vscode.window.activeTerminal?.dispose();
  });

  it('a rollout is watched from its row, and a refresh leaves the tree as it is', async () => {
    const from = rolloutLog().length;
    await rowMenu('Cluster', 'desk', 'Watch Rollout');
    await untilLog(/desk/, from);
    await vscode.commands.executeCommand('ordinal.refresh');
    await untilTree(/desk: stuck: cannot pull image · desk-2/);
  });

  it('all namespaces can be shown, and rows then say theirs', async () => {
    const choosing = vscode.commands.executeCommand('ordinal.chooseNamespace');
    await preview(/^All Namespaces$/);
    await workbench.pick('All Namespaces');
    await choosing;
    await untilTree(/manual: default · OnDelete/);
    await workbench.screenshot('all-namespaces');
    const back = vscode.commands.executeCommand('ordinal.chooseNamespace');
    await preview(/^default$/);
    await workbench.pick('default');
    await back;
    await untilTree(/manual: OnDelete/);
  });
});
