import { type Clock, type Mirror, systemClock } from '../../cluster/mirror.ts';

/**
 * Resolves with what `look` finds, as soon as the mirror shows it; with `undefined` once `patience` milliseconds have gone by without. Looks
 * at once, then whenever the mirror has news.
 */
export function untilMirror<T>(
  mirror: Pick<Mirror, 'subscribe'>,
  look: () => T | undefined,
  patience: number,
  clock: Pick<Clock, 'after'> = systemClock,
): Promise<T | undefined> {
  const found = look();
  if (found !== undefined) return Promise.resolve(found);
  return new Promise(resolve => {
    const end = (result: T | undefined) => {
      giveUp();
      unsubscribe();
      resolve(result);
    };
    const giveUp = clock.after(patience, () => end(undefined));
    const unsubscribe = mirror.subscribe(() => {
      const now = look();
      if (now !== undefined) end(now);
    });
  });
}
