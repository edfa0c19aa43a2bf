/** What tests inside the extension host do with Ordinal again and again. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import { workbench } from './inside.ts';
import { recorded } from './record-ordinal.ts';

const VIEW = 'Cluster';

/** A file of the opened folder. */
export function sample(file: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  assert.ok(folder, 'no folder is open');
  return vscode.Uri.joinPath(folder, file);
}

/** Opens a file of the folder in an editor. */
export async function open(file: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(sample(file)));
}

/** Starts the practice cluster, and waits until its tree can be drawn. */
export async function connectToPractice(): Promise<void> {
  await vscode.commands.executeCommand('ordinal.startPractice');
  await workbench.openViews('Ordinal');
  await eventually(async () => {
    const texts = await workbench.statusBar();
    assert.ok(
      texts.some(text => text.includes('ordinal-practice / default')),
      texts.join(' | '),
    );
  });
}

/** The same with nothing in it: tests of other files have been here before. */
export async function emptyPractice(): Promise<void> {
  await connectToPractice();
  await vscode.commands.executeCommand('ordinal.resetPractice');
  await connectToPractice();
  await eventually(async () => assert.match(await workbench.welcome(VIEW), /no StatefulSet/));
}

/** Ends the process of the practice cluster, as a crash does. */
export function crashPractice(): void {
  assert.ok(recorded().started?.kill('SIGKILL'), 'the practice cluster was not running');
}

/** The tree as text, a line a row, indented by level: `  web: 3/3 ready`. */
export async function tree(): Promise<string> {
  const rows = await workbench.rows(VIEW);
  return rows.map(row => `${'  '.repeat(row.level - 1)}${row.label}: ${row.description}`).join('\n');
}

/** Waits until the tree has a line like this. */
export async function untilTree(line: RegExp): Promise<string> {
  return eventually(async () => {
    const text = await tree();
    assert.match(text, line);
    return text;
  });
}

/** Opens a row of the tree if it is closed; a row that has nothing under it is a mistake of the test or of the tree. */
export async function expand(label: string): Promise<void> {
  await eventually(async () => {
    const row = (await workbench.rows(VIEW)).find(candidate => candidate.label === label);
    assert.ok(row, `no row ${label}`);
    assert.notEqual(row.expanded, undefined, `${label} has nothing under it`);
    if (row.expanded === false) await workbench.toggleRow(VIEW, label);
    assert.notEqual(row.expanded, false, `${label} is closed`);
  });
}

/** Presses an entry in the menu of a row, until a command of Ordinal is called: a menu that is closed under the pointer chooses nothing. */
export async function rowMenu(view: string, row: string, entry: string): Promise<void> {
  await untilCalled(() => workbench.rowMenu(view, row, entry));
}

/** The same with an icon on the row. */
export async function rowAction(view: string, row: string, action: string): Promise<void> {
  await untilCalled(() => workbench.rowAction(view, row, action));
}

async function untilCalled(press: () => Promise<void>): Promise<void> {
  const record = recorded();
  const { calls } = record;
  await eventually(async () => {
    await press();
    await eventually(() => assert.notEqual(record.calls, calls, 'no command was called'), 10_000);
  }, 40_000);
}

/** The lines that the open preview shows, once it has one like this. */
export async function preview(line: RegExp): Promise<readonly string[]> {
  return eventually(async () => {
    const lines = await workbench.picks();
    assert.ok(
      lines.some(text => line.test(text)),
      lines.join('\n'),
    );
    return lines;
  });
}

/** The terminals with shells in a pod. */
export function shellsIn(pod: string): readonly vscode.Terminal[] {
  return vscode.window.terminals.filter(({ name }) => name.startsWith(pod));
}

/** Closes the shells in a pod, and waits until they are gone. The workbench may open a terminal of its own in their place. */
export async function closeShells(pod: string): Promise<void> {
  for (const shell of shellsIn(pod)) shell.dispose();
  await eventually(() => assert.equal(shellsIn(pod).length, 0));
}

/**
 * Waits until a notification says this. While tests run in the window its messages come without toasts, so the list of them is opened. It
 * is opened anew for each look: VS Code leaves out of an open list what comes while it opens, and does not draw what is scrolled away.
 */
export async function untilNotified(text: RegExp, patience = 45_000): Promise<void> {
  await eventually(async () => {
    await vscode.commands.executeCommand('notifications.hideList');
    await vscode.commands.executeCommand('notifications.showList');
    assert.match(await workbench.text('.notifications-center'), text);
  }, patience);
  await vscode.commands.executeCommand('notifications.hideList');
}

/** The whole text of the rollout channel. */
export function rolloutLog(): string {
  const channel = vscode.workspace.textDocuments.find(
    document => document.uri.scheme === 'output' && document.getText().length > 0 && /Rollout/.test(document.uri.path),
  );
  return channel?.getText() ?? '';
}

/** Applies the sample with the set web and its Service, as a person does who looks at the preview and goes on. */
export async function applyWeb(): Promise<void> {
  const applying = vscode.commands.executeCommand('ordinal.apply', sample('web.yaml'));
  await preview(/create StatefulSet web/);
  await workbench.pick('Apply 2 objects');
  await applying;
}

/** The practice cluster with the set web and nothing else, its pods running and shown. */
export async function practiceWithWeb(): Promise<void> {
  await emptyPractice();
  const from = rolloutLog().length;
  await applyWeb();
  await untilLog(/web is there: 3\/3 pods ready/, from);
  await expand('web');
  await untilTree(/web-2: Running/);
}

/** Waits until the rollout channel has a line like this after `from` letters, and gives what stands there. */
export async function untilLog(line: RegExp, from = 0): Promise<string> {
  return eventually(() => {
    const text = rolloutLog().slice(from);
    assert.match(text, line);
    return text;
  }, 40_000);
}
