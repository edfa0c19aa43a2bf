import type { Pod, StatefulSet } from '../../../src/core/statefulset/model.ts';

export function pod(
  name: string,
  more: { readonly uid?: string; readonly image?: string; readonly namespace?: string } = {},
): Pod {
  const { uid = `uid-${name}`, image = 'app:v1', namespace = 'shop' } = more;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, uid, creationTimestamp: '2026-01-01T00:00:00Z' },
    spec: { containers: [{ name: 'app', image }], nodeName: 'node-1' },
    status: { phase: 'Running' },
  };
}

export function set(name: string, more: Partial<StatefulSet['spec']> = {}): StatefulSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name, namespace: 'shop', uid: `uid-${name}`, generation: 4, resourceVersion: '90' },
    spec: {
      replicas: 3,
      serviceName: name,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'app', image: 'app:v1' }] },
      },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
      ...more,
    },
  };
}
