import type { KubernetesObject, Pod, StatefulSet } from '../core/statefulset/model.ts';
import { canonicalJson, revisionData, revisionName } from '../core/statefulset/revision.ts';
import { virtualClock } from './clock.ts';
import { furnish } from './controllers/bootstrap.ts';
import { startControllers } from './controllers/start.ts';
import { fillName, fillNamespace, fillService, fillSet } from './fill-objects.ts';
import { createRegistry } from './registry/create-registry.ts';
import type { Registry } from './registry.ts';
import { resources, type ServedResource } from './resources.ts';
import { createStore } from './store.ts';

/** How much there is to be. */
export interface Filling {
  readonly sets: number;
  readonly podsPerSet: number;
}

const others: readonly ServedResource[] = [
  resources.controllerRevisions,
  resources.services,
  resources.endpointSlices,
  resources.endpoints,
];
const perNamespace = 50;
/** Long enough for a set of a hundred pods, started together. */
const growthTime = 10 * 60_000;

/**
 * Fills a cluster with StatefulSets whose pods are all ready, with their Services, slices and revisions, in the state in which its controllers
 * would leave them. One set is grown by the controllers themselves, on a clock that needs no time, and copied under other names: straight into
 * the store, because ten thousand pods that are created, scheduled and started one by one would take a minute.
 */
export function fill(registry: Registry, { sets, podsPerSet }: Filling): void {
  const seed = grow(registry.clock.now(), podsPerSet);
  let pods = 0;
  for (let number = 0; number < sets; number += 1) {
    const namespace = `load-${padded(1 + Math.floor(number / perNamespace), 2)}`;
    if (registry.find(resources.namespaces, undefined, namespace) === undefined)
      registry.create(resources.namespaces, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    copy(registry, seed, { namespace, name: `app-${padded(number, 4)}`, firstPod: pods });
    pods += podsPerSet;
  }
}

interface Seed {
  readonly set: StatefulSet;
  readonly pods: readonly Pod[];
  readonly others: readonly { readonly resource: ServedResource; readonly object: KubernetesObject }[];
}

/** One set, whole and ready an hour ago. */
function grow(now: number, replicas: number): Seed {
  const hour = 3_600_000;
  const clock = virtualClock(now - hour);
  const registry = createRegistry(createStore(clock));
  const faults: unknown[] = [];
  furnish(registry);
  const stop = startControllers(registry, { report: (_controller, _key, error) => faults.push(error) });
  const author = { fieldManager: 'kubectl-client-side-apply' };
  registry.create(resources.namespaces, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: fillNamespace } });
  registry.create(resources.services, fillService(), author);
  registry.create(resources.statefulSets, fillSet(replicas), author);
  clock.advance(growthTime);
  stop();
  if (faults.length > 0) throw faults[0];
  return {
    set: registry.get(resources.statefulSets, fillNamespace, fillName),
    pods: registry.list(resources.pods, fillNamespace),
    others: others.flatMap(resource => registry.list(resource, fillNamespace).map(object => ({ resource, object }))),
  };
}

interface Place {
  readonly namespace: string;
  readonly name: string;
  /** How many pods there are before those of this set: each has an address of its own. */
  readonly firstPod: number;
}

function copy({ store }: Registry, seed: Seed, { namespace, name, firstPod }: Place): void {
  // as old as what it copies: a pod cannot have started before it was created
  const add = (resource: ServedResource, object: KubernetesObject) =>
    store.create(resource, object, object.metadata.creationTimestamp);
  const names: Renaming = { [fillNamespace]: namespace, [fillName]: name };
  const before = hashOf(seed.set);
  const hash = hashOf(renamed(seed.set, names));
  const set = add(resources.statefulSets, renamed(seed.set, { ...names, [before]: hash }));
  const all = { ...names, [before]: hash, ...identity(seed.set, set) };
  const ofPods: Record<string, string> = {};
  for (const [index, pod] of seed.pods.entries()) {
    const address = { [`"${pod.status?.podIP}"`]: `"${addressOf(firstPod + index)}"` };
    const made = add(resources.pods, renamed(pod, { ...all, ...address }));
    Object.assign(ofPods, address, identity(pod, made));
  }
  for (const { resource, object } of seed.others) {
    const made = add(resource, renamed(object, { ...all, ...ofPods }));
    Object.assign(ofPods, identity(object, made));
  }
}

/** What stands in the texts of the seed, and what is to stand there. */
type Renaming = Readonly<Record<string, string>>;

function identity(before: KubernetesObject, after: KubernetesObject): Renaming {
  return { [before.metadata.uid ?? '']: after.metadata.uid ?? '' };
}

function renamed<T extends KubernetesObject>(object: T, renaming: Renaming): T {
  const any = new RegExp(Object.keys(renaming).join('|').replaceAll('.', '\\.'), 'g');
  return JSON.parse(JSON.stringify(object).replace(any, found => renaming[found] ?? found));
}

/** The end of the name of its revision, which depends on the whole template. */
function hashOf({ spec }: StatefulSet): string {
  return revisionName('', canonicalJson(revisionData(spec.template)), 0).slice(1);
}

function padded(number: number, width: number): string {
  return String(number).padStart(width, '0');
}

/** Of the pods' network 10.128.0.0/9, apart from the addresses that nodes hand out. */
function addressOf(number: number): string {
  return `10.${128 + (number >> 16)}.${(number >> 8) & 255}.${number & 255}`;
}
