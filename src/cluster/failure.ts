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
    case 'certificate':
    case 'server':
      return { code: `failure-${failure.kind}`, values: { server, detail } };
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

/** A server's words on one line, without the full stop that the sentence adds, and not longer than a person reads. */
function plainDetail(detail: string): string {
  const line = detail.replace(/\s+/g, ' ').trim().replace(/\.+$/, '');
  return line.length <= 300 ? line : `${line.slice(0, 299)}…`;
}
