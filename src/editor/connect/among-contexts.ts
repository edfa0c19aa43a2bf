import type { CommandSay } from '../../words/words.ts';
import type { OpenContexts } from './contexts.ts';

/** What something is called: with its context where several are open, because each may have one of that name. */
export function amongContexts(
  object: string,
  context: string,
  contexts: Pick<OpenContexts, 'all'>,
  say: CommandSay,
): string {
  return contexts.all.get().length > 1 ? say('object-in-context', { object, context }) : object;
}
