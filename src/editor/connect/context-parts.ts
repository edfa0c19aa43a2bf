import * as vscode from 'vscode';
import type { FailedAt } from '../../cluster/connection.ts';
import { loadKube } from '../../cluster/load.ts';
import { createMirror, TREE_KINDS } from '../../cluster/mirror.ts';
import type { Say } from '../../words/words.ts';
import { Disposables } from '../dispose.ts';
import type { Errors } from '../errors.ts';
import type { Origin } from '../problems.ts';
import { liveVerdicts } from '../verdicts/live-verdicts.ts';
import { awayOf, awaySentence } from './away.ts';
import type { ContextParts, OpenContexts } from './contexts.ts';
import type { Programs } from './programs.ts';
import { serverVersion } from './server-version.ts';
import { clusterSession } from './session.ts';

/** What every open context has for itself. */
export function contextParts(programs: Programs, errors: Errors): ContextParts {
  const held = new Disposables();
  const session = held.add(
    clusterSession({
      async connect(kubeconfig, id) {
        const trusted = vscode.workspace.isTrusted && programs.mayRun(kubeconfig.resolve(id));
        return (await loadKube()).connect(kubeconfig, id, { trusted });
      },
      mirror: (connection, namespace) =>
        createMirror(connection, {
          kinds: TREE_KINDS,
          namespace: namespace === '' ? undefined : namespace,
          onFault: error => errors.note('mirror', error),
        }),
    }),
  );
  held.add(
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) session.nudge();
    }),
  );
  const server = held.add(serverVersion(session));
  const verdicts = held.add(liveVerdicts(session, server, errors));
  return { session, server, verdicts, dispose: () => held.dispose() };
}

/** The open context in which a request failed. */
export function originOf(contexts: OpenContexts, at: FailedAt, say: Say): Origin | undefined {
  for (const { key, session } of contexts.all.get()) {
    const context = session.chosen()?.context;
    if (context?.id !== at.context || !context.server.startsWith(at.server)) continue;
    const state = session.state.get();
    const away = awayOf(state);
    return {
      context: key,
      away: away === undefined ? undefined : awaySentence(away, say),
      isShut: state.kind === 'failed',
    };
  }
  return undefined;
}
