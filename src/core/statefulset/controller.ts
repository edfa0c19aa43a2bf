import type { ControllerRevision, PersistentVolumeClaim, Pod, StatefulSet, StatefulSetStatus } from './model.ts';

/** What the controller sees in one pass. Pods are those whose labels the selector matches and whose name is `<set>-<digits>`, already claimed. */
export interface World {
  readonly set: StatefulSet;
  readonly pods: readonly Pod[];
  /** Claims of the set's namespace by name. */
  readonly claims: ReadonlyMap<string, PersistentVolumeClaim>;
  /** Revisions owned by the set, in any order. */
  readonly revisions: readonly ControllerRevision[];
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly features?: Features;
}

export interface Features {
  /** Gate MaxUnavailableStatefulSet; off in 1.36. */
  readonly maxUnavailable?: boolean;
}

/** One write of a pass, in the order in which the controller makes them. A failed write ends the pass. */
export type Move =
  | { readonly do: 'create-revision'; readonly revision: ControllerRevision }
  | { readonly do: 'renumber-revision'; readonly name: string; readonly number: number }
  | { readonly do: 'delete-revision'; readonly name: string }
  | { readonly do: 'create-claim'; readonly claim: PersistentVolumeClaim; readonly pod: string }
  | { readonly do: 'update-claim-owners'; readonly claim: PersistentVolumeClaim; readonly pod: string }
  | { readonly do: 'create-pod'; readonly pod: Pod; readonly revision: string }
  | { readonly do: 'update-pod'; readonly pod: Pod }
  | { readonly do: 'delete-pod'; readonly pod: string; readonly because: DeleteReason };

export type DeleteReason = 'finished' | 'scaled-down' | 'outdated';

/** What a pass that stopped early waits for. */
export interface Wait {
  readonly for: 'gone' | 'ready' | 'available' | 'stale-claim';
  readonly pod: string;
  /** What stands still behind it. */
  readonly during: 'create' | 'scale-down' | 'update';
}

export interface Decision {
  readonly moves: readonly Move[];
  readonly waits: Wait | undefined;
  /** The status to write after the moves, and whether it differs from the one in the world. */
  readonly status: StatefulSetStatus;
  readonly statusChanged: boolean;
  readonly currentRevision: string;
  readonly updateRevision: string;
  /** Milliseconds until the pass must be made again without any event (minReadySeconds running out). */
  readonly again: number | undefined;
}
