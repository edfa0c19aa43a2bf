import type { KubernetesObject } from '../../../src/core/statefulset/model.ts';
import { virtualClock } from '../../../src/practice/clock.ts';
import { furnish } from '../../../src/practice/controllers/bootstrap.ts';
import { startControllers } from '../../../src/practice/controllers/start.ts';
import { createRegistry } from '../../../src/practice/registry/create-registry.ts';
import type { DeleteOptions, PatchType, Registry } from '../../../src/practice/registry.ts';
import { resources, type ServedResource, servedResources } from '../../../src/practice/resources.ts';
import { StatusError } from '../../../src/practice/status.ts';
import { createStore } from '../../../src/practice/store.ts';
import { asked, type Played, type Seen } from './observe.ts';
import type { Golden, Step } from './scenario.ts';

const watched = [
  'StatefulSet',
  'Pod',
  'PersistentVolumeClaim',
  'ControllerRevision',
  'Deployment',
  'ReplicaSet',
  'EndpointSlice',
  'Service',
  'Event',
];

/** Plays a scenario on a practice cluster of its own, in this process, on a clock that runs as fast as the machine can. */
export function play(golden: Golden): Played {
  const clock = virtualClock();
  const registry = createRegistry(createStore(clock));
  const faults: unknown[] = [];
  const stop = startControllers(registry, { report: (_, __, error) => faults.push(error) });
  furnish(registry);
  const namespace = `g-${golden.name}`;
  registry.create(resources.namespaces, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  markDefaultClass(registry, golden.defaultStorageClass);
  clock.advance(900);

  const begun = clock.now();
  const events: Seen[] = [];
  const state = { step: -1, last: clock.now() };
  registry.subscribe(({ type, resource, object }) => {
    if (!belongs(object, resource.kind, namespace, golden.pvPrefix)) return;
    state.last = clock.now();
    events.push({ step: state.step, ms: clock.now() - begun, type, kind: resource.kind, object });
  });
  const results = golden.steps.map((step, index) => {
    state.step = index;
    state.last = clock.now();
    const result = take(registry, namespace, asked(step));
    if (step.for !== undefined) clock.advance(step.for);
    else settle(step);
    return result;
  });
  stop();
  if (faults.length > 0) throw faults[0];
  return { events, results };

  function settle({ quiet = 1500, max = 40_000 }: Step): void {
    const begin = clock.now();
    while (clock.now() - begin < max && clock.now() - state.last <= quiet) clock.advance(50);
  }
}

function belongs(object: KubernetesObject, kind: string, namespace: string, prefix: string | undefined): boolean {
  if (kind === 'PersistentVolume') return prefix !== undefined && object.metadata.name.startsWith(prefix);
  return object.metadata.namespace === namespace && watched.includes(kind);
}

function markDefaultClass(registry: Registry, isDefault: boolean): void {
  const annotations = { 'storageclass.kubernetes.io/is-default-class': String(isDefault) };
  registry.patch(resources.storageClasses, undefined, 'standard', 'merge', { metadata: { annotations } });
}

/** Does what the step says; the answer of its last request. */
function take(registry: Registry, namespace: string, step: Step): Played['results'][number] {
  let result: Played['results'][number] = { status: undefined, message: undefined };
  for (const object of step.apply ?? []) result = answer(() => create(registry, namespace, object), 201);
  const { patch, delete: removal } = step;
  if (patch !== undefined) {
    const subresource = patch.sub?.slice(1);
    const options = subresource === 'status' || subresource === 'scale' ? ({ subresource } as const) : {};
    const type: PatchType = patch.type ?? 'strategic';
    result = answer(
      () => registry.patch(resourceOf(patch.kind), namespace, patch.name, type, patch.body, options),
      200,
    );
  }
  if (removal !== undefined) {
    const options = deleteOptions(removal.options ?? {});
    result = answer(() => registry.delete(resourceOf(removal.kind), namespace, removal.name, options), 200);
  }
  return result;
}

function create(registry: Registry, namespace: string, object: KubernetesObject): void {
  const resource = resourceOf(object.kind);
  const metadata = resource.namespaced ? { ...object.metadata, namespace } : object.metadata;
  try {
    registry.create(resource, { ...object, metadata }, { fieldManager: 'golden' });
  } catch (error) {
    if (!(error instanceof StatusError) || error.code !== 409) throw error;
    registry.patch(resource, metadata.namespace, metadata.name, 'strategic', { ...object, metadata });
  }
}

function deleteOptions(options: Readonly<Record<string, unknown>>): DeleteOptions {
  const { propagationPolicy, gracePeriodSeconds } = options;
  return {
    ...(typeof gracePeriodSeconds === 'number' ? { gracePeriodSeconds } : {}),
    ...(propagationPolicy === 'Background' || propagationPolicy === 'Foreground' || propagationPolicy === 'Orphan'
      ? { propagation: propagationPolicy }
      : {}),
  };
}

function answer(request: () => unknown, status: number): Played['results'][number] {
  try {
    request();
    return { status, message: undefined };
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    return { status: error.code, message: error.message };
  }
}

function resourceOf(kind: string): ServedResource {
  const found = servedResources.find(resource => resource.kind === kind);
  if (found === undefined) throw new Error(`no resource of kind ${kind} is served`);
  return found;
}
