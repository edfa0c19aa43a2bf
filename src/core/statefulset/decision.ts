import type { ResourceQuota } from '../quota/scope.ts';
import type { ControllerRevision, PersistentVolumeClaim, Pod, StatefulSet, StatefulSetStatus } from './model.ts';

/** What the controller sees. Pods are those whose labels the selector matches and whose name is `<set>-<digits>`, already claimed. */
export interface World {
  readonly set: StatefulSet;
  readonly pods: readonly Pod[];
  /** Claims of the set's namespace by name. */
  readonly claims: ReadonlyMap<string, PersistentVolumeClaim>;
  /** Revisions that the set owns, in any order. */
  readonly revisions: readonly ControllerRevision[];
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly features?: Features;
  /** Names that pods of somebody else bear: no pod can be created under them. Section B. */
  readonly taken?: ReadonlySet<string>;
  /** Nodes that are not ready: a pod that is deleted there stays, because only its kubelet can say that it has stopped. */
  readonly silentNodes?: ReadonlySet<string>;
  /** Of the set's namespace: what they have no room for cannot be created. Only plans ask. */
  readonly quotas?: readonly ResourceQuota[];
}

export interface Features {
  /** Gate MaxUnavailableStatefulSet; off in 1.36. */
  readonly maxUnavailable?: boolean;
  /** With that gate on, an outdated pod that is unavailable anyway is replaced however many others are: kubernetes/kubernetes#137409, since 1.37. */
  readonly replacesUnavailable?: boolean;
}

/** One write of a pass. A write that fails ends the pass, in a parallel set at the end of its batch (`isMadeAfter`); the status is written all the same. */
export type Move =
  | { readonly do: 'create-revision'; readonly revision: ControllerRevision }
  | { readonly do: 'renumber-revision'; readonly name: string; readonly number: number }
  | { readonly do: 'create-claim'; readonly claim: PersistentVolumeClaim; readonly pod: string }
  | { readonly do: 'update-claim-owners'; readonly claim: PersistentVolumeClaim; readonly pod: string }
  | { readonly do: 'warn-conflicting-controller'; readonly claim: string; readonly pod: string }
  | { readonly do: 'create-pod'; readonly pod: Pod; readonly revision: string }
  | { readonly do: 'update-pod'; readonly pod: Pod }
  | { readonly do: 'delete-pod'; readonly pod: string; readonly because: DeleteReason }
  /** Claims that are being deleted are in the way: an error, retried with back-off; said in an event unless `verb` is missing. */
  | {
      readonly do: 'fail';
      readonly pod: string;
      readonly claims: readonly string[];
      readonly verb?: 'create' | 'update';
    };

export type DeleteReason = 'finished' | 'scaled-down' | 'outdated';

/** What a pass that does not go on waits for. */
export interface Wait {
  readonly for: 'gone' | 'created' | 'ready' | 'available' | 'stale-claim' | 'claim-gone';
  readonly pod: string;
  /** What stands still behind it. */
  readonly during: 'create' | 'scale-down' | 'update';
}

export interface Decision {
  /** In the order in which the controller makes them. */
  readonly moves: readonly Move[];
  /** Revisions beyond the history limit, deleted after the status is written. */
  readonly expired: readonly string[];
  /** The first thing that holds the pass up; `undefined` if it went through. */
  readonly waits: Wait | undefined;
  /** To be written after the moves, if it differs. */
  readonly status: StatefulSetStatus;
  readonly statusChanged: boolean;
  readonly currentRevision: string;
  readonly updateRevision: string;
  /** Milliseconds until the pass must be made again without any event: a pod's minReadySeconds run out. */
  readonly again: number | undefined;
}
