import { ClusterError, type Connection } from '../../cluster/connection.ts';
import { resourceOf } from '../../cluster/mirror.ts';
import { type Disposable, Disposables, onDispose, Slot } from '../dispose.ts';
import type { Errors } from '../errors.ts';
import type { Target } from '../target.ts';
import { changesSpec } from './follow-object.ts';
import { AGAIN, watchObject } from './watch-object.ts';

/**
 * Calls back when an object may be another one that no mirror has, because it is in a namespace that is not shown: one watch, over one object, which
 * goes on when it is deleted and made anew. Where it may not be watched, nothing is followed. `specOnly` passes over what moves its status alone.
 */
export function followAlone(
  connection: Connection,
  { kind, namespace, name }: Target,
  onChange: () => void,
  errors: Pick<Errors, 'run'>,
  specOnly = false,
): Disposable {
  const resource = resourceOf(kind, namespace);
  const held = new Disposables();
  const watching = held.add(new Slot());

  function begin(): void {
    errors.run(`following ${name}`, async () => {
      try {
        const found = await connection.list(resource, { fieldSelector: `metadata.name=${name}` });
        if (!held.disposed) watch(found.items[0], found.resourceVersion);
      } catch (error) {
        if (!(error instanceof ClusterError)) throw error;
        if (held.disposed || error.failure.kind === 'forbidden') return;
        const again = setTimeout(begin, AGAIN);
        watching.set(onDispose(() => clearTimeout(again)));
      }
    });
  }

  function watch(first: Parameters<typeof changesSpec>[0], resourceVersion: string): void {
    let before = first;
    const start = { apiVersion: '', kind, metadata: { name, resourceVersion } };
    watching.set(
      watchObject(
        connection,
        resource,
        start,
        event => {
          const isPassedOver = specOnly && event?.type === 'MODIFIED' && !changesSpec(before, event.object);
          if (event !== undefined) before = event.type === 'DELETED' ? undefined : event.object;
          else begin();
          if (!isPassedOver) onChange();
        },
        errors,
      ),
    );
  }

  begin();
  return held;
}
