import type { Mirror } from '../../cluster/mirror.ts';
import type { ObjectMeta } from '../../core/statefulset/model.ts';
import { type Disposable, onDispose } from '../dispose.ts';
import type { Target } from '../target.ts';

/** Calls back when the mirror says that an object is another one. `specOnly` passes over what moves its status alone. */
export function followObject(
  mirror: Mirror,
  { kind, namespace, name }: Target,
  onChange: () => void,
  specOnly = false,
): Disposable {
  return onDispose(
    mirror.subscribe(({ changes }) => {
      const isMeant = changes.some(({ kind: of, type, object: { metadata }, before }) => {
        if (of !== kind || metadata.name !== name || (metadata.namespace ?? '') !== namespace) return false;
        if (!specOnly || type !== 'MODIFIED' || before === undefined || metadata.generation === undefined) return true;
        // Labels and annotations move no generation.
        return textOf(before.metadata) !== textOf(metadata);
      });
      if (isMeant) onChange();
    }),
  );
}

function textOf({ uid, generation, labels, annotations }: ObjectMeta): string {
  return JSON.stringify([uid, generation, labels, annotations]);
}
