import type { Unfitness } from '../volume/unfit.ts';
import type { Features } from './decision.ts';
import type {
  ClusterEvent,
  ControllerRevision,
  Node,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  PodDisruptionBudget,
  StatefulSet,
  StorageClass,
} from './model.ts';

/** What stands around pods. `undefined`: it may not be read, and is then said to be unknown, never to be in order. */
export interface Surroundings {
  readonly claims: readonly PersistentVolumeClaim[] | undefined;
  readonly events: readonly ClusterEvent[] | undefined;
  readonly volumes: readonly PersistentVolume[] | undefined;
  readonly classes: readonly StorageClass[] | undefined;
  readonly nodes: readonly Node[] | undefined;
  /** Disruption budgets: they hold no rollout up, only whoever drains a node. */
  readonly budgets?: readonly PodDisruptionBudget[] | undefined;
  /** Every pod of the namespace: one of somebody else may use a claim. */
  readonly pods?: readonly Pod[] | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** All that a verdict on a set may look at. */
export interface Evidence extends Surroundings {
  readonly set: StatefulSet;
  /** Every pod of the namespace: one of somebody else may bear a name that the set needs. */
  readonly pods: readonly Pod[] | undefined;
  readonly revisions: readonly ControllerRevision[] | undefined;
  /** As the cluster's version has them; off where nothing is said. */
  readonly features?: Features;
}

export type VerdictKind =
  /** Nothing to do. */
  | 'fine'
  /** The controller moves, or waits for something that has not had its time. */
  | 'progressing'
  /** It waits because somebody asked for it. */
  | 'held'
  /** It waits for something that will not come by itself. */
  | 'stuck'
  /** What would have to be looked at may not be read. */
  | 'unknown';

export type Cause =
  | 'image-pull'
  | 'crash-loop'
  | 'container-config'
  | 'not-ready'
  | 'pod-failed'
  | 'mount-failed'
  | 'outdated-broken-pod'
  | 'create-refused'
  | 'update-refused'
  | 'claim-missing'
  | 'claim-pending'
  | 'claim-terminating'
  | 'claim-lost'
  | 'stale-claim'
  | 'unschedulable'
  | 'scheduling-gates'
  | 'name-taken'
  | 'finalizer'
  | 'node-lost'
  | 'terminating'
  | 'min-ready-seconds'
  | 'controller-missing'
  | 'deadline'
  | 'initializing'
  | 'starting';

export type WayOut =
  | 'delete-pod'
  | 'restore-revision-then-delete-pod'
  | 'lower-partition-then-delete-pod'
  /** The rollback alone is enough. */
  | 'undo'
  | 'rename'
  | 'raise-quota'
  | 'fix-template'
  | 'create-missing-object'
  | 'mend-webhook'
  | 'open-readiness-gate'
  | 'use-another-namespace'
  | 'replace-adopted-pod'
  | 'save-data-first'
  | 'grow-claim'
  | 'make-room-in-volume'
  | 'create-class-or-recreate-set'
  | 'provide-volume-or-class'
  | 'start-provisioner'
  | 'create-claim-or-fix-template'
  | 'restore-volume'
  | 'mend-mount'
  | 'make-room-at-volume'
  | 'add-node-or-relax'
  | 'lower-request-or-add-node'
  | 'remove-scheduling-gates'
  | 'mend-registry'
  | 'use-recreate'
  | 'make-room-on-node'
  | 'let-its-user-end'
  | 'remove-foreign-pod'
  | 'let-its-owner-finish'
  | 'bring-node-back'
  | 'look-at-node'
  | 'look-at-scheduler'
  | 'look-at-events'
  | 'look-at-claim'
  | 'touch-set'
  | 'look-at-controller';

/** The objects that a cause is about, and what it says of them. */
interface Particulars {
  readonly claim?: string;
  readonly container?: AilingContainer;
  /** Of a claim for which no volume will do: why each does not. */
  readonly unfit?: readonly UnfitVolume[];
  readonly node?: string;
  /** The pod that uses the claim and keeps it from going, or from being used by another. */
  readonly user?: string;
  /** Every node takes no more pods, and that alone keeps the pod off. */
  readonly cordoned?: true;
  /** Of a lost node: it is gone from the cluster, and the pods that were on it go by themselves. */
  readonly nodeGone?: true;
  /** Of a lost node: the volume of the pod that is on it and nowhere else. */
  readonly localVolume?: string;
  /** The storage class that does not exist. */
  readonly storageClass?: string;
  /** The quota that is used up. */
  readonly quota?: string;
  /** The pod ran and was ready before, in the containers that run now. */
  readonly wasReady?: true;
}

/** Why one thing does not come, or that it has not had its time. */
export interface Diagnosis extends Particulars {
  readonly verdict: 'progressing' | 'stuck';
  readonly cause: Cause;
  readonly wayOut?: WayOut;
  /** Milliseconds since 1970. */
  readonly since?: number;
  /** The cluster's own words. */
  readonly evidence: readonly string[];
}

export interface Verdict extends Particulars {
  readonly verdict: VerdictKind;
  /** Of a set that is fine: it wants no pods. */
  readonly scaledToZero?: true;
  /** Of a set that is held. */
  readonly by?: 'partition' | 'on-delete' | 'paused';
  /** Of a set that is held: the pods that wait. */
  readonly outdated?: readonly string[];
  /** The pod, or the name of the pod to be, that the controller waits for. */
  readonly waitsFor?: string;
  readonly cause?: Cause;
  /** What stands still behind it. */
  readonly blocks?: 'create' | 'scale-down' | 'update';
  readonly wayOut?: WayOut;
  /** The pod that the way out is about. */
  readonly pod?: string;
  /** A better template alone does not replace that pod: it must be deleted afterwards. Section C, deadlock. */
  readonly thenDelete?: true;
  /** The set does not want that pod any more, so it does not come back. */
  readonly condemned?: true;
  /** What the partition would have to be for that pod to be updated. */
  readonly partition?: number;
  /** What becomes of the claims of that pod once it is deleted. */
  readonly claims?: 'stay' | 'go';
  /** It is the last pod of the set that is ready. */
  readonly lastReady?: true;
  /** Other pods are ready with the same template: the template alone is hardly at fault. */
  readonly othersRun?: true;
  /** What that pod comes back as once it is deleted, or what a rollback goes back to. */
  readonly revision?: RevisionSeen;
  readonly since?: number;
  readonly evidence: readonly string[];
  /** Other pods that will not recover by themselves either. */
  readonly also?: readonly string[];
  /** Data that is lost once its pod stops, though nothing waits for it now. */
  readonly atRisk?: readonly AtRisk[];
  /** Pods whose nodes are to be emptied, and whose budgets do not let them go now. */
  readonly drains?: readonly WaitingDrain[];
  /** Kinds that may not be read, so that the verdict may be wrong. */
  readonly unknown: readonly string[];
}

/** A revision as a person knows it: by its number and its images. */
export interface RevisionSeen {
  readonly number: number;
  /** Short, in the order of containers. */
  readonly images: string;
}

/** The container that ails a pod. */
export interface AilingContainer {
  readonly name: string;
  readonly kind: 'init' | 'sidecar' | 'main';
}

/** A volume that a claim cannot have. */
export interface UnfitVolume {
  readonly volume: string;
  readonly why: Unfitness;
}

/** A verdict before what may not be read and what stands still are added. */
export type Finding = Omit<Verdict, 'unknown'>;

/** A pod that a disruption budget keeps on a node which takes no more pods. */
export interface WaitingDrain {
  readonly pod: string;
  readonly node: string;
  readonly budget: string;
  readonly healthy: number;
  readonly desired: number;
  /** Whether the budget lets any pod go once all are healthy. */
  readonly ever: boolean;
}

/** A claim whose volume will be gone for its pod. */
export interface AtRisk {
  readonly claim: string;
  readonly pod: string;
  readonly why: 'claim-terminating' | 'claim-lost' | 'claim-missing';
}
