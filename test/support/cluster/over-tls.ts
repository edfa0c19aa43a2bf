import assert from 'node:assert/strict';
import { afterEach, beforeEach } from 'node:test';
import { ClusterError, type ClusterFailure, type Connection } from '../../../src/cluster/connection.ts';
import { type ConnectOptions, connect } from '../../../src/cluster/kube.ts';
import { kubeconfigFor, type TestServer, testServer } from './server.ts';

/** A server of its own for each test of a suite, and connections to it that are closed after the test; then no socket may be left. */
export interface OverTls {
  readonly server: TestServer;
  /** `user` and `cluster` are the insides of YAML mappings. */
  open(user?: string, cluster?: string, options?: Partial<ConnectOptions>): Promise<Connection>;
}

/** Programs that tests run need the PATH; nothing else of the machine's environment may matter. */
export const ENVIRONMENT = { PATH: process.env['PATH'] };

export function overTls(): OverTls {
  let server: TestServer | undefined;
  let connections: Connection[] = [];
  const running = () => {
    assert.ok(server, 'a server runs during tests only');
    return server;
  };

  beforeEach(async () => {
    server = await testServer();
    connections = [];
  });

  afterEach(async () => {
    for (const connection of connections) connection.close();
    await running().quiet();
    await running().close();
  });

  return {
    get server() {
      return running();
    },
    async open(user, cluster, options = {}) {
      const kubeconfig = await kubeconfigFor(running(), user, cluster);
      const connection = await connect(kubeconfig, 'test', { trusted: false, environment: ENVIRONMENT, ...options });
      connections.push(connection);
      return connection;
    },
  };
}

/** What a promise fails with; it must be a `ClusterError`. */
export async function failureOf(promise: Promise<unknown>): Promise<ClusterFailure> {
  const error: unknown = await promise.then(
    () => assert.fail('it did not fail'),
    (reason: unknown) => reason,
  );
  if (error instanceof ClusterError) return error.failure;
  throw error;
}
