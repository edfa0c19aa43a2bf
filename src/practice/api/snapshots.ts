import type { KubernetesObject } from '../../core/statefulset/model.ts';
import type { Clock } from '../clock.ts';

/** The lists that clients are reading page by page, as they were when the first page was sent. */
export interface Snapshots {
  keep(key: string, objects: readonly KubernetesObject[]): void;
  /** Undefined when it is too long ago. */
  find(key: string): readonly KubernetesObject[] | undefined;
}

/** As long as the real server keeps old versions. */
const lifetime = 5 * 60_000;
const most = 32;

export function createSnapshots(clock: Clock): Snapshots {
  const kept = new Map<string, { readonly since: number; readonly objects: readonly KubernetesObject[] }>();
  const forget = (): void => {
    const oldest = clock.now() - lifetime;
    for (const [key, { since }] of kept) if (since < oldest || kept.size > most) kept.delete(key);
  };
  return {
    keep(key, objects) {
      kept.delete(key);
      kept.set(key, { since: clock.now(), objects });
      forget();
    },
    find(key) {
      forget();
      return kept.get(key)?.objects;
    },
  };
}
