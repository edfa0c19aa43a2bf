import * as vscode from 'vscode';
import type { Say } from '../../words/words.ts';
import { commandIds } from '../ids.ts';
import type { Readable } from '../signal.ts';
import { facts } from '../views/row.ts';
import { tooltipMarkdown } from '../views/tooltip.ts';
import { type BarFacts, barText } from './status-text.ts';

/** The item at the bottom: which cluster and namespace commands act on. Pressing it chooses another. */
export function statusBar(state: Readable<BarFacts>, say: Say): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('ordinal.cluster', vscode.StatusBarAlignment.Left, 10);
  item.name = 'Ordinal';
  const draw = (bar: BarFacts) => {
    const text = barText(bar, say);
    if (text === undefined) {
      item.hide();
      return;
    }
    item.text = text.text;
    item.accessibilityInformation = { label: text.spoken };
    item.command = commandOf(bar);
    item.backgroundColor =
      text.tone === 'plain'
        ? undefined
        : new vscode.ThemeColor(
            text.tone === 'bad' ? 'statusBarItem.errorBackground' : 'statusBarItem.warningBackground',
          );
    item.tooltip = new vscode.MarkdownString(
      tooltipMarkdown(text.title, [...facts(...text.facts), ...text.notes.map(sentence => ({ sentence }))]),
    );
    item.show();
  };
  draw(state.get());
  const listener = state.onChange(draw);
  return vscode.Disposable.from(item, { dispose: () => listener.dispose() });
}

/** Among several contexts pressing chooses one of them; with one alone, its namespace. */
function commandOf(bar: BarFacts): string {
  if (bar.kind !== 'none' && bar.others > 0) return commandIds.activate;
  return bar.kind === 'connected' ? commandIds.chooseNamespace : commandIds.connect;
}
