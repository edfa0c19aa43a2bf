import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../../support/eventually.ts';
import { workbench } from '../../support/inside.ts';
import {
  applyWeb,
  closeShells,
  open,
  preview,
  rolloutLog,
  sample,
  shellsIn,
  tree,
  untilLog,
  untilNotified,
  untilTree,
} from '../../support/inside-ordinal.ts';
import { closeContexts, type OwnCluster, ownCluster, useKubeconfigs } from '../../support/own-cluster.ts';

const TREE = '.tree-explorer-viewlet-tree-view';

describe('A cluster that stops answering', () => {
  let outage: OwnCluster;

  before(async () => {
    await closeContexts();
    outage = await ownCluster('outage');
    await useKubeconfigs([outage.file]);
  });

  after(async () => {
    await closeContexts();
    await useKubeconfigs(undefined);
    await outage.stop();
  });

  it('is chosen from a kubeconfig of the settings', async () => {
    await workbench.openViews('Ordinal');
    const connecting = vscode.commands.executeCommand('ordinal.connect');
    await preview(/^outage$/);
    await workbench.pick('outage');
    await connecting;
    await eventually(async () =>
      assert.ok((await workbench.statusBar()).some(text => text.includes('outage / default'))),
    );
    await open('web.yaml');
    await applyWeb();
    await untilTree(/web: 3\/3 ready/);
  });

  it('is not changed while Ordinal is read-only', async () => {
    const settings = vscode.workspace.getConfiguration('ordinal');
    await settings.update('readOnly', true, vscode.ConfigurationTarget.Global);
    await untilTree(/outage: default · read-only/);
    // It answers before it asks anything.
    await vscode.commands.executeCommand('ordinal.scale', { kind: 'StatefulSet', namespace: '', name: 'web' });
    await untilNotified(/Ordinal is read-only here, so outage stays as it is/);
    // Whoever has a shell can change things.
    await vscode.commands.executeCommand('notifications.clearAll');
    await vscode.commands.executeCommand('ordinal.openShell', { kind: 'Pod', namespace: '', name: 'web-0' });
    await untilNotified(/Ordinal is read-only here, so outage stays as it is/);
    assert.equal(shellsIn('web-0').length, 0);
    await settings.update('readOnly', undefined, vscode.ConfigurationTarget.Global);
    await untilTree(/outage: default$/m);
  });

  it('is changed under protection only by whoever types its name', async () => {
    const settings = vscode.workspace.getConfiguration('ordinal');
    await settings.update('protectedContexts', ['out*'], vscode.ConfigurationTarget.Global);
    const setting = vscode.commands.executeCommand('ordinal.setPartition', {
      kind: 'StatefulSet',
      namespace: '',
      name: 'web',
    });
    await preview(/^3$/);
    await workbench.pick('3');
    await preview(/Set partition 3/);
    await workbench.pick('Set partition 3 on StatefulSet web');
    await eventually(async () => assert.match(await workbench.inputText(), /Type outage to make this change/));
    assert.doesNotMatch(await tree(), /partition 3/);
    await workbench.answerInput('outage');
    await setting;
    await untilTree(/web: (partition 3|canary at 3: \d of 3 new) · 3\/3 ready/);
    await settings.update('protectedContexts', undefined, vscode.ConfigurationTarget.Global);
  });

  it('gives a shell under protection only to whoever types its name', async () => {
    const settings = vscode.workspace.getConfiguration('ordinal');
    await settings.update('protectedContexts', ['out*'], vscode.ConfigurationTarget.Global);
    for (const isTyped of [false, true]) {
      const opening = vscode.commands.executeCommand('ordinal.openShell', {
        kind: 'Pod',
        namespace: '',
        name: 'web-0',
      });
      await eventually(async () => assert.match(await workbench.inputText(), /Type outage to make this change/));
      await workbench.screenshot('shell-protected');
      if (isTyped) await workbench.answerInput('outage');
      else await workbench.press('Escape');
      await opening;
      await eventually(() => assert.equal(shellsIn('web-0').length, isTyped ? 1 : 0));
    }
    await closeShells('web-0');
    await settings.update('protectedContexts', undefined, vscode.ConfigurationTarget.Global);
  });

  it('leaves the tree as it was, says since when, and is told once in a message', async () => {
    outage.wire.cut();
    await eventually(async () => {
      const text = await workbench.text(TREE);
      assert.match(text, /outage is away since \d\d:\d\d \(.+\)\. Ordinal tries again by itself\./);
    });
    assert.match(await tree(), /web: .*3\/3 ready/);
    await untilNotified(/Ordinal lost outage \(https:\/\/127\.0\.0\.1:\d+\) at \d\d:\d\d\..*tries again by itself/);
    await workbench.screenshot('stale');
  });

  it('is told of as it was, with the time, by a list that explains', async () => {
    await workbench.rowMenu('Cluster', 'web', 'Why Is It Stuck?');
    await eventually(async () =>
      assert.match(await workbench.text('.quick-input-widget'), /StatefulSet web in outage \/ default as of \d\d:\d\d/),
    );
    await workbench.screenshot('why-away');
    await workbench.press('Escape');
  });

  it('has its known namespaces offered, and any other typed', async () => {
    const choosing = vscode.commands.executeCommand('ordinal.chooseNamespace');
    await preview(/^default$/);
    await eventually(async () =>
      assert.match(await workbench.inputText(), /Not to be listed now \(cannot be reached\)/),
    );
    await workbench.type('elsewhere');
    await preview(/^Use namespace “elsewhere”$/);
    await workbench.screenshot('namespaces-away');
    await workbench.press('Escape');
    await choosing;
  });

  it('recovers by itself and is right', async () => {
    await outage.wire.join();
    await vscode.commands.executeCommand('ordinal.retry');
    await eventually(async () => {
      const bar = await workbench.statusBar();
      assert.ok(
        bar.some(text => text.includes('outage / default')),
        bar.join(),
      );
      assert.doesNotMatch(await workbench.text(TREE), /away since/);
    });
    const from = rolloutLog().length;
    const scaling = vscode.commands.executeCommand('ordinal.scale', {
      kind: 'StatefulSet',
      namespace: '',
      name: 'web',
    });
    await eventually(async () => assert.match(await workbench.inputText(), /Scale StatefulSet web/));
    await workbench.answerInput('2');
    await preview(/web-2: deleted/);
    await workbench.pick('Scale StatefulSet web from 3 to 2');
    await scaling;
    await untilTree(/web: .*2\/2 ready/);
    await untilLog(/web-2 {2}gone/, from);
  });

  it('is told by a command in the very words of the tree, with a way on', async () => {
    outage.wire.cut();
    await eventually(async () => assert.match(await workbench.text(TREE), /is away since/));
    // The second kind of words would come from the request itself.
    await vscode.commands.executeCommand('ordinal.restart', { kind: 'StatefulSet', namespace: '', name: 'web' });
    await untilNotified(/outage \(https:\/\/127\.0\.0\.1:\d+\) has been away since/);
    await vscode.commands.executeCommand('notifications.showList');
    // It comes and goes: one message is enough.
    assert.equal((await workbench.text('.notifications-center')).split('Ordinal lost outage').length, 2);
    await vscode.commands.executeCommand('notifications.hideList');
    await outage.wire.join();
    await vscode.commands.executeCommand('ordinal.retry');
    await eventually(async () => assert.doesNotMatch(await workbench.text(TREE), /away since/));
  });

  it('says in one sentence that a server refuses to be reached, tries again by itself, and shows what can be done', async () => {
    await vscode.commands.executeCommand('ordinal.disconnect');
    outage.wire.cut();
    const connecting = vscode.commands.executeCommand('ordinal.connect');
    await preview(/^outage$/);
    await workbench.pick('outage');
    await connecting;
    await untilTree(/outage: away since \d\d:\d\d · cannot be reached[\s\S]*Try Again[\s\S]*Choose Another Cluster/);
    await eventually(async () =>
      assert.match(await workbench.text(TREE), /outage is away since \d\d:\d\d \(cannot be reached\)\. Ordinal tries/),
    );
    await workbench.screenshot('unreachable');
    // A command on it says the same.
    await vscode.commands.executeCommand('ordinal.apply', sample('web.yaml'));
    await untilNotified(
      /outage \(https:\/\/127\.0\.0\.1:\d+\) has been away since .* refuses the connection \(ECONNREFUSED\): nothing listens/,
    );
    await outage.wire.join();
    await untilTree(/web: .*2\/2 ready/);
  });
});
