import { readFile } from 'node:fs/promises';
import type https from 'node:https';
import type { ClusterEntry, ResolvedContext, UserEntry } from '../config/entries.ts';
import { ClusterError } from '../connection.ts';
import { type ExecCredential, runExec } from './exec.ts';
import { fieldsOf, parseJson } from './json.ts';
import { proxyFromEnvironment } from './proxy.ts';
import type { Credentials, Session } from './session.ts';

/** A cluster and a user whose token and certificates are known. An OIDC provider writes refreshed tokens into its `config`. */
export interface Material {
  readonly cluster: ClusterEntry;
  readonly user: UserEntry;
}

export interface LoginOptions {
  readonly trusted: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Turns material into request options, as client-node does. */
  readonly clientNode: (material: Material) => Promise<https.RequestOptions>;
}

/** Made of the material at one time, and good until `expires` (milliseconds since 1970). */
interface Login extends Credentials {
  readonly expires: number;
}

/** A program may open a browser and wait for a person. */
const PROGRAM_DEADLINE = 120_000;
/** A token file is read again after this time, as in kubectl. */
const TOKEN_FILE_LIFE = 60_000;
/** A credential is renewed this long before it expires. */
const MARGIN = 10_000;
/** Not accepted twice within this time, credentials are not asked for again: a program may open a browser window each time. */
const RENEWAL_PAUSE = 60_000;

/** The session of a context: logs in when first asked, keeps what it got until it expires or the server rejects it. */
export function createLogin(resolved: ResolvedContext, options: LoginOptions): Session {
  const server = addressOf(resolved.cluster.server);
  const closing = new AbortController();
  const agents = new Set<{ destroy(): void }>();
  const material = materialOf(resolved, server, options.environment);
  const renewable = canRenew(material.user);
  let current: Promise<Login> | undefined;
  let settled: Login | undefined;
  let lastRenewal = Number.NEGATIVE_INFINITY;

  const logIn = async (): Promise<Login> => {
    const { material: ready, expires } = await gather(material, options, closing.signal);
    const request = await options.clientNode(ready).catch((error: unknown) => {
      throw new ClusterError({ kind: 'credentials', detail: reasonOf(error) });
    });
    const { agent } = request;
    if (typeof agent === 'object') {
      agents.add(agent);
      // client-node makes agents that open a connection, with its handshakes, for every request.
      Object.assign(agent, { keepAlive: true });
    }
    settled = { options: withHeaders(request, ready), expires: Math.min(expires, oidcExpiry(ready.user)) };
    return settled;
  };

  return {
    server,
    credentials(signal) {
      if (settled !== undefined && Date.now() > settled.expires - MARGIN) forget();
      current ??= logIn().catch((error: unknown) => {
        forget();
        throw error;
      });
      return unlessAborted(current, signal);
    },
    rejected(credentials) {
      // Somebody else has noticed already, and new ones are there or on their way.
      if (!renewable) return false;
      if (credentials !== settled) return true;
      if (Date.now() - lastRenewal < RENEWAL_PAUSE) return false;
      lastRenewal = Date.now();
      forget();
      return true;
    },
    close() {
      closing.abort();
      for (const agent of agents) agent.destroy();
    },
  };

  function forget(): void {
    current = undefined;
    settled = undefined;
  }
}

function addressOf(server: string): URL {
  const url = URL.parse(server.includes('://') ? server : `https://${server}`);
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
    throw new ClusterError({ kind: 'unreachable', detail: 'ERR_INVALID_URL' });
  }
  return url;
}

function materialOf(
  { cluster, user }: ResolvedContext,
  server: URL,
  environment: LoginOptions['environment'],
): Material {
  const proxyUrl = cluster.proxyUrl ?? proxyFromEnvironment(server, environment);
  return {
    cluster: { ...cluster, server: server.origin, ...(proxyUrl === undefined ? {} : { proxyUrl }) },
    // Nothing that logs in is sent where anyone can read it; kubectl does the same.
    user: server.protocol === 'http:' ? { name: user.name } : { ...user, ...copyOfProvider(user) },
  };
}

