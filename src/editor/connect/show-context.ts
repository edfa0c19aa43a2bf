import type { OpenContexts } from './contexts.ts';
import { type Choice, keyOf, type SessionState } from './session.ts';

/** Connects to a context, in place of another if one is named. One that is open already is tried again. */
export async function showContext(contexts: OpenContexts, choice: Choice, replaced: string | undefined): Promise<void> {
  const key = keyOf(choice);
  const known = contexts.of(key);
  const { session } = contexts.open(key);
  if (known === undefined && replaced !== undefined) {
    if (contexts.active.get()?.key === replaced) contexts.activate(key);
    contexts.close(replaced);
  }
  await (isThere(session.state.get(), choice) ? session.retry() : session.connect(choice));
}

/** Whether a session is connected to what was chosen. A practice cluster that was started again answers elsewhere. */
function isThere(state: SessionState, { context }: Choice): boolean {
  return state.kind === 'connected' && state.cluster.context.server === context.server;
}
