import { startKubelet } from '../kubelet.ts';
import { startEphemeralContainers } from '../nodes/ephemeral.ts';
import { startFileSystems } from '../nodes/file-systems.ts';
import type { Registry } from '../registry.ts';
import { servedResources } from '../resources.ts';
import { startScheduler } from '../scheduler.ts';
import { type Conduct, createContext } from './context.ts';
import { startDeployments } from './deployment.ts';
import { startDisruptionBudgets } from './disruption.ts';
import { startEndpoints } from './endpoints.ts';
import { createRecorder, expireEvents } from './events.ts';
import { fateOfImage } from './fates.ts';
import { startGarbageCollector } from './garbage.ts';
import { createIndexes } from './indexes.ts';
import { startLegacyEndpoints } from './legacy-endpoints.ts';
import { startNamespaces } from './namespaces.ts';
import { startNodeLifecycle } from './node-lifecycle.ts';
import { startPodGarbage } from './pod-garbage.ts';
import { startProtection } from './protection.ts';
import { startProvisioner } from './provisioner.ts';
import { startQuotas } from './quotas.ts';
import { startReplicaSets } from './replicaset.ts';
import { startResizer } from './resizer.ts';
import { startStatefulSets } from './statefulset.ts';
import { startVolumes } from './volumes.ts';
import { createWatches } from './watches.ts';

export interface ControllerOptions {
  /** What nodes and storage do; by default what image tags order. */
  readonly conduct?: Partial<Conduct>;
  /** Told of errors that are no refusals of the API: faults of the controllers themselves. The work is tried again all the same. */
  readonly report: (controller: string, key: string, error: unknown) => void;
}

/**
 * Starts everything that acts on its own in a cluster: controllers, scheduler, nodes, storage. All run on the registry's clock, in this
 * process. Returns how to stop them.
 */
export function startControllers(registry: Registry, options: ControllerOptions): () => void {
  const conduct: Conduct = {
    fateOf: (_, container) => fateOfImage(container),
    nodeRuns: () => true,
    provisions: () => true,
    pace: () => 'recorded',
    onChange: () => () => {},
    ...options.conduct,
  };
  const watches = createWatches(registry.store, servedResources);
  const indexes = createIndexes(watches);
  const events = createRecorder(registry);
  const { context, stop } = createContext(
    { registry, clock: registry.clock, watches, indexes, events, conduct },
    options.report,
  );
  for (const start of [
    startStatefulSets,
    startReplicaSets,
    startDeployments,
    startVolumes,
    startProvisioner,
    startResizer,
    startProtection,
    startEndpoints,
    startLegacyEndpoints,
    startDisruptionBudgets,
    startQuotas,
    startGarbageCollector,
    startNamespaces,
    startScheduler,
    startKubelet,
    startFileSystems,
    startEphemeralContainers,
    startNodeLifecycle,
    startPodGarbage,
  ])
    start(context);
  context.onStop(expireEvents(registry));
  watches.start();
  return () => {
    watches.stop();
    stop();
  };
}
