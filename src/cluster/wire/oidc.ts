import { readFile } from 'node:fs/promises';
import { ClusterError } from '../connection.ts';
import { within } from './deadline.ts';
import { fieldsOf, parseJson } from './json.ts';
import { createTransport, readBody, type Transport } from './transport.ts';

/** The `config` of an `oidc` auth-provider, under its own keys. Holds secrets. */
export type OidcConfig = Readonly<Record<string, string>>;

/** Patience with an identity provider, in milliseconds. */
const DEADLINE = 20_000;

/** When the id-token expires, in milliseconds since 1970; never, if it does not say. */
export function oidcExpiry(config: OidcConfig): number {
  const claims = config['id-token']?.split('.')[1];
  // Without a token there is nothing that could be valid.
  if (claims === undefined) return Number.NEGATIVE_INFINITY;
  const { exp } = fieldsOf(parseJson(Buffer.from(claims, 'base64url').toString('utf8')));
  return typeof exp === 'number' ? exp * 1000 : Number.POSITIVE_INFINITY;
}

/**
 * Gets a new id-token with the refresh token (OpenID Connect Core, section 12); returns the config with the new tokens. They are kept in memory
 * only: a kubeconfig is never written. client-node cannot do this with a certificate authority of one's own, nor with a client secret.
 */
export async function refreshOidc(config: OidcConfig, signal: AbortSignal): Promise<OidcConfig> {
  const issuer = config['idp-issuer-url'];
  const token = config['refresh-token'];
  if (!issuer || !token || !config['client-id']) throw failure('id-token');
  const transport = createTransport();
  try {
    return await within(DEADLINE, [signal], async early => {
      const provider = { transport, ca: await authorityOf(config), signal: early };
      const discovered = await ask(provider, `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
      const endpoint = fieldsOf(discovered)['token_endpoint'];
      if (typeof endpoint !== 'string') throw failure('token_endpoint');
      const answer = fieldsOf(await ask(provider, endpoint, formOf(config, token)));
      const { id_token: fresh, refresh_token: next } = answer;
      if (typeof fresh !== 'string') throw failure(codeOf(answer['error']));
      return { ...config, 'id-token': fresh, ...(typeof next === 'string' ? { 'refresh-token': next } : {}) };
    });
  } catch (error) {
    if (error instanceof ClusterError && !['aborted', 'credentials'].includes(error.failure.kind)) {
      throw failure(error.failure.detail);
    }
    throw error;
  } finally {
    transport.close();
  }
}

function formOf(config: OidcConfig, token: string): string {
  const secret = config['client-secret'];
  return new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: token,
    client_id: config['client-id'] ?? '',
    ...(secret ? { client_secret: secret } : {}),
  }).toString();
}

interface Provider {
  readonly transport: Transport;
  readonly ca: Buffer | undefined;
  readonly signal: AbortSignal;
}

async function ask({ transport, ca, signal }: Provider, address: string, form?: string): Promise<unknown> {
  const url = URL.parse(address);
  // A refresh token is as good as a password.
  if (url?.protocol !== 'https:') throw failure('ERR_INVALID_URL');
  const answer = await transport.send({
    method: form === undefined ? 'GET' : 'POST',
    url,
    options: {
      agent: false,
      headers:
        form === undefined
          ? {}
          : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': form.length },
      ...(ca === undefined ? {} : { ca }),
    },
    ...(form === undefined ? {} : { body: form }),
    signal,
  });
  return parseJson(await readBody(answer));
}

async function authorityOf(config: OidcConfig): Promise<Buffer | undefined> {
  const data = config['idp-certificate-authority-data'];
  if (data) return Buffer.from(data, 'base64');
  const file = config['idp-certificate-authority'];
  if (!file) return undefined;
  return readFile(file).catch(() => {
    throw failure(file);
  });
}

/** OAuth's own error codes, such as `invalid_grant`; whatever else stands there is not repeated. */
function codeOf(error: unknown): string {
  return typeof error === 'string' && /^[a-z_]{1,40}$/.test(error) ? error : 'id_token';
}

function failure(what: string): ClusterError {
  return new ClusterError({ kind: 'credentials', detail: `oidc ${what}` });
}
