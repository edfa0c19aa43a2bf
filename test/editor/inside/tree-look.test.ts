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
  tree,
  untilLog,
  untilTree,
} from '../../support/inside-ordinal.ts';

const MESSAGE = '.tree-explorer-viewlet-tree-view .message';

async function apply(file: string, objects: RegExp): Promise<void> {
  const applying = vscode.commands.executeCommand('ordinal.apply', sample(file));
  const lines = await preview(objects);
  await workbench.pick(lines.find(line => objects.test(line)) ?? '');
  await applying;
}

/** Types words into the filter's box, and chooses a state. */
async function filter(text: string, state: string): Promise<void> {
  const filtering = vscode.commands.executeCommand('ordinal.filterTree');
  await preview(/^In trouble$/);
  await workbench.press('Control+A');
  await workbench.type(text === '' ? ' ' : text);
  await workbench.pick(state);
  await filtering;
}

async function collapse(label: string): Promise<void> {
  await eventually(async () => {
    const expanded = async () => (await workbench.rows('Cluster')).find(row => row.label === label)?.expanded;
    if ((await expanded()) === true) await workbench.press('ArrowLeft');
    assert.equal(await expanded(), false);
  });
}

/** Selects a row and so many below it, as a person does with Shift and the arrow. */
async function select(label: string, below: number): Promise<void> {
  // A click opens a row that was closed.
  await workbench.clickRow('Cluster', label);
  await collapse(label);
  for (let count = 0; count < below; count += 1) await workbench.press('Shift+ArrowDown');
}

describe('The tree as a person wants to see it', () => {
  before(async () => {
    await emptyPractice();
    await apply('ledger.yaml', /^Apply 7 objects$/);
    await untilTree(/ledger: 3\/3 ready/);
    const from = rolloutLog().length;
    await apply('web.yaml', /^Apply 2 objects$/);
    await untilLog(/web is there: 3\/3 pods ready/, from);
  });

  after(async () => {
    await vscode.commands.executeCommand('ordinal.clearFilter');
    await emptyPractice();
  });

  it('a filter leaves the pods that match, where they belong, and says so above them', async () => {
    await filter('web-1', 'In any state');
    await untilTree(/^ {2}web: .*\n {4}web-1: Running .*$/m);
    await eventually(async () => assert.doesNotMatch(await tree(), /ledger|web-0:|web-2:/));
    await eventually(async () => assert.match(await workbench.text(MESSAGE), /^Filtered: only what has “web-1”/));
    await workbench.screenshot('tree-filter');
    await vscode.commands.executeCommand('ordinal.clearFilter');
    await untilTree(/ledger: 3\/3 ready/);
  });

  it('a filter that nothing matches says so, with a way back', async () => {
    await filter('no-such-pod', 'In any state');
    await untilTree(/Nothing matches the filter/);
    await workbench.screenshot('tree-filter-nothing');
    await rowAction('Cluster', 'Nothing matches the filter', 'Clear Filter');
    await untilTree(/web: 3\/3 ready/);
  });

  it('a filter by state shows what is in it', async () => {
    await filter('', 'In trouble');
    await untilTree(/Nothing matches the filter/);
    await vscode.commands.executeCommand('ordinal.clearFilter');
  });

  it('workloads stand by name, or the newest first', async () => {
    const order = async () => (await tree()).match(/^ {2}(web|ledger):/gm)?.map(text => text.trim());
    await eventually(async () => assert.deepEqual(await order(), ['ledger:', 'web:']));
    await workbench.clickRow('Cluster', 'ordinal-practice');
    await vscode.commands.executeCommand('list.collapseAll');
    await expand('ordinal-practice');
    const sort = async (label: string) => {
      const sorting = vscode.commands.executeCommand('ordinal.sortTree');
      await preview(/^Trouble first$/);
      await workbench.pick(label);
      await sorting;
    };
    await sort('Newest first');
    await eventually(async () => assert.deepEqual(await order(), ['web:', 'ledger:']));
    await sort('By name');
    await eventually(async () => assert.deepEqual(await order(), ['ledger:', 'web:']));
    await workbench.screenshot('tree-sorted');
  });

  it('pods that are selected together are deleted as one plan', async () => {
    await expand('web');
    await untilTree(/web-2: Running/);
    await select('web-1', 1);
    await rowMenu('Cluster', 'web-1', 'Delete Pod…');
    const lines = await preview(/^Delete 2 pods$/);
    const text = lines.join('\n');
    for (const pod of ['web-1', 'web-2']) {
      assert.match(text, new RegExp(`\\d\\. ${pod}: deleted and created again`));
      assert.match(text, new RegExp(`delete pod/${pod}$`, 'm'));
    }
    await workbench.screenshot('delete-several');
    const from = rolloutLog().length;
    await workbench.pick('Delete 2 pods');
    await untilLog(/Replaced in \d+ s: web-1, web-2/, from);
    // The rows of the pods that are gone were selected, those of the pods in their place are not.
    await eventually(async () => {
      const rows = await workbench.rows('Cluster');
      assert.deepEqual(
        rows.filter(({ label, selected }) => /^web-[12]$/.test(label) && !selected).map(({ label }) => label),
        ['web-1', 'web-2'],
      );
    });
  });

  it('pods that are selected together have their names copied, and their logs shown in one channel', async () => {
    await untilTree(/web-1: Running 1\/1.*\n {4}web-2: Running 1\/1/);
    await select('web-1', 1);
    await rowMenu('Cluster', 'web-1', 'Copy Name');
    await eventually(async () => assert.equal(await vscode.env.clipboard.readText(), 'web-1\nweb-2'));
    await rowMenu('Cluster', 'web-1', 'Show Logs…');
    await preview(/^The last 1000 lines$/);
    await workbench.pick('The last 1000 lines');
    await eventually(() => {
      const channel = vscode.workspace.textDocuments.find(({ uri }) => uri.path.includes('Logs web-1 +1'));
      const text = channel?.getText() ?? '';
      assert.match(text, /^web-1 \| \S/m);
      assert.match(text, /^web-2 \| \S/m);
      assert.doesNotMatch(text, /^web-0 \|/m);
    }, 30_000);
    await workbench.screenshot('logs-of-several');
  });

  it('sets that are selected together are restarted as one plan', async () => {
    await workbench.clickRow('Cluster', 'ordinal-practice');
    await vscode.commands.executeCommand('list.collapseAll');
    await expand('ordinal-practice');
    await select('ledger', 1);
    await rowMenu('Cluster', 'ledger', 'Restart Pods in Order…');
    const lines = await preview(/^Restart the pods of 2 workloads$/);
    assert.match(lines.join('\n'), /^1\. ledger-2: [\s\S]*^1\. web-2: /m);
    await workbench.screenshot('restart-several');
    await workbench.press('Escape');
  });
});
