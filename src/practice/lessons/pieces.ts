import type { KubernetesObject, Service, StatefulSet, StatefulSetSpec } from '../../core/statefulset/model.ts';
import { lessonLabel } from './lesson.ts';

/** Where lessons take place. */
export const lessonNamespace = 'default';

/** The headless Service of a set of that name. */
export function headless(name: string): Service {
  const labels = { app: name, [lessonLabel]: name };
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: lessonNamespace, labels },
    spec: { clusterIP: 'None', selector: { app: name }, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
  };
}

interface SetOptions extends Partial<StatefulSetSpec> {
  readonly image: string;
  readonly storageClassName?: string;
}

/** A set with a claim `data` for each pod, as a person would write it. */
export function setOf(name: string, { image, storageClassName, ...spec }: SetOptions): StatefulSet {
  const labels = { app: name, [lessonLabel]: name };
  const container = {
    name: 'app',
    image,
    ports: [{ name: 'http', containerPort: 8080 }],
    readinessProbe: { httpGet: { path: '/healthz', port: 'http' }, periodSeconds: 5 },
    volumeMounts: [{ name: 'data', mountPath: '/data' }],
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name, namespace: lessonNamespace, labels },
    spec: {
      serviceName: name,
      replicas: 3,
      selector: { matchLabels: { app: name } },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
      template: { metadata: { labels }, spec: { terminationGracePeriodSeconds: 10, containers: [container] } },
      volumeClaimTemplates: [
        {
          metadata: { name: 'data', labels: { [lessonLabel]: name } },
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '1Gi' } },
            ...(storageClassName === undefined ? {} : { storageClassName }),
          },
        },
      ],
      ...spec,
    },
  };
}

/** A merge patch that changes the image of `setOf`, whose containers are a list and so are replaced as a whole. */
export function imagePatch(set: StatefulSet, image: string): unknown {
  const containers = set.spec.template.spec.containers.map(container => ({ ...container, image }));
  return { spec: { template: { spec: { containers } } } };
}

/** A ConfigMap of settings that an operator follows. */
export function settings(
  name: string,
  data: Readonly<Record<string, string>>,
): KubernetesObject & { readonly data: object } {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: lessonNamespace, labels: { [lessonLabel]: name } },
    data,
  };
}
