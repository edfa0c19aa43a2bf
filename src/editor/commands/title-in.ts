import { contextName } from '../connect/context-name.ts';
import type { LiveCluster } from '../connect/session.ts';
import type { Deps } from './deps.ts';

/** The title of a question or plan: with the context that it is about, where several are open and a person might mean another. */
export function titleIn(
  title: string,
  { context }: Pick<LiveCluster, 'context'>,
  { desk: { contexts }, say }: Pick<Deps, 'desk' | 'say'>,
): string {
  if (contexts.all.get().length < 2) return title;
  return say('title-in-context', { title, context: contextName(context, contexts) });
}
