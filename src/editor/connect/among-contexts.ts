import type { CommandSay } from '../../words/words.ts';
import { contextName, type Named } from './context-name.ts';
import type { OpenContexts } from './contexts.ts';

/** What something is called: with its context where several are open, because each may have one of that name. */
export function amongContexts(
  object: string,
  context: Named,
  contexts: Pick<OpenContexts, 'all'>,
  say: CommandSay,
): string {
  if (contexts.all.get().length < 2) return object;
  return say('object-in-context', { object, context: contextName(context, contexts) });
}