/** A copy, because client-node writes refreshed tokens into it. */
function copyOfProvider(user: UserEntry): Pick<UserEntry, 'authProvider'> {
  const { authProvider } = user;
  return authProvider === undefined ? {} : { authProvider: { ...authProvider, config: { ...authProvider.config } } };
}

function canRenew(user: UserEntry): boolean {
  return user.exec !== undefined || user.tokenFile !== undefined || user.authProvider !== undefined;
}

/** Gets what has to be got: the token of a file, the answer of a program. */
async function gather(material: Material, options: LoginOptions, signal: AbortSignal) {
  const { cluster, user } = material;
  const forever = Number.POSITIVE_INFINITY;
  // kubectl has dropped the others; they ran programs too.
  if (user.authProvider !== undefined && user.authProvider.name !== 'oidc') {
    throw new ClusterError({ kind: 'credentials', detail: `auth-provider ${user.authProvider.name}` });
  }
  if (user.exec !== undefined && user.token === undefined && user.tokenFile === undefined) {
    if (!options.trusted) throw new ClusterError({ kind: 'untrusted', detail: user.exec.command });
    const { environment } = options;
    const got = await runExec(user.exec, cluster, { environment, signal, deadline: PROGRAM_DEADLINE });
    return { material: { cluster, user: withCredential(user, got) }, expires: got.expires ?? forever };
  }
  if (user.tokenFile !== undefined) {
    const token = await readToken(user.tokenFile);
    return { material: { cluster, user: { ...user, token } }, expires: Date.now() + TOKEN_FILE_LIFE };
  }
  return { material, expires: forever };
}

function withCredential(user: UserEntry, { token, certificate, key }: ExecCredential): UserEntry {
  return {
    ...user,
    ...(token === undefined ? {} : { token }),
    ...(certificate === undefined ? {} : { clientCertificateData: base64(certificate) }),
    ...(key === undefined ? {} : { clientKeyData: base64(key) }),
  };
}

async function readToken(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    throw new ClusterError({ kind: 'credentials', detail: reasonOf(error) });
  }
}

function withHeaders(request: https.RequestOptions, { user }: Material): https.RequestOptions {
  const { auth, headers, ...rest } = request;
  const given = Object.fromEntries(Object.entries(headers ?? {}).filter(([, value]) => value !== undefined));
  const basic = typeof auth === 'string' && user.token === undefined ? { authorization: `Basic ${base64(auth)}` } : {};
  if (user.authProvider !== undefined && !Object.keys(given).some(name => name.toLowerCase() === 'authorization')) {
    // client-node says nothing when the token has expired and cannot be refreshed.
    throw new ClusterError({ kind: 'credentials', detail: 'oidc id-token' });
  }
  return { ...rest, headers: { ...given, ...basic, ...impersonationHeaders(user) } };
}

function impersonationHeaders({ impersonate }: UserEntry): Record<string, string | string[]> {
  if (impersonate === undefined) return {};
  const extra = Object.entries(impersonate.extra).map(
    ([key, values]) => [`Impersonate-Extra-${encodeURIComponent(key)}`, [...values]] as const,
  );
  return {
    'Impersonate-User': impersonate.user,
    ...(impersonate.uid === undefined ? {} : { 'Impersonate-Uid': impersonate.uid }),
    ...(impersonate.groups.length === 0 ? {} : { 'Impersonate-Group': [...impersonate.groups] }),
    ...Object.fromEntries(extra),
  };
}

/** When the id-token of an OIDC user expires. client-node forgets it after its first refresh and would refresh for every request. */
function oidcExpiry(user: UserEntry): number {
  const claims = user.authProvider?.config['id-token']?.split('.')[1];
  if (claims === undefined) return Number.POSITIVE_INFINITY;
  const { exp } = fieldsOf(parseJson(Buffer.from(claims, 'base64url').toString('utf8')));
  return typeof exp === 'number' ? exp * 1000 : Number.POSITIVE_INFINITY;
}

/** The system's code, with the file where one could not be read; never a message, which may quote what it read. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return 'path' in error && typeof error.path === 'string' ? `${error.path}: ${code}` : code;
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(new ClusterError({ kind: 'aborted', detail: 'aborted' }));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
