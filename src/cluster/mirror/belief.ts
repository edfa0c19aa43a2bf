import { ClusterError } from '../connection.ts';
import { isOlder } from './versions.ts';

/** Whether what a server tells can be: versions only grow. Both throw a `ClusterError` at what is not believed. */
export interface Belief {
  /** A page of a list of this version. */
  page(version: string): void;
  /** A list has been taken to its end. */
  listed(): void;
  /** What a watch tells after it told `before`. */
  event(version: string, before: string): void;
}

/** So many lists of a state older than the one known are not believed; a server that insists has been restored from a backup. */
const DISBELIEF = 2;

/** `onDoubt` is told of the first list that is not believed. */
export function createBelief(onDoubt: () => void): Belief {
  let newest: string | undefined;
  let disbelieved = 0;
  return {
    page(version) {
      if (isOlder(version, newest) && disbelieved < DISBELIEF) {
        if (disbelieved === 0) onDoubt();
        disbelieved += 1;
        throw new ClusterError({ kind: 'server', detail: 'list-older-than-known' });
      }
      // From here on older pages would take back what is shown, even if this list never ends.
      newest = version;
    },
    listed() {
      disbelieved = 0;
    },
    event(version, before) {
      // A watch tells in the order of versions: what comes late may be the past of an object that is gone, and something may be missing.
      if (isOlder(version, before)) throw new ClusterError({ kind: 'server', detail: 'events-out-of-order' });
      newest = version;
    },
  };
}

/** Believes everything. */
export const noDoubt: Belief = { page() {}, listed() {}, event() {} };
