import { isMadeAfter, statusWithout } from '../../core/statefulset/batches.ts';
import { type Decision, decide, type Move } from '../../core/statefulset/controller.ts';
import type { StatefulSet } from '../../core/statefulset/model.ts';
import { statusDiffers } from '../../core/statefulset/status.ts';
import { resources } from '../resources.ts';
import { type Context, keyOf, manager, splitKey, unlessStale } from './context.ts';
import { eventsOfFailure, eventsOfSuccess, type SetEvent } from './statefulset/events.ts';
import { Collision, makeMove } from './statefulset/moves.ts';
import { concernedSets, worldOf } from './statefulset/world.ts';

const sets = resources.statefulSets;

/** The hand of the brain in core: shows it the world after every change, and makes its moves. Sections A to E of the controller facts. */
export function startStatefulSets(context: Context): void {
  const { registry, clock, watches } = context;
  const queue = context.queue('stateful sets', sync, { latency: 3 });

  watches.on(sets, ({ type, object }) => {
    if (type !== 'DELETED') queue.add(keyOf(object));
  });
  watches.on(resources.pods, ({ object, before }) => {
    for (const pod of before === undefined ? [object] : [object, before])
      for (const key of concernedSets(pod, () => registry.list(sets, pod.metadata.namespace))) queue.add(key);
  });

  function sync(key: string): void {
    const { namespace, name } = splitKey(key);
    const set = registry.find(sets, namespace, name);
    if (set === undefined) return;
    const decision = decide(worldOf(context, set));
    const failed: Move[] = [];
    const made: Move[] = [];
    let failure: unknown;
    for (const move of decision.moves) {
      if (!isMadeAfter(set, failed, move)) continue;
      try {
        perform(set, move);
        made.push(move);
      } catch (error) {
        failure ??= error;
        failed.push(move);
      }
    }
    if (failure instanceof Collision) {
      retryWithCollision(set, decision);
      return;
    }
    const status = statusWithout(decision, made);
    if (statusDiffers(set.status, status)) registry.updateStatus(sets, { ...set, status }, manager);
    for (const revision of decision.expired)
      unlessStale(() => registry.delete(resources.controllerRevisions, namespace, revision));
    if (failure !== undefined) throw failure;
    if (decision.again !== undefined) queue.addAfter(key, decision.again * clock.speed);
  }

  /** A move, told in events whichever way it ends. */
  function perform(set: StatefulSet, move: Move): void {
    try {
      makeMove(registry, set, move);
    } catch (error) {
      say(set, eventsOfFailure(set, move, error));
      throw error;
    }
    say(set, eventsOfSuccess(set, move));
  }

  function retryWithCollision(set: StatefulSet, decision: Decision): void {
    const collisionCount = (decision.status.collisionCount ?? 0) + 1;
    registry.updateStatus(sets, { ...set, status: { ...set.status, collisionCount } }, manager);
  }

  function say(about: StatefulSet, events: readonly SetEvent[]): void {
    for (const event of events) context.events.record({ about, ...event, source: 'statefulset-controller' });
  }
}
