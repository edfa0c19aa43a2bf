import type { KubeContext } from '../../cluster/kubeconfig.ts';
import type { OpenContexts } from './contexts.ts';

/** What a context is told by. */
export type Named = Pick<KubeContext, 'name' | 'server'>;

/**
 * What a context is called wherever a person must know which one is meant: by its name, and where another open one bears the same, as one
 * of each of two kubeconfigs may, with the address of its server behind it.
 */
export function contextName({ name, server }: Named, { all }: Pick<OpenContexts, 'all'>): string {
  const namesakes = all.get().filter(({ session }) => session.chosen()?.context.name === name);
  return namesakes.length > 1 ? `${name} (${addressOf(server)})` : name;
}

/** Host and port, and the path where there is one: behind one address a proxy may have several clusters. */
function addressOf(server: string): string {
  if (!URL.canParse(server)) return server;
  const { protocol, hostname, port, pathname } = new URL(server);
  return `${hostname}:${port || (protocol === 'http:' ? 80 : 443)}${pathname === '/' ? '' : pathname}`;
}
