import { ClusterError, type Connection } from '../../../src/cluster/connection.ts';

/** A connection to a server that serves nothing: stand-ins say for themselves what they do serve. */
export function deafConnection(server: string): Connection {
  const refuse = (asked: string) => async () => {
    throw new ClusterError({ kind: 'server', detail: asked });
  };
  return {
    context: 'test',
    server,
    version: async () => ({ gitVersion: 'v1.36.2', major: '1', minor: '36' }),
    resources: async () => [],
    list: async () => ({ items: [], resourceVersion: '1' }),
    watch: async () => ({ reason: 'closed' }),
    get: async () => {
      throw new ClusterError({ kind: 'not-found', detail: 'get' });
    },
    create: refuse('create'),
    patch: refuse('patch'),
    delete: async () => {},
    log: async () => {},
    exec: refuse('exec'),
    forward: refuse('forward'),
    closed: new AbortController().signal,
    logInAgain() {},
    close() {},
  };
}
