import type { KubernetesObject } from '../../core/statefulset/model.ts';
import type { DeleteOptions, ResourcePath } from '../connection.ts';

/** Everything about a change, as data: what it is made to, what it does, what is sent, and the kubectl command that does the same. */
export type Change = PatchChange | ApplyChange | DeleteChange;

interface Described {
  readonly target: Target;
  readonly effect: Effect;
  /** Program and arguments, unquoted. */
  readonly kubectl: readonly string[];
}

/** Sent as a JSON patch whose tests hold the object to what was looked at. */
export interface PatchChange extends Described {
  readonly send: 'patch';
  readonly patch: readonly PatchOperation[];
}

/** Sent as a server-side apply. */
export interface ApplyChange extends Described {
  readonly send: 'apply';
  readonly manifest: KubernetesObject;
  readonly force: boolean;
}

export interface DeleteChange extends Described {
  readonly send: 'delete';
  readonly propagation: NonNullable<DeleteOptions['propagation']>;
}

/** An object, and the state of it that the change was made up for. */
export interface Target {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly resource: ResourcePath;
  readonly uid?: string;
  /** Moves with the spec only; resourceVersion would move with every status write. */
  readonly generation?: number;
  /** Of kinds without a generation, in its place. */
  readonly resourceVersion?: string;
}

export type Effect =
  | { readonly do: 'set-partition'; readonly from: number | undefined; readonly to: number }
  | { readonly do: 'set-replicas'; readonly from: number; readonly to: number }
  | { readonly do: 'set-image'; readonly container: string; readonly from: string; readonly to: string }
  | { readonly do: 'restart'; readonly at: string }
  | { readonly do: 'roll-back'; readonly to: number }
  | { readonly do: 'delete'; readonly propagation: DeleteChange['propagation'] }
  | { readonly do: 'delete-pod' }
  /** `claim` is the one that had the volume, with its namespace. */
  | { readonly do: 'free-volume' | 'reserve-volume'; readonly claim: string }
  | { readonly do: 'apply'; readonly force: boolean };

export type PatchOperation =
  | { readonly op: 'test' | 'add' | 'replace'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string };

/** Why a change cannot be made up, before anything is sent: a code of `words` and its arguments. */
export type Refusal =
  | {
      readonly code: 'change-unchanged' | 'change-partition-on-delete' | 'change-paused';
      readonly values: { readonly object: string };
    }
  | {
      readonly code: 'change-already-at-revision' | 'change-unreadable-revision';
      readonly values: { readonly object: string; readonly revision: number };
    }
  | {
      readonly code: 'change-partition-not-a-number' | 'change-replicas-not-a-number';
      readonly values: { readonly value: number };
    }
  | {
      readonly code: 'change-no-container';
      readonly values: { readonly object: string; readonly container: string; readonly containers: string };
    }
  | {
      readonly code: 'change-volume-not-released';
      readonly values: { readonly object: string; readonly phase: string };
    }
  | { readonly code: 'change-volume-deleted'; readonly values: { readonly object: string } }
  | { readonly code: 'change-no-image'; readonly values: { readonly object: string; readonly container: string } }
  | { readonly code: 'change-no-identity'; readonly values: { readonly field: string } }
  | { readonly code: 'change-unknown-kind'; readonly values: { readonly kind: string; readonly apiVersion: string } };

export type Outcome<C extends Change = Change> =
  | { readonly change: C; readonly refused?: undefined }
  | { readonly refused: Refusal; readonly change?: undefined };

/** Where a kubectl command would have to look to meet the same cluster. */
export interface Site {
  readonly context?: string;
  /** A file that kubectl does not read by itself. */
  readonly kubeconfig?: string;
}
