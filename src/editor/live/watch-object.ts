import type { ClusterFailure, Connection, ResourcePath, WatchEnd, WatchEvent } from '../../cluster/connection.ts';
import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { type Disposable, onDispose } from '../dispose.ts';
import type { Errors } from '../errors.ts';

/** After this many milliseconds an object is looked at again whose watch has ended. */
export const AGAIN = 5_000;

/** What came over the watch; `undefined` when it ended, and nobody knows what has come since. */
export type ObjectEvent = Exclude<WatchEvent, { readonly type: 'BOOKMARK' }> | undefined;

/** Failures that pass. */
const PASSING: ReadonlySet<ClusterFailure['kind']> = new Set(['unreachable', 'timeout', 'too-many-requests']);

/** Whether a watch would fail anew, for want of the right or because the kind cannot be watched: what was read stands as it is. */
function isFinal(end: WatchEnd): boolean {
  if (end.reason !== 'failed') return false;
  const { kind, status = 0 } = end.error.failure;
  return !PASSING.has(kind) && !(kind === 'server' && status >= 500);
}

/** Calls back when an object that no mirror has may be another than the one that was read. One watch, over one object. */
export function watchObject(
  connection: Connection,
  resource: ResourcePath,
  { metadata: { name, resourceVersion = '' } }: KubernetesObject,
  onChange: (event: ObjectEvent) => void,
  errors: Pick<Errors, 'run'>,
): Disposable {
  const ending = new AbortController();
  let again: ReturnType<typeof setTimeout> | undefined;
  const options = { resourceVersion, fieldSelector: `metadata.name=${name}`, signal: ending.signal };
  errors.run(`watching ${name}`, async () => {
    const end = await connection.watch(resource, options, event => {
      if (event.type !== 'BOOKMARK') onChange(event);
    });
    if (end.reason === 'aborted' || isFinal(end) || ending.signal.aborted) return;
    again = setTimeout(() => onChange(undefined), AGAIN);
  });
  return onDispose(() => {
    ending.abort();
    clearTimeout(again);
  });
}
