import { withoutTrailing } from '../core/without-trailing.ts';
import type { ClusterFailure } from './connection.ts';

/** A code of `words` and its values. */
interface Told {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** What a cluster refused or failed to do, for a sentence. `server` is where it answers, or what else to call it. */
export function failureTold(failure: ClusterFailure, server: string): Told {
  const detail = plainDetail(failure.detail);
  switch (failure.kind) {
    case 'unreachable':
      return { code: unreachableCode(failure), values: { server, detail, proxy: failure.proxy ?? '' } };
    case 'certificate':
      return { code: certificateCode(failure.detail), values: { server, detail } };
    case 'server':
      return { code: 'failure-server', values: { server, detail } };
    case 'timeout':
    case 'unauthorized':
    case 'not-kubernetes':
      return { code: `failure-${failure.kind}`, values: { server } };
    case 'too-many-requests':
      return failure.retryAfterSeconds === undefined
        ? { code: 'failure-busy', values: { server } }
        : { code: 'failure-busy-until', values: { server, seconds: failure.retryAfterSeconds } };
    default:
      return { code: `failure-${failure.kind}`, values: { detail } };
  }
}

/** What can be done differs, so the sentences do: the system's codes say which it is. */
function unreachableCode({ detail, proxy }: ClusterFailure): string {
  if (proxy !== undefined) return 'failure-proxy-away';
  if (detail.startsWith('proxy ')) return 'failure-proxy-refuses';
  switch (detail) {
    case 'ECONNREFUSED':
      return 'failure-refused';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_NODATA':
      return 'failure-name-unknown';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ENETDOWN':
    case 'EHOSTDOWN':
      return 'failure-no-way';
    case 'ECONNRESET':
    case 'EPIPE':
      return 'failure-cut';
    case 'ERR_INVALID_URL':
      return 'failure-address';
    default:
      return 'failure-unreachable';
  }
}

function certificateCode(detail: string): string {
  switch (detail) {
    case 'CERT_HAS_EXPIRED':
      return 'failure-certificate-expired';
    case 'CERT_NOT_YET_VALID':
      return 'failure-certificate-early';
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
    case 'HOSTNAME_MISMATCH':
      return 'failure-certificate-name';
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return 'failure-certificate-unknown';
    case 'EPROTO':
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
      return 'failure-no-tls';
    default:
      return 'failure-certificate';
  }
}

/** Letters of an answer that are looked at: a proxy may send a whole page. */
const MOST_READ = 10_000;

/** A server's words on one line, without the full stop that the sentence adds, and not longer than a person reads. */
function plainDetail(detail: string): string {
  const line = withoutTrailing(detail.slice(0, MOST_READ).replace(/\s+/g, ' ').trim(), '.');
  return line.length <= 300 ? line : `${line.slice(0, 299)}…`;
}
