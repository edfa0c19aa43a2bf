import type { KubernetesVersion } from '../../core/kubernetes-version.ts';
import { featuresOf } from '../../core/statefulset/features.ts';
import type { StatefulSet } from '../../core/statefulset/model.ts';
import { newWorld, settle } from '../../core/statefulset/settle.ts';
import { withDefaults } from './defaults.ts';
import type { Workload } from './manifests.ts';
import { type Planned, planDeployment, planNewSet, planSet } from './planned.ts';

/** Any moment will do: nothing in a manifest has a time. */
const NOW = Date.UTC(2026, 0, 1);

/** Plans the change from one manifest to another. What the older one asks for is taken as done, every pod ready. */
export function planOffline(
  older: readonly Workload[],
  newer: readonly Workload[],
  namespace: string,
  version: KubernetesVersion | undefined,
): Planned[] {
  const features = featuresOf(version);
  const before = new Map(older.map(workload => [keyOf(workload, namespace), workload]));
  return newer.map(manifest => {
    const found = before.get(keyOf(manifest, namespace));
    const after = withDefaults(manifest, namespace, version);
    if (after.kind === 'Deployment') {
      const was = found?.kind === 'Deployment' ? withDefaults(found, namespace, version) : undefined;
      return planDeployment(was, after);
    }
    if (found?.kind !== 'StatefulSet') return planNewSet({ features }, after);
    const set: StatefulSet = withDefaults(found, namespace, version);
    const made = { ...set, metadata: { ...set.metadata, uid: 'from', generation: 1 } };
    return planSet(settle(newWorld(made, NOW, features)), after);
  });
}

function keyOf({ kind, metadata }: Workload, namespace: string): string {
  return `${kind}/${metadata.namespace ?? namespace}/${metadata.name}`;
}
