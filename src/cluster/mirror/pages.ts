import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { ClusterError, type Connection, type ResourcePath } from '../connection.ts';
import { trim } from './trim.ts';

const PAGE = 500;

export interface Paging {
  /** A list starts; what an earlier one brought does not count. */
  readonly onStart: () => void;
  readonly onPage: (items: readonly KubernetesObject[], version: string) => void;
}

/**
 * Lists a collection; `onPage` sees each page as it comes, its objects trimmed; what it throws ends the list. Returns the version of the list. A list may take longer than its pages can be continued: the server answers 410, and it starts over; the second time in one piece.
 */
export async function listPages(
  connection: Connection,
  resource: ResourcePath,
  signal: AbortSignal,
  paging: Paging,
): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const version = await listOnce(connection, resource, attempt < 3 ? PAGE : undefined, signal, paging);
    if (version !== undefined) return version;
  }
}

/** `undefined` if the pages could not be continued. */
async function listOnce(
  connection: Connection,
  resource: ResourcePath,
  limit: number | undefined,
  signal: AbortSignal,
  { onStart, onPage }: Paging,
): Promise<string | undefined> {
  onStart();
  let next: string | undefined;
  for (;;) {
    try {
      const page = await connection.list(resource, {
        signal,
        keep: trim,
        ...(limit === undefined ? {} : { limit }),
        ...(next === undefined ? {} : { continue: next }),
      });
      onPage(page.items, page.resourceVersion);
      if (page.continue === undefined) return page.resourceVersion;
      next = page.continue;
    } catch (error) {
      const expired = error instanceof ClusterError && error.failure.status === 410;
      if (expired && next !== undefined) return undefined;
      throw error;
    }
  }
}
