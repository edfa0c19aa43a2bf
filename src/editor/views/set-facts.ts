import type { KindName } from '../../cluster/mirror.ts';
import type { Wait } from '../../core/statefulset/controller.ts';
import type {
  ClusterEvent,
  ControllerRevision,
  EndpointSlice,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  PodDisruptionBudget,
  Service,
  StatefulSet,
  StorageClass,
} from '../../core/statefulset/model.ts';
import type { PolledKind } from '../connect/health.ts';

/** Whether what is not seen is not there: `loading` not yet known, `hidden` not allowed to look. */
export type Sight = 'clear' | 'loading' | 'hidden';

/** Everything the rows under a set are drawn from. */
export interface SetFacts {
  readonly set: StatefulSet;
  readonly pods: readonly Pod[];
  readonly claims: ReadonlyMap<string, PersistentVolumeClaim>;
  readonly volumes: ReadonlyMap<string, PersistentVolume>;
  /** `undefined` where they may not be read. */
  readonly classes: readonly StorageClass[] | undefined;
  /** The Service named by serviceName; `undefined` if there is none by that name. */
  readonly service: Service | 'loading' | 'hidden' | undefined;
  /** The endpoint slices of that Service. */
  readonly slices: readonly EndpointSlice[];
  readonly revisions: readonly ControllerRevision[];
  /** What was said lately about the set, its pods and its claims. */
  readonly events: readonly ClusterEvent[];
  /** Those of the namespace. */
  readonly budgets: readonly PodDisruptionBudget[];
  /** Kinds that must not be read with these permissions. */
  readonly hidden: readonly KindName[];
  /** Kinds that must not be watched with these permissions. */
  readonly polled: readonly PolledKind[];
  /** What the controller waits for, as the brain says. */
  readonly waits: Wait | undefined;
  readonly seesPods: Sight;
  readonly seesClaims: Sight;
  readonly seesSlices: Sight;
}
