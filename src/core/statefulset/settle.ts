import type { Features, World } from './decision.ts';
import type { StatefulSet } from './model.ts';
import { makePass, modelOf, passTime } from './model-cluster.ts';

/** Passes after which a set is not waited for any longer. */
const MOST_PASSES = 100_000;

/** The world of a set that was just made, before the controller has seen it. */
export function newWorld(set: StatefulSet, now: number, features: Features = {}): World {
  return { set, pods: [], claims: new Map(), revisions: [], now, features };
}

/** The world after the controller has done all that it can for the set in it, if every pod turns ready. */
export function settle(world: World): World {
  const model = modelOf(world);
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const { decision } = makePass(model);
    if (decision.moves.length > 0) continue;
    if (passTime(model).length === 0 && !decision.statusChanged) break;
  }
  const { set, claims, revisions, now, features } = model;
  return { set, pods: [...model.pods.values()], claims, revisions, now, features };
}
