import { checkObject } from '../../src/core/manifest/check.ts';
import { formatPath } from '../../src/core/manifest/path.ts';
import type { Fields } from '../../src/core/manifest/place.ts';

/** What the API server would refuse, and where. */
export function refused(object: Fields): string[] {
  return checkObject(object)
    .filter(({ severity }) => severity === 'error')
    .map(({ code, path }) => `${code} ${formatPath(path)}`);
}

/** The objects that stand around a set, each right but for what is asked. */
export const service = (spec: unknown, name = 'db'): Fields => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec,
});

export const volume = (spec: Fields): Fields => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name: 'disk-1' },
  spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], ...spec },
});

export const budget = (spec: Fields, name = 'db'): Fields => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name },
  spec: { selector: { matchLabels: { app: 'db' } }, ...spec },
});

export const storageClass = (more: Fields): Fields => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'fast' },
  provisioner: 'csi.example.com',
  ...more,
});

export const claim = (spec: Fields): Fields => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
});

export const deployment = (spec: Fields): Fields => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'gate' },
  spec: {
    selector: { matchLabels: { app: 'gate' } },
    template: { metadata: { labels: { app: 'gate' } }, spec: { containers: [{ name: 'a', image: 'b:1' }] } },
    ...spec,
  },
});
