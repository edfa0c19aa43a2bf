import * as vscode from 'vscode';
import { ClusterError } from '../../cluster/connection.ts';
import { resourceOf } from '../../cluster/mirror.ts';
import type { Say } from '../../words/words.ts';
import { commandIds } from '../ids.ts';
import { type Answer, answer, Cancelled, withButtons } from '../problems.ts';
import { awayOf } from './away.ts';
import { clusterOf, type OpenContext } from './contexts.ts';
import { keepNamespace, namespacesOf } from './known-namespaces.ts';
import type { Memory } from './memory.ts';
import { pickNamespace } from './pick-namespace.ts';
import { type Choice, namespaceOf } from './session.ts';

/**
 * Lets a person choose the namespace of an open context. One that was typed is asked for first: rejects with an answer where the server says that
 * there is none. Whoever may not ask, or cannot ask now, is taken at their word; the tree then says what may be seen.
 */
export async function chooseNamespaceOf(open: OpenContext, choice: Choice, memory: Memory, say: Say): Promise<void> {
  const { name: context } = choice.context;
  const found = await namespacesOf(open, memory);
  const namespace = await pickNamespace(found, { context, namespace: namespaceOf(choice) }, say);
  if (namespace === undefined) throw new Cancelled();
  const isListed = found.incomplete === undefined && found.names.includes(namespace);
  if (namespace !== '' && !isListed) {
    const title = say('namespace-asking', { context, namespace });
    const asking = { location: vscode.ProgressLocation.Window, title };
    if (await vscode.window.withProgress(asking, () => isMissing(open, namespace)))
      throw missing(open.key, context, namespace, say);
    await keepNamespace(memory, open.key, namespace);
  }
  open.session.changeNamespace(namespace);
}

/** Whether the server says that there is no such namespace. */
async function isMissing(open: OpenContext, namespace: string): Promise<boolean> {
  const cluster = clusterOf(open);
  // One that is known to be away would only be waited for.
  if (cluster === undefined || awayOf(open.session.state.get())?.isKnown === true) return false;
  try {
    await cluster.connection.get(resourceOf('Namespace'), namespace);
    return false;
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    return error.failure.kind === 'not-found';
  }
}

function missing(key: string, context: string, namespace: string, say: Say): Answer {
  return withButtons(answer(say, 'namespace-missing', { context, namespace }), {
    title: say('button-choose-namespace'),
    command: commandIds.chooseNamespace,
    argument: { context: key },
  });
}
