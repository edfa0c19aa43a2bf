import { type Clock, systemClock } from '../../cluster/mirror.ts';
import type { Disposable } from '../dispose.ts';

/** How long changes are gathered before rows are drawn again, in milliseconds: a rollout sends several at once. */
const GATHER = 50;
/** How far apart drawings are at least, in milliseconds: nobody reads faster, however busy the cluster is. */
const APART = 110;

/** When rows are drawn again. */
export interface Drawings extends Disposable {
  /** Something has changed: a drawing follows in 50 ms, or as soon after the one before as 110 ms allow. */
  soon(): void;
  /** Rows have been drawn just now. */
  drawn(): void;
}

export function drawings(draw: () => void, clock: Pick<Clock, 'now' | 'after'> = systemClock): Drawings {
  let last = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | undefined;
  return {
    soon() {
      // The clock of a machine may be set back; a drawing must not wait for it.
      const rest = Math.min(APART, last + APART - clock.now());
      cancel ??= clock.after(Math.max(GATHER, rest), () => {
        cancel = undefined;
        draw();
      });
    },
    drawn() {
      last = clock.now();
    },
    dispose() {
      cancel?.();
      cancel = undefined;
    },
  };
}
