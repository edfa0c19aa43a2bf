import type { Connection, ResourcePath, WatchEvent } from '../../cluster/connection.ts';
import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { type Disposable, onDispose } from '../dispose.ts';
import type { Errors } from '../errors.ts';

/** After this many milliseconds an object is looked at again whose watch has ended. */
export const AGAIN = 5_000;

/** What came over the watch; `undefined` when it ended, and nobody knows what has come since. */
export type ObjectEvent = Exclude<WatchEvent, { readonly type: 'BOOKMARK' }> | undefined;

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
    const { reason } = await connection.watch(resource, options, event => {
      if (event.type !== 'BOOKMARK') onChange(event);
    });
    // Without the right to watch, what was read stands as it is.
    if (reason === 'aborted' || reason === 'failed' || ending.signal.aborted) return;
    again = setTimeout(() => onChange(undefined), AGAIN);
  });
  return onDispose(() => {
    ending.abort();
    clearTimeout(again);
  });
}
