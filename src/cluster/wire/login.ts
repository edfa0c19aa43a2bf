import { readFile } from 'node:fs/promises';
import type https from 'node:https';
import type { ClusterEntry, ResolvedContext, UserEntry } from '../config/entries.ts';
import { ClusterError } from '../connection.ts';
import { type ExecCredential, runExec } from './exec.ts';
import { type OidcConfig, oidcExpiry, refreshOidc } from './oidc.ts';
import { proxyFromEnvironment } from './proxy.ts';
import type { Credentials, Session } from './session.ts';

/** A cluster and a user whose token and certificates are known. */
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
  let oidc = material.user.authProvider?.config;
  let current: Promise<Login> | undefined;
  let settled: Login | undefined;
  let lastRenewal = Number.NEGATIVE_INFINITY;
  let distrusted = false;

  const logIn = async (): Promise<Login> => {
    const got = await gather(material, distrusted ? undated(oidc) : oidc, options, closing.signal);
    oidc = got.oidc ?? oidc;
    distrusted = false;
    const ready = { cluster: material.cluster, user: got.user };
    const request = await options.clientNode(ready).catch((error: unknown) => {
      throw new ClusterError({ kind: 'credentials', detail: reasonOf(error) });
    });
    const { agent } = request;
    if (typeof agent === 'object') {
      agents.add(agent);
      // client-node makes agents that open a connection, with its handshakes, for every request.
      Object.assign(agent, { keepAlive: true });
    }
    settled = { options: withHeaders(request, ready), expires: got.expires, ...proxyOf(material) };
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
      distrusted = true;
      forget();
      return true;
    },
    renew() {
      lastRenewal = Date.now();
      distrusted = true;
      forget();
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

/** Without its id-token, which the server does not accept although it has not expired. */
function undated(oidc: OidcConfig | undefined): OidcConfig | undefined {
  return oidc === undefined ? undefined : { ...oidc, 'id-token': '' };
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
    user: server.protocol === 'http:' ? { name: user.name } : user,
  };
}

/** Without what it wants to log in. */
function proxyOf({ cluster: { proxyUrl } }: Material): { readonly proxy?: string } {
  const url = proxyUrl === undefined ? null : URL.parse(proxyUrl);
  return url === null ? {} : { proxy: `${url.protocol}//${url.host}` };
}

function canRenew(user: UserEntry): boolean {
  return user.exec !== undefined || user.tokenFile !== undefined || user.authProvider !== undefined;
}

interface Gathered {
  readonly user: UserEntry;
  /** Milliseconds since 1970. */
  readonly expires: number;
  /** Tokens to go on with the next time. */
  readonly oidc?: OidcConfig;
}

/** Gets what has to be got: the token of a file, the answer of a program or of an identity provider. */
async function gather(
  { cluster, user }: Material,
  oidc: OidcConfig | undefined,
  options: LoginOptions,
  signal: AbortSignal,
): Promise<Gathered> {
  if (user.tokenFile !== undefined) {
    return { user: { ...user, token: await readToken(user.tokenFile) }, expires: Date.now() + TOKEN_FILE_LIFE };
  }
  if (user.token !== undefined) return { user, expires: Number.POSITIVE_INFINITY };
  if (user.exec !== undefined) {
    if (!options.trusted) throw new ClusterError({ kind: 'untrusted', detail: user.exec.command });
    const { environment } = options;
    const got = await runExec(user.exec, cluster, { environment, signal, deadline: PROGRAM_DEADLINE });
    return { user: withCredential(user, got), expires: got.expires ?? Number.POSITIVE_INFINITY };
  }
  if (user.authProvider !== undefined && oidc !== undefined) {
    // kubectl has dropped the other providers; they ran programs too.
    if (user.authProvider.name !== 'oidc') {
      throw new ClusterError({ kind: 'credentials', detail: `auth-provider ${user.authProvider.name}` });
    }
    const fresh = Date.now() < oidcExpiry(oidc) - MARGIN ? oidc : await refreshOidc(oidc, signal);
    return { user: { ...user, token: fresh['id-token'] ?? '' }, expires: oidcExpiry(fresh), oidc: fresh };
  }
  return { user, expires: Number.POSITIVE_INFINITY };
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
