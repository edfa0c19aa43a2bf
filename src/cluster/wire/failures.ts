import { ClusterError, type ClusterFailure, type FailureCause } from '../connection.ts';
import { type Fields, fieldsOf, parseJson } from './json.ts';

/** What an answer says, before anything is made of it. */
export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter?: string;
  readonly body: string;
}

/** What went wrong with an answer that is no success; from the server's `Status` object where it sent one. */
export function failureOfAnswer(answer: HttpAnswer, now: number): ClusterFailure {
  const body = answer.contentType.includes('json') ? fieldsOf(parseJson(answer.body)) : {};
  const status = body['kind'] === 'Status' ? body : {};
  return failureOfStatus({ ...status, code: answer.status }, retryAfterSeconds(answer.retryAfter, now));
}

/** What went wrong, from a `Status` object of the API (as the body of an answer, or in an ERROR event of a watch). */
export function failureOfStatus(status: Fields, retryAfter?: number): ClusterFailure {
  const code = typeof status['code'] === 'number' ? status['code'] : 500;
  const details = fieldsOf(status['details']);
  const wait =
    retryAfter ?? (typeof details['retryAfterSeconds'] === 'number' ? details['retryAfterSeconds'] : undefined);
  const causes = Array.isArray(details['causes']) ? details['causes'].map(causeOf) : [];
  return {
    kind: kindOfStatus(code),
    detail: typeof status['message'] === 'string' && status['message'] !== '' ? status['message'] : `HTTP ${code}`,
    status: code,
    ...(causes.length === 0 ? {} : { causes }),
    ...(wait === undefined ? {} : { retryAfterSeconds: wait }),
  };
}

function kindOfStatus(status: number): ClusterFailure['kind'] {
  // A redirect leads to a login page; an API server sends none.
  if (status < 400) return 'not-kubernetes';
  switch (status) {
    case 401:
      return 'unauthorized';
    case 403:
      return 'forbidden';
    case 404:
      return 'not-found';
    case 408:
      return 'timeout';
    case 409:
      return 'conflict';
    case 429:
      return 'too-many-requests';
    case 410:
      return 'server';
    default:
      return status < 500 ? 'invalid' : 'server';
  }
}

function causeOf(value: unknown): FailureCause {
  const fields = fieldsOf(value);
  const text = (key: string) => (typeof fields[key] === 'string' ? fields[key] : '');
  return { field: text('field'), message: text('message'), reason: text('reason') };
}

/** Seconds to wait, from a `Retry-After` header: a number of seconds, or a date. */
export function retryAfterSeconds(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - now) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}

/** What went wrong on the way to the server. Only the system's code is kept: the message of some errors quotes what was sent. */
export function failureOfSystem(error: unknown): ClusterFailure {
  if (error instanceof ClusterError) return error.failure;
  const code = codeOf(error);
  return { kind: kindOfCode(code), detail: code };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if ('code' in error && typeof error.code === 'string' && error.code !== '') return error.code;
  // Several addresses were tried and each refused: they are in an AggregateError without a code of its own.
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  const proxy = /^Bad response: (\d{3})$/.exec(error.message)?.[1];
  if (proxy !== undefined) return `proxy ${proxy}`;
  // Certificate or key data that OpenSSL cannot read: it says what it missed, and quotes nothing.
  const unreadable = /^error:[0-9A-F]+:([\w: -]+)$/i.exec(error.message)?.[1];
  return unreadable === undefined ? error.name : `OpenSSL ${unreadable}`;
}

/** These codes come from the first hop, and with a proxy on the way that is the proxy. */
const FIRST_HOP: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** What went wrong on a way that leads through a proxy. */
export function failureBehind(proxy: string | undefined, failure: ClusterFailure): ClusterFailure {
  return proxy !== undefined && FIRST_HOP.has(failure.detail) ? { ...failure, proxy } : failure;
}

const CERTIFICATE_CODE =
  /^(CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|CRL_|ERROR_IN_CERT_|ERR_TLS_CERT|ERR_SSL_|ERR_OSSL_|EPROTO$)/;

function kindOfCode(code: string): ClusterFailure['kind'] {
  if (code === 'ETIMEDOUT' || code === 'ESOCKETTIMEDOUT') return 'timeout';
  // The server asked for a client certificate, or refused the one that it got.
  if (
    /^ERR_SSL_.*ALERT.*(CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE_EXPIRED|CERTIFICATE_UNKNOWN)/.test(
      code,
    )
  ) {
    return 'unauthorized';
  }
  if (code.startsWith('HPE_')) return 'not-kubernetes';
  return CERTIFICATE_CODE.test(code) || code.startsWith('OpenSSL ') ? 'certificate' : 'unreachable';
}
