import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../../support/eventually.ts';
import { workbench } from '../../support/inside.ts';
import { connectToPractice, emptyPractice, practiceWithWeb, preview, rowAction } from '../../support/inside-ordinal.ts';

const FORWARDS = 'Forwarded Ports';
const pod = (name: string) => ({ kind: 'Pod', namespace: '', name });

/** Everything that the terminal in front has shown, read as a person would copy it. */
async function screen(): Promise<string> {
  await vscode.commands.executeCommand('workbench.action.terminal.selectAll');
  await vscode.commands.executeCommand('workbench.action.terminal.copySelection');
  await vscode.commands.executeCommand('workbench.action.terminal.clearSelection');
  return vscode.env.clipboard.readText();
}

async function untilScreen(text: RegExp): Promise<string> {
  return eventually(async () => {
    const shown = await screen();
    assert.match(shown, text);
    return shown;
  }, 30_000);
}

function shellOf(name: string): vscode.Terminal {
  const found = vscode.window.terminals.find(terminal => terminal.name.startsWith(name));
  assert.ok(found, `no terminal ${name}`);
  return found;
}

/** The only row of the list of forwarded ports, once it reads like this. */
async function untilForward(description: RegExp): Promise<string> {
  return eventually(async () => {
    const rows = await workbench.rows(FORWARDS);
    assert.equal(rows.length, 1);
    assert.match(rows[0]?.description ?? '', description);
    return rows[0]?.label ?? '';
  }, 30_000);
}

async function page(address: string): Promise<string> {
  return (await fetch(`http://${address}/`)).text();
}

describe('What can be done inside pods', () => {
  before(practiceWithWeb);

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.terminal.killAll');
    await emptyPractice();
  });

  it('a shell opens in a pod, works as one at a terminal, and says its code when it ends', async () => {
    await vscode.commands.executeCommand('ordinal.openShell', pod('web-0'));
    await untilScreen(/ash in container app of web-0/);
    const shell = shellOf('web-0');
    shell.sendText('hostname; df | grep nginx | wc -l');
    await untilScreen(/\nweb-0\n1\n/);
    shell.sendText('dance');
    await untilScreen(/sh: dance: not found/);
    await workbench.screenshot('shell');
    shell.sendText('exit');
    await untilScreen(/The shell ended with 127[\s\S]*Press Enter for a new shell in web-0/);
    await workbench.screenshot('shell-ended');
    shell.sendText('');
    await eventually(async () => assert.equal((await screen()).split('ash in container app').length, 3));
    shell.sendText('exit');
    await eventually(() => assert.ok(!vscode.window.terminals.includes(shell)));
  });

  it('a port of a pod is forwarded, stays so while the pod is replaced, and is stopped from the list', async () => {
    const forwarding = vscode.commands.executeCommand('ordinal.forwardPort', pod('web-0'));
    await preview(/^80$/);
    await workbench.screenshot('forward-choice');
    await workbench.pick('80');
    await eventually(async () => assert.match(await workbench.inputText(), /Port on this machine for port 80/));
    await workbench.answerInput('');
    await forwarding;
    const address = await untilForward(/^Pod web-0, port 80\b/);
    assert.match(address, /^127\.0\.0\.1:\d+$/);
    assert.match(await page(address), /^pod: web-0\n/);
    await eventually(async () => assert.ok((await workbench.statusBar()).some(text => /^\W*1$/.test(text))));
    await workbench.screenshot('forward');
    const deleting = vscode.commands.executeCommand('ordinal.deletePod', pod('web-0'));
    await preview(/Delete Pod web-0/);
    await workbench.pick('Delete Pod web-0');
    await deleting;
    await untilForward(/^waits /);
    await workbench.screenshot('forward-waits');
    // Whoever comes meanwhile is kept until the next pod of that name runs.
    assert.match(await page(address), /^pod: web-0\n/);
    await untilForward(/^Pod web-0, port 80\b/);
    await vscode.commands.executeCommand('ordinal.copyForward');
    assert.equal(await vscode.env.clipboard.readText(), address);
    await rowAction(FORWARDS, address, 'Stop Forwarding Port');
    await eventually(() => assert.rejects(page(address)));
  });

  it('a name is looked up in a pod, and its answer stands beside the prediction', async () => {
    const looking = vscode.commands.executeCommand('ordinal.resolveName', pod('web-1'));
    await preview(/^web-1\.web\.default\.svc$/);
    await workbench.screenshot('lookup-choice');
    await workbench.pick('web-1.web.default.svc');
    await looking;
    const text = await eventually(() => {
      const channel = vscode.workspace.textDocuments.find(
        ({ uri, getText }) => uri.scheme === 'output' && uri.path.includes('Names') && getText() !== '',
      );
      assert.match(channel?.getText() ?? '', /The same/);
      return channel?.getText() ?? '';
    });
    const [, answer, prediction] = /answer: +(\S+)\n +prediction: +(\S+)\n/.exec(text) ?? [];
    assert.match(answer ?? '', /^10\.244\./);
    assert.equal(answer, prediction);
    assert.match(text, /^A web-1\.web\.default\.svc\.cluster\.local, asked in container app of web-[02] with nslookup/);
    await workbench.screenshot('lookup');
  });

  it('shells and forwarded ports end with the connection to their cluster', async () => {
    await vscode.commands.executeCommand('ordinal.openShell', pod('web-1'));
    await untilScreen(/ash in container app of web-1/);
    const forwarding = vscode.commands.executeCommand('ordinal.forwardPort', {
      kind: 'Service',
      namespace: '',
      name: 'web',
    });
    await preview(/^80$/);
    await workbench.pick('80');
    await eventually(async () => assert.match(await workbench.inputText(), /Port on this machine/));
    await workbench.answerInput('');
    await forwarding;
    const address = await untilForward(/^Service web, port 80\b.* · web-\d:80$/);
    assert.match(await page(address), /^pod: web-\d\n/);
    await vscode.commands.executeCommand('ordinal.disconnect');
    await eventually(() => assert.rejects(page(address)));
    await untilScreen(/no longer connected to ordinal-practice, so this shell has ended/);
    await workbench.screenshot('shell-disconnected');
    await connectToPractice();
  });
});
