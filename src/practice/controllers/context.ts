import type { Container, KubernetesObject, OwnerReference, Pod } from '../../core/statefulset/model.ts';
import type { Clock } from '../clock.ts';
import type { Pace } from '../nodes/stage.ts';
import type { Registry } from '../registry.ts';
import { StatusError } from '../status.ts';
import type { Recorder } from './events.ts';
import type { Fate } from './fates.ts';
import type { Indexes } from './indexes.ts';
import { createQueue, type QueueOptions, type WorkQueue } from './queue.ts';
import type { Watches } from './watches.ts';

/** What the stand-ins for nodes and storage do, as ordered by image tags or by a person. Asked anew each time. */
export interface Conduct {
  /** How fast nodes start and end pods. */
  pace(): Pace;
  fateOf(pod: Pod, container: Container): Fate;
  /** Whether the node answers; on one that does not, pods neither start nor end. */
  nodeRuns(node: string): boolean;
  /** Whether the storage provisioner is up. */
  provisions(): boolean;
  /** Calls back when another answer is to be expected from the functions above; call the result to stop. */
  onChange(listener: () => void): () => void;
}

/** What every controller is given. */
export interface Context {
  readonly registry: Registry;
  readonly clock: Clock;
  readonly watches: Watches;
  readonly indexes: Indexes;
  readonly events: Recorder;
  readonly conduct: Conduct;
  /** A queue that belongs to this run: it stops with it, and its failures that are not refusals of the API are reported. */
  queue(name: string, work: (key: string) => void, options?: QueueOptions): WorkQueue;
  /** Has `stop` called when the run ends. */
  onStop(stop: () => void): void;
}

/** Who controllers are in managedFields. */
export const manager = { fieldManager: 'kube-controller-manager' } as const;

export function createContext(
  parts: Omit<Context, 'queue' | 'onStop'>,
  report: (controller: string, key: string, error: unknown) => void,
): { readonly context: Context; readonly stop: () => void } {
  const stops: (() => void)[] = [];
  const context: Context = {
    ...parts,
    queue(name, work, options = {}) {
      const queue = createQueue(parts.clock, work, {
        ...options,
        onFailure(key, error) {
          options.onFailure?.(key, error);
          if (!(error instanceof StatusError)) report(name, key, error);
        },
      });
      stops.push(queue.stop);
      return queue;
    },
    onStop(stop) {
      stops.push(stop);
    },
  };
  return {
    context,
    stop() {
      for (const stop of stops) stop();
    },
  };
}

/** `namespace/name`, or the bare name of what has no namespace. */
export function keyOf(object: KubernetesObject): string {
  const { namespace, name } = object.metadata;
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** The namespace and the name in a key. */
export function splitKey(key: string): { readonly namespace: string; readonly name: string } {
  const slash = key.indexOf('/');
  return { namespace: slash < 0 ? '' : key.slice(0, slash), name: key.slice(slash + 1) };
}

export function uidOf(object: KubernetesObject): string {
  return object.metadata.uid ?? '';
}

export function isTerminating(object: KubernetesObject): boolean {
  return object.metadata.deletionTimestamp !== undefined;
}

/** The owner that manages the object, of which there is at most one. */
export function controllerOf(object: KubernetesObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find(reference => reference.controller === true);
}

/** The reference by which a controller marks what it manages. */
export function controllerReference(owner: KubernetesObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: uidOf(owner),
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** Runs a write that may come too late: what is gone or has changed meanwhile is left to the next pass. */
export function unlessStale(write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!(error instanceof StatusError) || (error.code !== 404 && error.code !== 409)) throw error;
  }
}
