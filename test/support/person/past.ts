import assert from 'node:assert/strict';
import { parse } from 'yaml';
import type { KubernetesObject, StatefulSet } from '../../../src/core/statefulset/model.ts';
import type { PracticeCluster } from '../../../src/practice/cluster.ts';
import { resourceOfKind } from '../../../src/practice/resources.ts';
import { eventually } from '../eventually.ts';

/** What others do to a cluster, and what is so in it: past Ordinal, which is told of nothing. */
export interface Past {
  /** Creates an object. */
  create(object: object): void;
  /** Merges a patch into an object. */
  patch(apiVersion: string, kind: string, name: string, patch: object): void;
  /** Applies a manifest as another program of this name would. */
  apply(manager: string, text: string): Promise<void>;
  /** Deletes an object. */
  remove(apiVersion: string, kind: string, name: string): void;
  object(apiVersion: string, kind: string, name: string): KubernetesObject | undefined;
  /** The names of all objects of a kind in the cluster. */
  names(apiVersion: string, kind: string): readonly string[];
  status(set: string): NonNullable<StatefulSet['status']>;
  /** Waits until something is so in the cluster. */
  until(isSo: () => boolean): Promise<void>;
  /** Whether a set has rolled out its newest revision to the end, or stands with this many pods ready. */
  isReady(set: string, pods: number): boolean;
}

const NAMESPACE = 'default';

export function past({ registry }: PracticeCluster): Past {
  const setOf = (name: string) => registry.find(...placeOf('apps/v1', 'StatefulSet'), name) as StatefulSet | undefined;
  return {
    create(object) {
      const { resource, whole } = placed(object as KubernetesObject);
      registry.create(resource, whole);
    },
    patch(apiVersion, kind, name, patch) {
      registry.patch(...placeOf(apiVersion, kind), name, 'merge', patch);
    },
    async apply(manager, text) {
      const { resource, whole } = placed(parse(text) as KubernetesObject);
      registry.apply(resource, whole, { fieldManager: manager, force: true });
    },
    remove(apiVersion, kind, name) {
      registry.delete(...placeOf(apiVersion, kind), name);
    },
    object: (apiVersion, kind, name) => registry.find(...placeOf(apiVersion, kind), name),
    names: (apiVersion, kind) => registry.list(...placeOf(apiVersion, kind)).map(({ metadata: { name } }) => name),
    status: name => setOf(name)?.status ?? {},
    until: isSo => eventually(() => assert.ok(isSo())),
    isReady(name, pods) {
      const set = setOf(name);
      const { status = {} } = set ?? {};
      return status.observedGeneration === set?.metadata.generation && status.readyReplicas === pods;
    },
  };
}

/** Where objects of a kind are: the resource, and the namespace for kinds that have one. */
function placeOf(apiVersion: string, kind: string) {
  const found = resourceOfKind(apiVersion, kind);
  assert.ok(found, `no such kind: ${apiVersion} ${kind}`);
  return [found, found.namespaced ? NAMESPACE : undefined] as const;
}

/** An object in the namespace of the tests, unless it names one. */
function placed(object: KubernetesObject) {
  const [resource, namespace] = placeOf(object.apiVersion, object.kind);
  const scope = namespace === undefined ? {} : { namespace };
  return { resource, whole: { ...object, metadata: { ...scope, ...object.metadata } } };
}
