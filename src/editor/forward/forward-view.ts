import * as vscode from 'vscode';
import type { CommandSay } from '../../words/words.ts';
import { amongContexts } from '../connect/among-contexts.ts';
import type { OpenContexts } from '../connect/contexts.ts';
import { Disposables } from '../dispose.ts';
import type { Errors } from '../errors.ts';
import { commandIds, contextKeys, rowKinds, viewIds } from '../ids.ts';
import { tooltipMarkdown } from '../views/tooltip.ts';
import { forwardRow, goalText } from './forward-row.ts';
import { addressOf, type Forwards } from './forwards.ts';

/** The list of forwarded ports under the tree, and their number in the status bar; neither is there while no port is forwarded. */
export function forwardView(
  forwards: Forwards,
  contexts: Pick<OpenContexts, 'all'>,
  errors: Errors,
  say: CommandSay,
): vscode.Disposable {
  const held = new Disposables();
  const changed = held.add(new vscode.EventEmitter<undefined>());
  const bar = held.add(vscode.window.createStatusBarItem('ordinal.forwards', vscode.StatusBarAlignment.Left, 9));
  bar.name = say('forwards-title');
  bar.command = commandIds.showForwards;
  held.add(
    vscode.window.createTreeView<string>(viewIds.forwards, {
      treeDataProvider: {
        onDidChangeTreeData: changed.event,
        getChildren: id => (id === undefined ? forwards.all.get().map(each => each.id) : []),
        getTreeItem: id => itemOf(id, forwards, contexts, say),
      },
    }),
  );

  const draw = () => {
    const all = forwards.all.get();
    changed.fire(undefined);
    errors.run('setting a context key', () =>
      vscode.commands.executeCommand('setContext', contextKeys.forwards, all.length > 0),
    );
    const waiting = all.filter(({ forward }) => forward.state.get().kind !== 'ready').length;
    bar.text = `$(${waiting === 0 ? 'plug' : 'warning'}) ${all.length}`;
    const spoken = all.length === 1 ? say('forwards-one') : say('forwards-many', { count: all.length });
    bar.accessibilityInformation = { label: spoken };
    bar.tooltip = [
      spoken,
      ...all.map(
        each => `${addressOf(each)} → ${amongContexts(goalText(each.goal, say), each.context, contexts, say)}`,
      ),
    ].join('\n');
    if (all.length === 0) bar.hide();
    else bar.show();
  };
  held.add(forwards.all.onChange(draw));
  held.add(contexts.all.onChange(draw));
  draw();
  return held;
}

function itemOf(id: string, forwards: Forwards, contexts: Pick<OpenContexts, 'all'>, say: CommandSay): vscode.TreeItem {
  const open = forwards.all.get().find(each => each.id === id);
  // It may have ended between two questions of the workbench.
  if (open === undefined) return new vscode.TreeItem('');
  const row = forwardRow(open, contexts, say);
  const item = new vscode.TreeItem(row.label);
  item.id = id;
  item.description = row.description;
  item.contextValue = rowKinds.forward;
  item.iconPath = new vscode.ThemeIcon(
    row.icon.name,
    row.icon.color === undefined ? undefined : new vscode.ThemeColor(row.icon.color),
  );
  item.tooltip = new vscode.MarkdownString(tooltipMarkdown(row.label, row.tooltip));
  item.accessibilityInformation = { label: row.spoken };
  return item;
}
