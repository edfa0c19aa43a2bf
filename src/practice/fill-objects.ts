import type { Service, StatefulSet } from '../core/statefulset/model.ts';

/** Names that no other text holds, so that they can be replaced wherever they stand. */
export const fillNamespace = 'namespace-to-fill';
export const fillName = 'set-to-fill';

const labels = { 'app.kubernetes.io/name': fillName, 'app.kubernetes.io/part-of': 'load', tier: 'data' };

export function fillService(): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: fillName, namespace: fillNamespace, labels },
    spec: {
      clusterIP: 'None',
      selector: { 'app.kubernetes.io/name': fillName },
      ports: [{ name: 'client', port: 5432 }],
    },
  };
}

/** A set as people write them for production: with probes, limits, configuration, spreading and a helper beside the program. */
export function fillSet(replicas: number): StatefulSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: fillName, namespace: fillNamespace, labels },
    spec: {
      replicas,
      serviceName: fillName,
      podManagementPolicy: 'Parallel',
      selector: { matchLabels: { 'app.kubernetes.io/name': fillName } },
      template: {
        metadata: { labels, annotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '9187' } },
        spec: podSpec,
      },
    },
  };
}

const probe = { exec: { command: ['pg_isready', '-U', 'postgres'] }, periodSeconds: 10, failureThreshold: 3 };
const resources = (cpu: string, memory: string) => ({ requests: { cpu, memory }, limits: { memory } });
const fromSecret = (name: string, key: string) => ({
  name,
  valueFrom: { secretKeyRef: { name: `${fillName}-credentials`, key } },
});

/** Fields that the model does not name are kept by the server all the same. */
const podSpec = {
  terminationGracePeriodSeconds: 60,
  securityContext: { runAsUser: 999, runAsGroup: 999, fsGroup: 999, runAsNonRoot: true },
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: 'topology.kubernetes.io/zone',
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: { 'app.kubernetes.io/name': fillName } },
    },
  ],
  tolerations: [{ key: 'dedicated', operator: 'Equal', value: 'data', effect: 'NoSchedule' }],
  containers: [
    {
      name: 'database',
      image: 'registry.example.test/data/postgres:17.2',
      ports: [{ name: 'client', containerPort: 5432 }],
      env: [
        fromSecret('POSTGRES_USER', 'user'),
        fromSecret('POSTGRES_PASSWORD', 'password'),
        { name: 'PGDATA', value: '/var/lib/postgresql/data/pgdata' },
        { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
        { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
      ],
      resources: resources('500m', '2Gi'),
      readinessProbe: probe,
      livenessProbe: { ...probe, initialDelaySeconds: 60 },
      volumeMounts: [
        { name: 'scratch', mountPath: '/var/lib/postgresql/data' },
        { name: 'configuration', mountPath: '/etc/postgresql', readOnly: true },
      ],
    },
    {
      name: 'exporter',
      image: 'registry.example.test/metrics/postgres-exporter:0.16.0',
      ports: [{ name: 'metrics', containerPort: 9187 }],
      env: [{ name: 'DATA_SOURCE_URI', value: 'localhost:5432/postgres?sslmode=disable' }],
      resources: resources('50m', '64Mi'),
      readinessProbe: { httpGet: { path: '/metrics', port: 'metrics' }, periodSeconds: 30 },
    },
  ],
  volumes: [
    { name: 'scratch', emptyDir: { sizeLimit: '10Gi' } },
    { name: 'configuration', configMap: { name: `${fillName}-configuration`, defaultMode: 420 } },
  ],
};
