import type { KubernetesObject } from '../core/statefulset/model.ts';
import type { Registry } from './registry.ts';
import { resources } from './resources.ts';

/** The quota that stands in a namespace where no pod may be made. People may raise or delete it, which ends the trouble as well. */
export const fullQuota = 'practice-full';

const orderer = { fieldManager: 'practice-orders' } as const;

/** Makes the quotas of the namespaces that are to be full, and removes those of all others. A namespace that is gone is left out. */
export function keepQuotas(registry: Registry, namespaces: readonly string[]): void {
  for (const { metadata } of registry.list(resources.resourceQuotas)) {
    const { namespace = '', name } = metadata;
    if (name === fullQuota && !namespaces.includes(namespace))
      registry.delete(resources.resourceQuotas, namespace, name);
  }
  for (const namespace of namespaces) {
    const home = registry.find(resources.namespaces, undefined, namespace);
    if (home === undefined || home.metadata.deletionTimestamp !== undefined) continue;
    if (registry.find(resources.resourceQuotas, namespace, fullQuota) === undefined)
      registry.create(resources.resourceQuotas, noPods(namespace), orderer);
  }
}

function noPods(namespace: string): KubernetesObject {
  const spec = { hard: { pods: '0' } };
  return Object.assign({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: fullQuota, namespace } }, { spec });
}
