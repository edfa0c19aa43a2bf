import { setTimeout as pause } from 'node:timers/promises';
import { ClusterError } from '../../../src/cluster/connection.ts';
import { type KindName, resourceOf } from '../../../src/cluster/mirror.ts';
import { fieldsOf } from '../../../src/cluster/wire/json.ts';
import type { KubernetesObject, StatefulSet } from '../../../src/core/statefulset/model.ts';
import type { Straight } from './practice.ts';

/** What goes on in a namespace while a fault lasts: people and controllers change things, straight at the server. */
export interface People {
  /** One round: objects come, change, go, and are replaced under the same name. */
  act(): Promise<void>;
  /** Changes one object of each kind that is watched; resolves with what these are now, by uid. */
  touch(): Promise<ReadonlyMap<string, Touched>>;
  /** Resolves when the controllers have nothing left to do, so that the server's state stands still. */
  settle(): Promise<void>;
}

export interface Touched {
  readonly kind: KindName;
  readonly name: string;
  readonly version: number;
}

const NOTES = 5;
/** In milliseconds of the machine. */
const SETTLED_BY = 20_000;

export async function createPeople(connection: Straight, namespace: string): Promise<People> {
  const sets = resourceOf('StatefulSet', namespace);
  const pods = resourceOf('Pod', namespace);
  const services = resourceOf('Service', namespace);
  let round = 0;

  await connection.create(resourceOf('Namespace'), {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace },
  });
  for (let number = 0; number < NOTES; number += 1) await connection.create(services, service(`note-${number}`));
  await connection.create(sets, set('web', 3));
  await connection.create(sets, set('data', 2, true));

  const settle = async () => {
    const end = performance.now() + SETTLED_BY;
    for (let before = ''; performance.now() < end; ) {
      const [allSets, ...others] = await Promise.all(
        [sets, pods, services, resourceOf('PersistentVolumeClaim', namespace)].map(path => connection.list(path, {})),
      );
      const items = [...(allSets?.items ?? []), ...others.flatMap(list => list.items)];
      const versions = JSON.stringify(items.map(({ metadata }) => metadata.resourceVersion));
      if (items.every(isDone) && versions === before) return;
      before = versions;
      await pause(20);
    }
    throw new Error(`${namespace} does not settle`);
  };
  await settle();

  return {
    settle,
    async act() {
      round += 1;
      const name = `note-${round % NOTES}`;
      await connection.patch(services, name, 'merge', annotated({ round: String(round) }));
      await connection.create(services, service(`extra-${round}`));
      if (round > 2) await connection.delete(services, `extra-${round - 2}`);
      await present(connection.delete(pods, `web-${round % 3}`));
      await connection.delete(services, 'note-0');
      await connection.create(services, service('note-0'));
      const image = { name: 'app', image: `app:v${Math.floor(round / 3)}` };
      await connection.patch(sets, 'web', 'strategic', { spec: { template: { spec: { containers: [image] } } } });
      await connection.patch(sets, 'data', 'merge', { spec: { replicas: 1 + (round % 3) } });
    },
    async touch() {
      const touched = new Map<string, Touched>();
      for (const kind of ['StatefulSet', 'Pod', 'Service', 'PersistentVolumeClaim', 'ControllerRevision'] as const) {
        const path = resourceOf(kind, namespace);
        const [first] = (await connection.list(path, { limit: 1 })).items;
        if (first === undefined) continue;
        const { name, uid = '' } = first.metadata;
        const { metadata } = await connection.patch(path, name, 'merge', annotated({ touched: 'yes' }));
        touched.set(uid, { kind, name, version: Number(metadata.resourceVersion) });
      }
      return touched;
    },
  };
}

/** A pod that the controller has just replaced may be missing for a moment. */
async function present(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof ClusterError) || error.failure.kind !== 'not-found') throw error;
  }
}

/** Not on its way out; a set has all the pods that it wants, as it wants them. */
function isDone(object: KubernetesObject): boolean {
  if (object.metadata.deletionTimestamp !== undefined) return false;
  if (object.kind !== 'StatefulSet') return true;
  const { replicas } = fieldsOf('spec' in object ? object.spec : undefined);
  const { observedGeneration, readyReplicas, updatedReplicas } = fieldsOf(
    'status' in object ? object.status : undefined,
  );
  const isObserved = observedGeneration === object.metadata.generation;
  return isObserved && readyReplicas === replicas && updatedReplicas === replicas;
}

function annotated(annotations: Readonly<Record<string, string>>): object {
  return { metadata: { annotations } };
}

function service(name: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { clusterIP: 'None', selector: { app: name }, ports: [{ port: 80 }] },
  };
}

function set(name: string, replicas: number, withClaims = false): StatefulSet {
  const labels = { app: name };
  const claims = [
    {
      metadata: { name: 'disk' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    },
  ];
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name },
    spec: {
      replicas,
      serviceName: name,
      podManagementPolicy: 'Parallel',
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'app', image: 'app:v0' }] } },
      ...(withClaims ? { volumeClaimTemplates: claims } : {}),
    },
  };
}
