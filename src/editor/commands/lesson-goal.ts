import type { Mirror } from '../../cluster/mirror.ts';
import { lastSeen, messageOf } from '../../core/statefulset/events.ts';
import type { Desk } from '../connect/desk.ts';
import type { LiveCluster } from '../connect/session.ts';
import { type Disposable, Disposables, onDispose, Slot } from '../dispose.ts';

/** The reason of the event by which the practice cluster tells that a goal is reached. */
const REACHED = 'LessonReached';
const SECOND = 1_000;

/** A lesson under way. */
export interface LessonGoal {
  /** Resolves with `true` when the goal is reached, with `false` when the lesson is ended before, or its cluster is stopped or closed. */
  readonly ended: Promise<boolean>;
  end(): void;
}

/** Where lessons take place. */
export type Ground = Pick<Desk, 'practice' | 'hasPractice' | 'onState'>;

/** Waits for the goal of a lesson that began at `begun` (milliseconds since 1970), also when another namespace is shown. `look` has events followed. */
export function followGoal(
  ground: Ground,
  lesson: string,
  begun: number,
  look: (cluster: LiveCluster) => Disposable | undefined,
): LessonGoal {
  const held = new Disposables();
  const watching = held.add(new Slot<Disposable>());
  let mirror: Mirror | undefined;
  let tell = (_: boolean): void => {};
  const ended = new Promise<boolean>(resolve => {
    tell = resolve;
  });

  function end(reached: boolean): void {
    held.dispose();
    tell(reached);
  }

  function follow(): void {
    if (!ground.hasPractice()) {
      end(false);
      return;
    }
    const cluster = ground.practice();
    if (cluster === undefined || cluster.mirror === mirror) return;
    const own = cluster.mirror;
    mirror = own;
    const check = () => {
      if (isReached(own, lesson, begun)) end(true);
    };
    const watched = new Disposables();
    watching.set(watched);
    watched.add(onDispose(own.subscribe(check)));
    const looking = look(cluster);
    if (looking !== undefined) watched.add(looking);
    check();
  }

  held.add(ground.onState(follow));
  follow();
  return { ended, end: () => end(false) };
}

/** The cluster keeps events of lessons that were taken before. Their times have no fractions of seconds. */
function isReached(mirror: Mirror, lesson: string, begun: number): boolean {
  return mirror
    .list('Event')
    .some(
      event =>
        event.reason === REACHED && messageOf(event).split(' ').includes(lesson) && lastSeen(event) > begun - SECOND,
    );
}
