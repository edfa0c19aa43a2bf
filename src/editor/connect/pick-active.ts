import * as vscode from 'vscode';
import type { Say } from '../../words/words.ts';
import { answer } from '../problems.ts';
import { parts } from '../views/row.ts';
import { awayOf, awayWords } from './away.ts';
import type { OpenContexts } from './contexts.ts';
import { namespaceOf } from './session.ts';

/** Lets a person choose among the open contexts; resolves with its key. */
export async function pickActive(contexts: OpenContexts, say: Say): Promise<string | undefined> {
  const items = contexts.all.get().flatMap(open => {
    const choice = open.session.chosen();
    if (choice === undefined) return [];
    const isActive = open === contexts.active.get();
    const away = awayOf(open.session.state.get());
    const namespace = namespaceOf(choice);
    return [
      {
        label: choice.context.id,
        description: parts(
          away === undefined ? undefined : awayWords(away, say),
          namespace === '' ? say('namespace-all') : namespace,
        ),
        detail: isActive ? `${choice.context.server} · ${say('context-active')}` : choice.context.server,
        iconPath: new vscode.ThemeIcon(
          away === undefined ? (choice.isPractice ? 'beaker' : 'server') : 'debug-disconnect',
        ),
        key: open.key,
      },
    ];
  });
  if (items.length < 2) throw answer(say, 'one-context-only');
  const picked = await vscode.window.showQuickPick(items, { title: say('activate-title'), matchOnDescription: true });
  return picked?.key;
}
