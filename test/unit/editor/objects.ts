/** Small objects for tests of the editor's pure parts. */
import type {
  ControllerRevision,
  PersistentVolumeClaim,
  Pod,
  Service,
  StatefulSet,
  StatefulSetSpec,
  StatefulSetStatus,
} from '../../../src/core/statefulset/model.ts';

export const NOW = Date.parse('2026-01-01T00:10:00Z');
const MADE = '2026-01-01T00:05:00Z';

export function statefulSet(
  spec: Partial<StatefulSetSpec> = {},
  status: StatefulSetStatus = {},
  name = 'web',
): StatefulSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name, namespace: 'shop', uid: `uid-${name}`, generation: 1, creationTimestamp: MADE },
    spec: {
      replicas: 3,
      serviceName: 'web',
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'app', image: 'app:v1' }] } },
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { resources: { requests: { storage: '1Gi' } } } }],
      ...spec,
    },
    status: { observedGeneration: 1, currentRevision: 'web-a', updateRevision: 'web-a', ...status },
  };
}

export function pod(name: string, more: { revision?: string; ready?: boolean; deleting?: boolean } = {}): Pod {
  const { revision = 'web-a', ready = true, deleting = false } = more;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'shop',
      uid: `uid-${name}`,
      creationTimestamp: MADE,
      labels: { app: 'web', 'controller-revision-hash': revision },
      ...(deleting ? { deletionTimestamp: MADE } : {}),
    },
    spec: { containers: [{ name: 'app', image: 'app:v1' }], nodeName: 'node-1' },
    status: {
      phase: ready ? 'Running' : 'Pending',
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: MADE }],
      containerStatuses: [
        {
          name: 'app',
          ready,
          restartCount: 0,
          state: ready ? { running: {} } : { waiting: { reason: 'ContainerCreating' } },
        },
      ],
    },
  };
}

export function claim(name: string, more: { bound?: boolean } = {}): PersistentVolumeClaim {
  const { bound = true } = more;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace: 'shop', uid: `uid-${name}`, creationTimestamp: MADE },
    spec: {
      storageClassName: 'standard',
      resources: { requests: { storage: '1Gi' } },
      ...(bound ? { volumeName: `pv-${name}` } : {}),
    },
    status: bound ? { phase: 'Bound', capacity: { storage: '2Gi' } } : { phase: 'Pending' },
  };
}

export function service(spec: Partial<Service['spec']> = {}): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { clusterIP: 'None', selector: { app: 'web' }, ...spec },
  };
}

export function revision(name: string, number: number, image = 'app:v1'): ControllerRevision {
  return {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: { name, namespace: 'shop', creationTimestamp: MADE },
    revision: number,
    data: { spec: { template: { $patch: 'replace', spec: { containers: [{ name: 'app', image }] } } } },
  };
}
