import type { ClusterFailure, ExecEnd } from '../../cluster/connection.ts';

/** What a terminal says of its shell. */
export type ShellNews =
  | { readonly kind: 'opened'; readonly shell: string }
  | { readonly kind: 'no-shell' }
  | { readonly kind: 'ended'; readonly code: number }
  | { readonly kind: 'failed'; readonly detail: string }
  | { readonly kind: 'refused'; readonly failure: ClusterFailure }
  /** It takes long to be opened; in seconds when that is given up, and how long it took until it was. */
  | { readonly kind: 'waits' | 'given-up'; readonly seconds: number }
  /** The connection broke. */
  | { readonly kind: 'cut' }
  /** The cluster was left. */
  | { readonly kind: 'disconnected' }
  /** What can be done now. */
  | { readonly kind: 'again' };

export function told(end: ExecEnd): ShellNews {
  switch (end.reason) {
    case 'exited':
      return { kind: 'ended', code: end.code };
    case 'failed':
      return { kind: 'failed', detail: end.detail };
    case 'cut':
      return { kind: 'cut' };
    case 'closed':
      return { kind: 'disconnected' };
  }
}
