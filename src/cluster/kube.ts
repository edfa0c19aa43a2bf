import type https from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';
import type { Kubeconfig, ResolvedContext } from './config/entries.ts';
import { ClusterError, type Connection } from './connection.ts';
import { dialWebSocket } from './kube-sockets.ts';
import { createConnection, PATIENCE, type Patience } from './wire/api.ts';
import { createLogin, type Material } from './wire/login.ts';
import { createTransport } from './wire/transport.ts';

export interface ConnectOptions {
  /** Whether the programs that the kubeconfig names may be run. Only a person's word makes this true. */
  readonly trusted: boolean;
  /** For proxies, and for programs that log in. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly patience?: Partial<Patience>;
}

/** An idle connection is closed after this many milliseconds, before a server or a balancer in between closes it unseen. */
const IDLE = 15_000;

/**
 * A connection to the server of a context. Asks for its version first, so that it rejects with a `ClusterError` where the server cannot be
 * reached, does not know us, or is no API server. client-node does what it does well: TLS material and proxies. Requests, watches and
 * logging in are our own: its watch swallows broken lines, its fetch opens a new connection for every request, and its programs may hang for ever.
 */
export async function connect(kubeconfig: Kubeconfig, id: string, options: ConnectOptions): Promise<Connection> {
  const resolved = kubeconfig.resolve(id);
  if (resolved === undefined) throw new ClusterError({ kind: 'not-found', detail: id });
  const connection = open(resolved, options);
  try {
    await connection.version();
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** A connection that has not spoken to its server yet. */
function open(resolved: ResolvedContext, options: ConnectOptions): Connection {
  const login = createLogin(resolved, {
    environment: options.environment ?? process.env,
    trusted: options.trusted,
    clientNode: requestOptions,
  });
  const patience = { ...PATIENCE, ...options.patience };
  return createConnection(resolved.context.id, login, createTransport(), dialWebSocket, patience);
}

/** Lets client-node turn certificates and a proxy into what `node:https` takes. */
async function requestOptions({ cluster, user }: Material): Promise<https.RequestOptions> {
  const config = new KubeConfig();
  config.loadFromOptions({
    clusters: [
      {
        name: 'cluster',
        server: cluster.server,
        caFile: cluster.certificateAuthority,
        caData: cluster.certificateAuthorityData,
        // client-node refuses plain HTTP unless told that there is nothing to verify.
        skipTLSVerify: cluster.insecure || cluster.server.startsWith('http:'),
        tlsServerName: cluster.tlsServerName,
        proxyUrl: cluster.proxyUrl,
      },
    ],
    users: [
      {
        name: 'user',
        token: user.token,
        username: user.username,
        password: user.password,
        certFile: user.clientCertificate,
        certData: user.clientCertificateData,
        keyFile: user.clientKey,
        keyData: user.clientKeyData,
      },
    ],
    contexts: [{ name: 'context', cluster: 'cluster', user: 'user' }],
    currentContext: 'context',
  });
  const request: https.RequestOptions = { timeout: IDLE };
  await config.applyToHTTPSOptions(request);
  return request;
}
