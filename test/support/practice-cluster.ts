import type { Deployment } from '../../src/core/deployment/model.ts';
import type { KubernetesVersion } from '../../src/core/kubernetes-version.ts';
import type {
  ClusterEvent,
  KubernetesObject,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  PodTemplate,
  Service,
  StatefulSet,
} from '../../src/core/statefulset/model.ts';
import { type VirtualClock, virtualClock } from '../../src/practice/clock.ts';
import { furnish } from '../../src/practice/controllers/bootstrap.ts';
import { type ControllerOptions, startControllers } from '../../src/practice/controllers/start.ts';
import { createRegistry } from '../../src/practice/registry/create-registry.ts';
import type { Registry } from '../../src/practice/registry.ts';
import { resourceOfKind, resources, type ServedResource } from '../../src/practice/resources.ts';
import { createStore, type StoreState } from '../../src/practice/store.ts';

export const namespace = 'shop';

/** A practice cluster in this process, on a clock that stands still until it is advanced, with one namespace. */
export interface PracticeCluster {
  readonly clock: VirtualClock;
  readonly registry: Registry;
  /** Faults of the controllers themselves; a test that leaves some has found a bug. */
  readonly faults: readonly unknown[];
  /** Makes objects, in the test namespace unless they name one. */
  create(...objects: readonly KubernetesObject[]): void;
  /** Merges a patch into an object. */
  patch(resource: ServedResource, name: string, patch: unknown): void;
  advance(milliseconds: number): void;
  pod(name: string): Pod | undefined;
  podNames(): string[];
  claim(name: string): PersistentVolumeClaim;
  volume(name: string): PersistentVolume;
  /** `Type Reason: message` of the events about an object, in order of their names. */
  events(about: string): string[];
  stop(): void;
}

export interface ClusterOptions extends Partial<ControllerOptions> {
  /** What the controllers are given in the place of the registry. */
  readonly door?: (registry: Registry) => Registry;
  /** What an earlier cluster held, and the time at which to go on. */
  readonly state?: StoreState;
  readonly time?: number;
  readonly kubernetes?: KubernetesVersion;
  /** How much faster the clock runs than the times that are written down. */
  readonly speed?: number;
}

export function practiceCluster(options: ClusterOptions = {}): PracticeCluster {
  const { door = registry => registry, state, time, speed, kubernetes, ...rest } = options;
  const clock = virtualClock(time, speed);
  const registry = createRegistry(
    createStore(clock, {
      ...(state === undefined ? {} : { state }),
      ...(kubernetes === undefined ? {} : { kubernetes }),
    }),
  );
  const faults: unknown[] = [];
  const stop = startControllers(door(registry), { report: (_, __, error) => faults.push(error), ...rest });
  furnish(registry);
  if (state === undefined)
    registry.create(resources.namespaces, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  clock.advance(100);
  return {
    clock,
    registry,
    faults,
    stop,
    advance: clock.advance,
    create(...objects) {
      for (const object of objects) {
        const resource = resourceOfKind(object.apiVersion, object.kind);
        if (resource === undefined) throw new Error(`no such kind: ${object.apiVersion} ${object.kind}`);
        const metadata = resource.namespaced ? { namespace, ...object.metadata } : object.metadata;
        registry.create(resource, { ...object, metadata });
      }
    },
    patch(resource, name, patch) {
      registry.patch(resource, resource.namespaced ? namespace : undefined, name, 'merge', patch);
    },
    pod: name => registry.find(resources.pods, namespace, name),
    podNames: () => registry.list(resources.pods, namespace).map(pod => pod.metadata.name),
    claim: name => registry.get(resources.persistentVolumeClaims, namespace, name),
    volume: name => registry.get(resources.persistentVolumes, undefined, name),
    events: about =>
      registry
        .list(resources.events, namespace)
        .filter(event => event.involvedObject.name === about)
        .map(lineOf),
  };
}

/** Whether the pod's Ready condition is True. */
export function isReady(pod: Pod | undefined): boolean {
  return pod?.status?.conditions?.some(each => each.type === 'Ready' && each.status === 'True') === true;
}

export function template(labels: Readonly<Record<string, string>>, image = 'app:v1', spec: object = {}): PodTemplate {
  return { metadata: { labels }, spec: { containers: [{ name: 'app', image }], ...spec } };
}

export function newPod(name: string, spec: object = {}, image = 'app:v1', labels = { app: name }): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels },
    spec: { containers: [{ name: 'app', image }], ...spec },
  };
}

export function newSet(name: string, spec: object = {}, image = 'app:v1'): StatefulSet {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name },
    spec: {
      selector: { matchLabels: labels },
      serviceName: name,
      replicas: 1,
      template: template(labels, image),
      ...spec,
    },
  };
}

export function newDeployment(name: string, spec: object = {}, image = 'app:v1'): Deployment {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: { selector: { matchLabels: labels }, replicas: 3, template: template(labels, image), ...spec },
  };
}

export function newService(name: string, spec: object = {}): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { clusterIP: 'None', selector: { app: name }, ports: [{ name: 'web', port: 80 }], ...spec },
  };
}

export function newClaim(name: string, spec: object = {}, storage = '1Gi'): PersistentVolumeClaim {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } }, ...spec },
  };
}

export function newVolume(name: string, spec: object = {}, storage = '1Gi'): PersistentVolume {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name },
    spec: {
      accessModes: ['ReadWriteOnce'],
      capacity: { storage },
      nfs: { server: 'files', path: `/${name}` },
      ...spec,
    },
  } as PersistentVolume;
}

function lineOf(event: ClusterEvent): string {
  return `${event.type} ${event.reason}: ${event.message}`;
}
