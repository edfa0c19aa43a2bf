import { createStore } from '../../../../src/cluster/mirror/store.ts';
import { KINDS, type KindName, type KindStatus, type Mirror } from '../../../../src/cluster/mirror.ts';
import type { KubernetesObject, Pod } from '../../../../src/core/statefulset/model.ts';
import { imagePullBackOff, set as plainSet, settled } from '../../../support/statefulset.ts';

/** A mirror that knows all of these objects, found by the indexes of the real one. */
export function storedMirror(objects: readonly KubernetesObject[], hidden: readonly KindName[] = []) {
  const stores = new Map<string, ReturnType<typeof createStore>>();
  const storeOf = (kind: string) => {
    const store = stores.get(kind) ?? createStore();
    stores.set(kind, store);
    return store;
  };
  const put = (object: KubernetesObject) => storeOf(object.kind).put(object);
  for (const object of objects) put(object);
  const scope = (kind: KindName, namespace: string | undefined) => (KINDS[kind].namespaced ? namespace : undefined);
  const forbidden: KindStatus = {
    state: 'forbidden',
    verb: 'list',
    failure: { kind: 'forbidden', detail: '' },
    retryAt: 0,
  };
  const mirror = {
    kinds: [],
    get: (kind: KindName, namespace: string, name: string) => storeOf(kind).get(scope(kind, namespace), name),
    list: (kind: KindName, namespace?: string) => storeOf(kind).list(scope(kind, namespace)),
    indexed: (kind: KindName, key: string) => storeOf(kind).indexed(key),
    status: (kind: KindName): KindStatus => (hidden.includes(kind) ? forbidden : { state: 'live' }),
  } as unknown as Mirror;
  return { mirror, put };
}

/** A set without claims as the controller leaves it, but for the pods that a test wants otherwise. */
export function setWith(name: string, pods: readonly PodState[]): readonly KubernetesObject[] {
  const base = plainSet({ replicas: pods.length, volumeClaimTemplates: [] });
  const world = settled({ ...base, metadata: { ...base.metadata, name, namespace: 'shop', uid: `uid-${name}` } });
  const set = { ...world.set, status: { ...world.set.status, observedGeneration: 1 } };
  return [set, ...world.revisions, ...world.pods.map((pod, ordinal) => inState(pod, pods[ordinal] ?? 'ready'))];
}

type PodState = 'ready' | 'cannot-pull';

export function inState(pod: Pod, state: PodState): Pod {
  return state === 'ready' ? pod : { ...pod, status: imagePullBackOff };
}
