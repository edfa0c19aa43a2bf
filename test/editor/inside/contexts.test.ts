import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { eventually } from '../../support/eventually.ts';
import { workbench } from '../../support/inside.ts';
import {
  applyWeb,
  connectToPractice,
  crashPractice,
  emptyPractice,
  preview,
  rowAction,
  rowMenu,
  tree,
  untilNotified,
  untilTree,
} from '../../support/inside-ordinal.ts';
import { closeContexts, type OwnCluster, ownCluster, useKubeconfigs } from '../../support/own-cluster.ts';

const SET = '/apis/apps/v1/namespaces/default/statefulsets/web';
const POD = '/api/v1/namespaces/default/pods/web-0';
const web = { kind: 'StatefulSet', namespace: '', name: 'web' };

/** Starts a command that asks for a context, and chooses one. */
async function choose(command: string, label: string): Promise<void> {
  const choosing = vscode.commands.executeCommand(command);
  await preview(new RegExp(`^${label}$`));
  await workbench.pick(label);
  await choosing;
}

/** The rows of the tree under a context. */
async function under(context: string): Promise<string> {
  const text = await tree();
  const lines = text.split('\n');
  const from = lines.findIndex(line => line.startsWith(`${context}:`));
  const to = lines.findIndex((line, index) => index > from && !line.startsWith(' '));
  return lines.slice(from, to < 0 ? undefined : to).join('\n');
}

async function untilUnder(context: string, line: RegExp): Promise<void> {
  await eventually(async () => assert.match(await under(context), line), 30_000);
}

/** The uid of an object as its server says. */
async function uidIn(cluster: OwnCluster, url: string): Promise<string> {
  const { metadata } = (await cluster.read(url)) as { metadata: { uid: string } };
  return metadata.uid;
}

async function replicasIn(cluster: OwnCluster): Promise<number> {
  const { spec } = (await cluster.read(SET)) as { spec: { replicas: number } };
  return spec.replicas;
}

