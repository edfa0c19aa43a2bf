import type { LiveCluster } from '../connect/session.ts';
import type { Deps } from './deps.ts';

/** The title of a question or plan: with the context that it is about, where several are open and a person might mean another. */
export function titleIn(
  title: string,
  { context }: Pick<LiveCluster, 'context'>,
  { desk, say }: Pick<Deps, 'desk' | 'say'>,
): string {
  return desk.contexts.all.get().length > 1 ? say('title-in-context', { title, context: context.name }) : title;
}
