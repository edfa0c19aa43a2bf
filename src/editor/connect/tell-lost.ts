import { type Clock, systemClock } from '../../cluster/mirror.ts';
import { type Disposable, Disposables, onDispose, Slot } from '../dispose.ts';
import { type Away, awayOf } from './away.ts';
import { clusterOf, type OpenContext, type OpenContexts } from './contexts.ts';
import { healthOf } from './health.ts';

/** How long a cluster must have been away before it is told, in milliseconds: a server that restarts is back before that. */
const AWAY_FOR = 8_000;

/** How long it must have been back before the next time is told, in milliseconds: one that comes and goes is told once. */
const BACK_FOR = 60_000;

/**
 * Tells once when the active cluster is lost while it is shown. The tree says so too, but who reads a manifest does not look there.
 * One that was never reached is told by the command that wanted it.
 */
export function tellLost(
  contexts: OpenContexts,
  tell: (open: OpenContext, away: Away) => void,
  clock: Pick<Clock, 'after'> = systemClock,
): Disposable {
  const held = new Disposables();
  const following = held.add(new Slot());
  let watched: OpenContext | undefined;

  function watch(): void {
    const active = contexts.active.get();
    if (active === watched) return;
    watched = active;
    following.set(active === undefined ? undefined : watchOne(active, away => tell(active, away), clock));
  }

  held.add(contexts.active.onChange(watch));
  watch();
  return held;
}

function watchOne(open: OpenContext, tell: (away: Away) => void, clock: Pick<Clock, 'after'>): Disposable {
  const held = new Disposables();
  const mirror = held.add(new Slot());
  const waiting = held.add(new Slot());
  let awaited: 'lost' | 'back' | undefined;
  /** Whether there is something to lose. */
  let isArmed = false;
  let isTold = false;

  function look(): void {
    const cluster = clusterOf(open);
    if (cluster !== undefined && healthOf(cluster.mirror).state === 'live') {
      isArmed ||= !isTold;
      wait(isTold ? 'back' : undefined);
    } else {
      wait(isArmed && awayOf(open.session.state.get()) !== undefined ? 'lost' : undefined);
    }
  }

  function wait(what: typeof awaited): void {
    if (what === awaited) return;
    awaited = what;
    const after = what === 'lost' ? lost : back;
    waiting.set(what === undefined ? undefined : onDispose(clock.after(what === 'lost' ? AWAY_FOR : BACK_FOR, after)));
  }

  function lost(): void {
    awaited = undefined;
    const away = awayOf(open.session.state.get());
    if (away === undefined) return;
    isArmed = false;
    isTold = true;
    tell(away);
  }

  function back(): void {
    awaited = undefined;
    isTold = false;
    isArmed = true;
  }

  function follow(): void {
    const cluster = clusterOf(open);
    mirror.set(
      cluster === undefined
        ? undefined
        : onDispose(cluster.mirror.subscribe(({ statuses }) => (statuses.length > 0 ? look() : undefined))),
    );
    look();
  }

  held.add(open.session.state.onChange(follow));
  follow();
  return held;
}
