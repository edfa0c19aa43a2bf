import * as vscode from 'vscode';
import type { Place } from '../../cluster/run-in-pod.ts';
import type { CommandSay } from '../../words/words.ts';
import type { ClusterToChange } from '../commands/cluster-to-change.ts';
import { amongContexts } from '../connect/among-contexts.ts';
import type { OpenContexts } from '../connect/contexts.ts';
import type { LiveCluster } from '../connect/session.ts';
import { siteOf } from '../connect/site.ts';
import type { Errors } from '../errors.ts';
import { pacer } from '../pace.ts';
import { newsText, type ShellPlace } from './news-text.ts';
import { type Screen, type ShellSession, shellSession } from './shell-session.ts';

/** The terminals with shells in pods. Those of a window end with it. */
export interface Terminals extends vscode.Disposable {
  open(cluster: ClusterToChange, place: Place): void;
}

export function shellTerminals(contexts: Pick<OpenContexts, 'all'>, errors: Errors, say: CommandSay): Terminals {
  const sessions = new Set<ShellSession>();

  return {
    open(cluster, place) {
      const { context } = cluster;
      const where = { ...place, context: context.name, server: context.server, site: siteOf(cluster) };
      const terminal = vscode.window.createTerminal({
        name: amongContexts(`${place.name} / ${place.container}`, context, contexts, say),
        iconPath: new vscode.ThemeIcon('terminal'),
        // A shell in a pod does not outlive the window.
        isTransient: true,
        pty: pseudoterminal(cluster, where),
      });
      terminal.show();
    },
    dispose() {
      for (const session of sessions) session.dispose();
      sessions.clear();
    },
  };

  function pseudoterminal({ connection }: LiveCluster, place: ShellPlace): vscode.Pseudoterminal {
    const written = new vscode.EventEmitter<string>();
    const closed = new vscode.EventEmitter<void>();
    let atLineStart = true;
    const show = (text: string) => {
      if (text === '') return;
      atLineStart = text.endsWith('\n');
      written.fire(text);
    };
    const screen: Screen = {
      write: pacer(show),
      tell(news) {
        const lines = newsText(news, place, say);
        // Dimmed, and with the colours that the shell left behind taken back.
        show(`${atLineStart ? '' : '\r\n'}${lines.map(line => `\u001b[0;2m${line}\u001b[0m\r\n`).join('')}`);
      },
      close: () => closed.fire(),
    };
    const session = shellSession(connection, place, screen, errors);
    sessions.add(session);
    return {
      onDidWrite: written.event,
      onDidClose: closed.event,
      open(size) {
        if (size !== undefined) session.resize(size.columns, size.rows);
        session.start();
      },
      close() {
        session.dispose();
        sessions.delete(session);
        written.dispose();
        closed.dispose();
      },
      handleInput: text => session.type(text),
      setDimensions: ({ columns, rows }) => session.resize(columns, rows),
    };
  }
}
