import { type Clock, systemClock } from '../../cluster/mirror.ts';
import { type Disposable, Disposables, onDispose, Slot } from '../dispose.ts';
import { awayOf } from './away.ts';
import type { OpenContext, OpenContexts } from './contexts.ts';
import { steadyContext } from './steady-context.ts';

/** How often credentials that were refused are tried again, in milliseconds. */
const AGAIN = 10_000;

/**
 * Tries the practice cluster again for as long as it refuses its token. Everywhere else that waits for a person, because asking on could lock an
 * account; here it is an order that ends by itself, whoever gave it, and the token is right again then.
 */
export function returnToPractice(
  contexts: Pick<OpenContexts, 'all' | 'of' | 'onState'>,
  clock: Pick<Clock, 'after'> = systemClock,
): Disposable {
  const held = new Disposables();
  const following = held.add(new Slot());
  const waiting = held.add(new Slot());
  let followed: OpenContext | undefined;
  let isWaiting = false;

  function find(): void {
    const practice = contexts.all.get().find(({ session }) => session.chosen()?.isPractice === true);
    if (practice === followed) return;
    followed = practice;
    following.set(practice === undefined ? undefined : onDispose(steadyContext(contexts, practice.key).follow(look)));
    look();
  }

  function look(): void {
    const away = followed === undefined ? undefined : awayOf(followed.session.state.get());
    const isRefused = away?.failure.kind === 'unauthorized';
    if (isRefused === isWaiting) return;
    isWaiting = isRefused;
    waiting.set(isRefused ? onDispose(clock.after(AGAIN, again)) : undefined);
  }

  function again(): void {
    isWaiting = false;
    // What fails again is told by the state.
    void followed?.session.retry().catch(() => {});
    look();
  }

  held.add(contexts.onState(find));
  find();
  return held;
}
