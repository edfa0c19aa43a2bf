import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../../support/eventually.ts';
import { workbench } from '../../support/inside.ts';
import {
  closeShells,
  connectToPractice,
  emptyPractice,
  expand,
  preview,
  rowAction,
  rowMenu,
  sample,
  shellsIn,
  untilNotified,
  untilTree,
} from '../../support/inside-ordinal.ts';

const CONTEXT = 'ordinal-practice';
const FORWARDS = 'Forwarded Ports';

/** Presses an entry in a row's menu, reads what the list that it opens is about, and leaves it. */
async function asks(row: string, entry: string, about: RegExp): Promise<void> {
  await rowMenu('Cluster', row, entry);
  await eventually(async () => assert.match(await workbench.inputText(), about));
  await workbench.press('Escape');
}

describe('The menu of a row', () => {
  before(async () => {
    await emptyPractice();
    const applying = vscode.commands.executeCommand('ordinal.apply', sample('web.yaml'));
    await preview(/create StatefulSet web/);
    await workbench.pick('Apply 2 objects');
    await applying;
    await untilTree(/web: 3\/3 ready/);
    await expand('web');
    await untilTree(/web-2: Running/);
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await closeShells('web-1');
    await emptyPractice();
  });

  it('of a set leads to each change of it, which names the set before it is made', async () => {
    await asks('web', 'Set Partition…', /partition[\s\S]*web/i);
    await asks('web', 'Set Image…', /Image of app in StatefulSet web/);
    await asks('web', 'Scale…', /Scale StatefulSet web/);
    await asks('web', 'Delete StatefulSet, Keep Claims…', /Delete StatefulSet web/);
    await asks('web', 'Restart Pods in Order…', /Restart[\s\S]*web/);
  });

  it('of a set that is well offers neither a repair nor a rollback, and the palette says why', async () => {
    const entries = await workbench.menuOf('Cluster', 'web');
    assert.ok(entries.includes('Scale…'), entries.join());
    assert.deepEqual(
      entries.filter(entry => /Repair|Roll Back|Owner/.test(entry)),
      [],
    );
    const web = { kind: 'StatefulSet', namespace: 'default', name: 'web' };
    await vscode.commands.executeCommand('ordinal.repair', web);
    await untilNotified(/StatefulSet web is not held up by a broken pod/);
    await vscode.commands.executeCommand('ordinal.rollBack', web);
    await untilNotified(/StatefulSet web/);
    await asks('web', 'Why Is It Stuck?', /web/);
  });

  it('of a set leads to its manifest, and says that nothing differs from it', async () => {
    // An editor that comes later takes the focus, and with it the menu that is open.
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await eventually(() => assert.equal(vscode.window.activeTextEditor, undefined));
    await rowMenu('Cluster', 'web', 'Open Its Manifest');
    await eventually(() =>
      assert.match(vscode.window.activeTextEditor?.document.uri.path ?? '', /samples\/web\.yaml$/),
    );
    await rowMenu('Cluster', 'web', 'Compare with Manifest');
    await untilNotified(/StatefulSet web in ordinal-practice is what web\.yaml makes of it/);
  });

  it('of a pod copies its name in the cluster, opens a shell in it and shows its logs', async () => {
    await rowMenu('Cluster', 'web-1', 'Copy Name in the Cluster');
    await eventually(async () => assert.equal(await vscode.env.clipboard.readText(), 'web-1.web.default.svc'));
    await rowAction('Cluster', 'web-1', 'Show Logs…');
    await preview(/^The last 1000 lines$/);
    await workbench.press('Escape');
    await rowAction('Cluster', 'web-1', 'Open Shell in Pod…');
    await eventually(() => assert.equal(shellsIn('web-1').length, 1));
    await closeShells('web-1');
  });

  it('of a pod leads to the verdict on its set and to the manifest of its set', async () => {
    await asks('web-1', 'Why Is It Stuck?', /StatefulSet web/);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rowMenu('Cluster', 'web-1', 'Open Its Manifest');
    await eventually(() =>
      assert.match(vscode.window.activeTextEditor?.document.uri.path ?? '', /samples\/web\.yaml$/),
    );
  });

  it('of a name under the Service looks that very name up', async () => {
    await workbench.toggleRow('Cluster', 'web-2 > web');
    await untilTree(/web-1\.web: 10\./);
    await rowAction('Cluster', 'web-1.web', 'Look Up Name in Pod…');
    await eventually(() => {
      const channel = vscode.workspace.textDocuments.find(
        ({ uri, getText }) => uri.scheme === 'output' && uri.path.includes('Names') && getText() !== '',
      );
      assert.match(channel?.getText() ?? '', /A web-1\.web\.default\.svc\.cluster\.local, asked in [\s\S]*The same/);
    });
    await workbench.screenshot('lookup-of-row');
    await workbench.toggleRow('Cluster', 'web-2 > web');
  });

  it('of a Service forwards a port, whose own row copies its address, opens it and stops it', async () => {
    await rowMenu('Cluster', 'web-2 > web', 'Forward Port…');
    await preview(/^80$/);
    await workbench.pick('80');
    await eventually(async () => assert.match(await workbench.inputText(), /Port on this machine for port 80/));
    await workbench.answerInput('');
    const address = await eventually(async () => {
      const [row] = await workbench.rows(FORWARDS);
      assert.match(row?.description ?? '', /^Service web, port 80\b/);
      // The list may still show what another test has stopped.
      assert.match(await (await fetch(`http://${row?.label}/`)).text(), /^pod: web-\d/);
      return row?.label ?? '';
    });
    await rowMenu(FORWARDS, address, 'Copy Address of Forwarded Port');
    await eventually(async () => assert.equal(await vscode.env.clipboard.readText(), address));
    await rowAction(FORWARDS, address, 'Open Forwarded Port in Browser');
    // The workbench makes an address of its own of it, for browsers on other machines: the port stays.
    const [port = ''] = /\d+$/.exec(address) ?? [];
    assert.match(await workbench.openedPage(), new RegExp(`\\b${port}\\b`));
    await vscode.commands.executeCommand('ordinal.showForwards');
    await rowAction(FORWARDS, address, 'Stop Forwarding Port');
    await eventually(() => assert.rejects(fetch(`http://${address}/`)));
    await vscode.commands.executeCommand('ordinal.showForwards');
    await untilNotified(/No port is forwarded/);
  });

  it('several forwarded ports are stopped at once', async () => {
    for (const pod of ['web-0', 'web-1']) {
      await rowMenu('Cluster', pod, 'Forward Port…');
      await preview(/^80$/);
      await workbench.pick('80');
      await eventually(async () => assert.match(await workbench.inputText(), /Port on this machine for port 80/));
      await workbench.answerInput('');
      await eventually(async () => {
        const rows = await workbench.rows(FORWARDS);
        assert.ok(
          rows.some(({ description }) => description.startsWith(`Pod ${pod}, port 80`)),
          rows.map(({ description }) => description).join(),
        );
      });
    }
    const addresses = (await workbench.rows(FORWARDS)).map(({ label }) => label);
    assert.equal(addresses.length, 2);
    await workbench.screenshot('forwards');
    await vscode.commands.executeCommand('ordinal.stopForwards');
    for (const address of addresses) await eventually(() => assert.rejects(fetch(`http://${address}/`)));
  });

  it('of a context chooses its namespace, tries it again, connects elsewhere and closes it', async () => {
    // The root may be above what is on the screen.
    await vscode.commands.executeCommand('ordinal.cluster.focus');
    await vscode.commands.executeCommand('list.focusFirst');
    await asks(CONTEXT, 'Choose Namespace…', /All Namespaces/);
    await rowMenu('Cluster', CONTEXT, 'Refresh');
    await untilTree(/web: 3\/3 ready/);
    await asks(CONTEXT, 'Connect to a Cluster…', /practice/i);
    await rowMenu('Cluster', CONTEXT, 'Disconnect');
    await eventually(async () => assert.match(await workbench.welcome('Cluster'), /Start Practice Cluster/));
    await connectToPractice();
  });

  it('of the practice cluster leads to its lessons and to trouble, stops it and starts it anew', async () => {
    await vscode.commands.executeCommand('ordinal.cluster.focus');
    await vscode.commands.executeCommand('list.focusFirst');
    await asks(CONTEXT, 'Open a Practice Lesson…', /A healthy trio/);
    await asks(CONTEXT, 'Make Trouble in the Practice Cluster…', /A node is lost/);
    await rowMenu('Cluster', CONTEXT, 'Stop Practice Cluster');
    await eventually(async () => assert.match(await workbench.welcome('Cluster'), /Start Practice Cluster/));
    await connectToPractice();
    await untilTree(/web: 3\/3 ready/);
    await rowMenu('Cluster', CONTEXT, 'Reset Practice Cluster');
    // A cluster with nothing in it has no rows, not even its own.
    await eventually(async () => assert.match(await workbench.welcome('Cluster'), /no StatefulSet/));
  });

  it('a sample opens as a document of nobody, and the log as a channel', async () => {
    const opening = vscode.commands.executeCommand('ordinal.openSample');
    await preview(/^shop\.yaml$/);
    await workbench.screenshot('samples');
    await workbench.pick('shop.yaml');
    await opening;
    const document = vscode.window.activeTextEditor?.document;
    assert.deepEqual([document?.isUntitled, document?.languageId], [true, 'yaml']);
    assert.match(document?.getText() ?? '', /kind: StatefulSet/);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('ordinal.showLog');
    await eventually(async () =>
      assert.match((await workbench.output()).join('\n'), /applied StatefulSet default\/web \(ordinal-practice\)/),
    );
    await workbench.screenshot('log');
  });
});
