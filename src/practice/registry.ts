import type { KubernetesObject } from '../core/statefulset/model.ts';
import type { Clock } from './clock.ts';
import type { ServedResource } from './resources.ts';
import type { Change, Store } from './store.ts';

export type Subresource = 'status' | 'scale' | 'finalize' | 'ephemeralcontainers';

export interface WriteOptions {
  /** Answer what would be stored, and store nothing. */
  readonly dryRun?: boolean;
  /** Who writes, for managedFields. Without one the write leaves no trace there. */
  readonly fieldManager?: string;
  readonly subresource?: Subresource;
}

export type PatchType = 'json' | 'merge' | 'strategic';

export interface DeleteOptions {
  readonly dryRun?: boolean;
  /** Only pods are deleted gracefully; undefined takes what the pod asks for. */
  readonly gracePeriodSeconds?: number;
  readonly propagation?: 'Background' | 'Foreground' | 'Orphan';
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
}

export interface Deleted<T extends KubernetesObject = KubernetesObject> {
  /** As it was when it went, or as it is now that it is going. */
  readonly object: T;
  /** False while a grace period or a finalizer holds it. */
  readonly gone: boolean;
}

export interface ApplyOptions extends WriteOptions {
  readonly fieldManager: string;
  /** Take fields from their managers instead of refusing. */
  readonly force?: boolean;
}

/**
 * The one door to the objects, for clients and controllers alike: everything is defaulted, validated and checked for conflicts,
 * and a refusal is a `StatusError` with the code, reason and words of Kubernetes. All calls are synchronous, so nothing can come between.
 */
export interface Registry {
  readonly store: Store;
  readonly clock: Clock;
  find<T extends KubernetesObject>(
    resource: ServedResource<T>,
    namespace: string | undefined,
    name: string,
  ): T | undefined;
  /** Throws 404. */
  get<T extends KubernetesObject>(resource: ServedResource<T>, namespace: string | undefined, name: string): T;
  /** All, or those of one namespace, in order of namespace, then name. */
  list<T extends KubernetesObject>(resource: ServedResource<T>, namespace?: string): readonly T[];
  /** A name of `''` with a `generateName` gets a random suffix. Throws 404 (namespace), 403 (namespace going), 409 AlreadyExists, 422. */
  create<T extends KubernetesObject>(resource: ServedResource<T>, object: T, options?: WriteOptions): T;
  /**
   * Replaces all but the status (or, with a subresource, only its part). With a `metadata.resourceVersion` it throws 409 Conflict when that is no
   * longer the newest; without one it overwrites. Changing nothing writes nothing. Removing the last finalizer of an object that is going removes it.
   */
  update<T extends KubernetesObject>(resource: ServedResource<T>, object: T, options?: WriteOptions): T;
  /** `update` of the status subresource: spec is ignored, labels and annotations are not. */
  updateStatus<T extends KubernetesObject>(resource: ServedResource<T>, object: T, options?: WriteOptions): T;
  patch<T extends KubernetesObject>(
    resource: ServedResource<T>,
    namespace: string | undefined,
    name: string,
    type: PatchType,
    patch: unknown,
    options?: WriteOptions,
  ): T;
  /** Server-side apply: makes what is not there; throws 409 with a cause for each field that another manager owns. */
  apply<T extends KubernetesObject>(resource: ServedResource<T>, object: T, options: ApplyOptions): T;
  /** Throws 404, and 409 when a precondition does not hold. What the garbage collector must do is left to the garbage collector. */
  delete<T extends KubernetesObject>(
    resource: ServedResource<T>,
    namespace: string | undefined,
    name: string,
    options?: DeleteOptions,
  ): Deleted<T>;
  /** Every change of every resource, synchronously and in order. */
  subscribe(listener: (change: Change) => void): () => void;
}
