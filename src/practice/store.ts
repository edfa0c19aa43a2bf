import type { KubernetesObject } from '../core/statefulset/model.ts';
import type { Clock } from './clock.ts';

/** A kind as the API serves it. */
export interface Resource {
  readonly group: string;
  readonly version: string;
  /** Plural, lower case: `statefulsets`. */
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

export type Change = {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly resource: Resource;
  readonly object: KubernetesObject;
  readonly before: KubernetesObject | undefined;
};

/**
 * Objects by resource, namespace and name; one resourceVersion for all; a bounded history of changes for watches.
 * Objects are immutable: an update puts a new one in the place of the old one. It validates nothing (the API does) and knows no HTTP.
 */
export interface Store {
  readonly clock: Clock;
  get(resource: Resource, namespace: string | undefined, name: string): KubernetesObject | undefined;
  /** In order of namespace, then name, as etcd keeps them. */
  list(resource: Resource, namespace?: string): readonly KubernetesObject[];
  /** Latest resourceVersion handed out. */
  version(): number;
  create(resource: Resource, object: KubernetesObject): KubernetesObject;
  update(resource: Resource, object: KubernetesObject): KubernetesObject;
  remove(resource: Resource, namespace: string | undefined, name: string): KubernetesObject | undefined;
  /** Calls back after every change, synchronously and in order; call the result to stop. */
  subscribe(listener: (change: Change) => void): () => void;
  /** Changes after `version`, or `undefined` if the history no longer reaches back that far (the API answers 410). */
  since(version: number): readonly Change[] | undefined;
}
