import type { Deployment } from '../deployment/model.ts';
import type { PersistentVolumeClaim, Pod, StatefulSet } from './model.ts';

/** What was seen of a rollout at one moment. Between two sights anything may have happened. */
export interface Sight {
  /** The set or Deployment that rolls; missing once it is deleted. */
  readonly owner: StatefulSet | Deployment | undefined;
  readonly pods: readonly Pod[];
  /** Pods that were seen as its own, and are still there though they are so no longer: nobody's, or another's. */
  readonly released: readonly Pod[];
  readonly claims: readonly PersistentVolumeClaim[];
  /** Numbers of revisions by the label that pods carry: a revision's name, or a ReplicaSet's hash. */
  readonly revisionNumbers: ReadonlyMap<string, number>;
}

/** A line of the log of a rollout: who, and a code with values for `words`. */
export interface ProgressLine {
  /** When it was seen, in milliseconds since 1970. */
  readonly at: number;
  /** The pod, or the set; `undefined` for kubectl's sentence about the whole. */
  readonly subject: string | undefined;
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** Two sights of a rollout, and what is remembered of earlier ones. */
export interface Between {
  readonly before: Sight;
  readonly after: Sight;
  readonly seenAt: number;
  readonly everReady: ReadonlySet<string>;
}
