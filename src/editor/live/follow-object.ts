import type { Mirror } from '../../cluster/mirror.ts';
import type { KubernetesObject, ObjectMeta } from '../../core/statefulset/model.ts';
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
      const isMeant = changes.some(({ kind: of, type, object, before }) => {
        const { metadata } = object;
        if (of !== kind || metadata.name !== name || (metadata.namespace ?? '') !== namespace) return false;
        return !specOnly || type !== 'MODIFIED' || changesSpec(before, object);
      });
      if (isMeant) onChange();
    }),
  );
}

/** Whether more than the status of an object changed. Labels and annotations move no generation; some kinds have none. */
export function changesSpec(before: KubernetesObject | undefined, { metadata }: KubernetesObject): boolean {
  if (before === undefined || metadata.generation === undefined) return true;
  return textOf(before.metadata) !== textOf(metadata);
}

function textOf({ uid, generation, labels, annotations }: ObjectMeta): string {
  return JSON.stringify([uid, generation, labels, annotations]);
}