describe('Several contexts', () => {
  let east: OwnCluster;
  let west: OwnCluster;
  const broken = path.join(tmpdir(), `ordinal-broken-${process.pid}`);
  const moving = path.join(tmpdir(), `ordinal-moving-${process.pid}`);
  const marker = path.join(tmpdir(), `ordinal-marker-${process.pid}`);

  before(async () => {
    await closeContexts();
    [east, west] = await Promise.all([ownCluster('east'), ownCluster('west')]);
    await writeFile(
      broken,
      JSON.stringify({
        contexts: [
          { name: 'headless', context: { cluster: 'gone', user: 'me' } },
          { name: 'nobody', context: { cluster: 'here', user: 'left' } },
        ],
        clusters: [{ name: 'here', cluster: { server: 'https://127.0.0.1:1' } }],
        users: [{ name: 'me', user: {} }],
      }),
    );
    await writeFile(moving, west.text.replaceAll('west', 'moving').replace(/127\.0\.0\.1:\d+/, '127.0.0.1:1'));
    await useKubeconfigs([east.file, west.file, broken, moving]);
    await workbench.openViews('Ordinal');
  });

  after(async () => {
    await closeContexts();
    await useKubeconfigs(undefined);
    await Promise.all([east.stop(), west.stop()]);
    for (const file of [broken, moving, marker]) await rm(file, { force: true });
  });

  it('those that cannot be used are in the list with what they lack, and choosing one explains', async () => {
    const connecting = vscode.commands.executeCommand('ordinal.connect');
    await preview(/^east$/);
    const lines = await preview(/^headless$/);
    assert.ok(lines.includes('nobody'), lines.join('\n'));
    await workbench.screenshot('contexts-unusable');
    await workbench.pick('headless');
    await connecting;
    await untilNotified(/Open the Kubeconfig[\s\S]*context headless names the cluster gone, which is in no file/);
  });

  it('a second one stands beside the first, and the active one stays active', async () => {
    await choose('ordinal.connect', 'east');
    await eventually(async () => assert.match(await workbench.welcome('Cluster'), /no StatefulSet/));
    await applyWeb();
    await untilTree(/web: 3\/3 ready/);
    await choose('ordinal.openContext', 'west');
    await untilTree(/^east: default · active[\s\S]*^west: default\n {2}No StatefulSet and no Deployment in default/m);
    const bar = await workbench.statusBar();
    assert.ok(
      bar.some(text => text.includes('east / default')),
      bar.join(),
    );
    await rowAction('Cluster', 'west', 'Make Active Context');
    await eventually(async () => assert.match((await workbench.statusBar()).join(), /west \/ default/));
    await applyWeb();
    await untilUnder('west', /web: 3\/3 ready/);
    await workbench.screenshot('two-contexts');
  });

  it('a change that is started on a row is made in the context of that row, whichever is active', async () => {
    await vscode.commands.executeCommand('ordinal.activate', { context: 'context/east' });
    await untilTree(/^east: default · active/m);
    const before = await uidIn(east, POD);
    await eventually(async () => {
      await workbench.press('Escape');
      await rowMenu('Cluster', 'west > web', 'Scale…');
      assert.match(await workbench.inputText(), /Scale StatefulSet web/);
    }, 60_000);
    await workbench.answerInput('2');
    await eventually(async () => assert.match(await workbench.text('.quick-input-list'), /west \/ default/));
    await workbench.screenshot('scale-in-west');
    await workbench.pick('Scale StatefulSet web from 3 to 2');
    await untilUnder('west', /web: 2\/2 ready/);
    assert.match(await under('east'), /web: 3\/3 ready/);
    assert.deepEqual([await replicasIn(east), await replicasIn(west)], [3, 2]);
    assert.equal(await uidIn(east, POD), before);
  });

  it('a target that carries its context goes there, and one without goes to the active one', async () => {
    const [eastPod, westPod] = [await uidIn(east, POD), await uidIn(west, POD)];
    const deleting = vscode.commands.executeCommand('ordinal.deletePod', {
      kind: 'Pod',
      namespace: 'default',
      name: 'web-0',
      context: 'context/west',
    });
    await preview(/Delete Pod web-0/);
    assert.match(await workbench.text('.quick-input-list'), /west \/ default/);
    await workbench.pick('Delete Pod web-0');
    await deleting;
    await eventually(async () => assert.notEqual(await uidIn(west, POD), westPod));
    assert.equal(await uidIn(east, POD), eastPod);
    const scaling = vscode.commands.executeCommand('ordinal.scale', web);
    await eventually(async () => assert.match(await workbench.inputText(), /Scale StatefulSet web/));
    await workbench.answerInput('4');
    await preview(/Scale StatefulSet web from 3 to 4/);
    assert.match(await workbench.text('.quick-input-list'), /east \/ default/);
    await workbench.pick('Scale StatefulSet web from 3 to 4');
    await scaling;
    await eventually(async () => assert.deepEqual([await replicasIn(east), await replicasIn(west)], [4, 2]));
  });

  it('logs of one name in two contexts are two channels', async () => {
    for (const context of ['context/east', 'context/west']) {
      const target = { kind: 'Pod', namespace: 'default', name: 'web-1', context };
      const showing = vscode.commands.executeCommand('ordinal.showLogs', target);
      await preview(/^The last 1000 lines$/);
      await workbench.pick('The last 1000 lines');
      await showing;
    }
    const channels = () =>
      vscode.workspace.textDocuments.flatMap(({ uri }) => (uri.scheme === 'output' ? [uri.path] : []));
    await eventually(() =>
      assert.ok(
        channels().some(name => /Logs web-1 \(west/.test(name)),
        channels().join('\n'),
      ),
    );
  });

  it('closing one closes its connections and leaves the other as it is', async () => {
    await eventually(() => assert.ok(east.wire.held > 0 && west.wire.held > 0));
    await vscode.commands.executeCommand('ordinal.disconnect', { context: 'context/west' });
    await eventually(() => assert.equal(west.wire.held, 0, `west ${west.wire.held}, east ${east.wire.held}`));
    assert.ok(east.wire.held > 0);
    await untilTree(/^east: default$/m);
    await eventually(async () => assert.doesNotMatch(await tree(), /^west/m));
    // Nothing is done in another context in its place.
    await vscode.commands.executeCommand('ordinal.deletePod', {
      ...web,
      kind: 'Pod',
      name: 'web-0',
      context: 'context/west',
    });
    await untilNotified(/The context of this row or document is closed/);
  });

  it('one that is away says so in its row, and is connected by itself when its kubeconfig is mended', async () => {
    await choose('ordinal.openContext', 'moving');
    await untilTree(/^moving: away since \d\d:\d\d · cannot be reached · default\n {2}Try Again/m);
    await workbench.screenshot('one-of-two-away');
    await rowAction('Cluster', 'moving', 'Try the Connection Again');
    await untilTree(/^moving: away since \d\d:\d\d · cannot be reached · default\n {2}Try Again/m);
    await writeFile(moving, west.text.replaceAll('west', 'moving'));
    await untilUnder('moving', /^moving: default\n {2}web: 2\/2 ready/);
    await vscode.commands.executeCommand('ordinal.disconnect', { context: 'context/moving' });
  });

  it('a certificate that is not checked is a visible warning', async () => {
    const insecure = west.text
      .replaceAll('west', 'moving')
      .replace(/"certificate-authority-data": .*/, '"insecure-skip-tls-verify": true');
    assert.match(insecure, /insecure-skip-tls-verify/);
    await writeFile(moving, insecure);
    await choose('ordinal.openContext', 'moving');
    await untilTree(/^moving: insecure · default/m);
    await vscode.commands.executeCommand('ordinal.activate', { context: 'context/moving' });
    await eventually(async () => assert.match((await workbench.statusBar()).join(), /moving \/ default/));
    await workbench.screenshot('insecure');
    await vscode.commands.executeCommand('ordinal.disconnect', { context: 'context/moving' });
    await untilTree(/^east: default$/m);
  });

  it('a program that logs in is shown once before it runs for the first time', async () => {
    const token = /"token": "([^"]+)"/.exec(west.text)?.[1] ?? '';
    const credential = { apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status: { token } };
    const script = `require('fs').appendFileSync(${JSON.stringify(marker)}, 'ran '); console.log(${JSON.stringify(JSON.stringify(credential))})`;
    const exec = {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: process.execPath,
      args: ['-e', script],
      env: [{ name: 'ELECTRON_RUN_AS_NODE', value: '1' }],
      interactiveMode: 'Never',
    };
    await writeFile(
      moving,
      west.text.replaceAll('west', 'moving').replace(/"token": .*/, `"exec": ${JSON.stringify(exec)}`),
    );
    const leaving = vscode.commands.executeCommand('ordinal.openContext');
    await preview(/^moving$/);
    await workbench.pick('moving');
    await preview(/^Do not run it$/);
    await workbench.screenshot('exec-program');
    await workbench.pick('Do not run it');
    await leaving;
    await assert.rejects(readFile(marker, 'utf8'));
    await eventually(async () => assert.doesNotMatch(await tree(), /^moving/m));
    const running = vscode.commands.executeCommand('ordinal.openContext');
    await preview(/^moving$/);
    await workbench.pick('moving');
    await preview(/^Run this program$/);
    await workbench.pick('Run this program');
    await running;
    await untilUnder('moving', /web: 2\/2 ready/);
    assert.match(await readFile(marker, 'utf8'), /^ran /);
    await vscode.commands.executeCommand('ordinal.disconnect', { context: 'context/moving' });
    await choose('ordinal.openContext', 'moving');
    await untilUnder('moving', /web: 2\/2 ready/);
    await vscode.commands.executeCommand('ordinal.disconnect', { context: 'context/moving' });
  });

  it('the practice cluster says in its row that its process has ended, and starts again from there', async () => {
    await closeContexts();
    await emptyPractice();
    await applyWeb();
    crashPractice();
    await untilTree(/^ordinal-practice: away since/m);
    await workbench.screenshot('practice-away');
    await rowMenu('Cluster', 'ordinal-practice', 'Start Practice Cluster');
    await connectToPractice();
    await choose('ordinal.openContext', 'moving');
    await vscode.commands.executeCommand('ordinal.activate', { context: 'context/moving' });
    await untilTree(/^moving: default · active/m);
    crashPractice();
    await untilTree(/^ordinal-practice: away since/m);
    await rowAction('Cluster', 'ordinal-practice', 'Try the Connection Again');
    await untilTree(/^ordinal-practice: default/m);
    await vscode.commands.executeCommand('ordinal.disconnect', { context: 'context/moving' });
  });

  it('after the practice cluster is stopped the view says that nothing is open, and what can be chosen', async () => {
    await closeContexts();
    await connectToPractice();
    // Beside another context its row is of another kind.
    await choose('ordinal.openContext', 'moving');
    await vscode.commands.executeCommand('ordinal.activate', { context: 'context/moving' });
    await untilTree(/^moving: default · active/m);
    await vscode.commands.executeCommand('ordinal.disconnect', { context: 'context/moving' });
    await vscode.commands.executeCommand('ordinal.stopPractice');
    await eventually(async () => {
      const text = await workbench.welcome('Cluster');
      assert.match(text, /No cluster is open in this window\. Choose a context of your kubeconfig/);
      assert.match(text, /Connect to a Cluster[\s\S]*Start Practice Cluster/);
    });
    await workbench.screenshot('nothing-open');
    await useKubeconfigs(undefined);
    await eventually(async () =>
      assert.match(await workbench.welcome('Cluster'), /found no kubeconfig that names one/),
    );
  });
});
