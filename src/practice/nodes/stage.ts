import type { ContainerState } from '../../core/statefulset/model.ts';

/** How fast nodes live: as those of the recordings, or so that a person can see what happens. */
const paces = ['recorded', 'human'] as const;
export type Pace = (typeof paces)[number];

export function isPace(value: unknown): value is Pace {
  return paces.some(name => name === value);
}

/** What the node says about a container. */
export interface Saying {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
}

export type StageState =
  | { readonly kind: 'waiting'; readonly waiting: NonNullable<ContainerState['waiting']> }
  | { readonly kind: 'running' }
  | { readonly kind: 'terminated'; readonly exitCode: number; readonly reason: string };

/** What a container is from `at` on, until the next stage. */
export interface Stage {
  /** Milliseconds after the pod came to its node. */
  readonly at: number;
  readonly state: StageState;
  readonly ready: boolean;
  /** How often it has started again so far. */
  readonly restarts: number;
  /** Told when the stage begins. */
  readonly says: readonly Saying[];
}

/** What a plan of stages depends on. */
export interface Occasion {
  readonly image: string;
  readonly container: string;
  /** `name_namespace(uid)`, as nodes name a pod in messages. */
  readonly pod: string;
  /** Whether the node has the image already. */
  readonly pulled: boolean;
  /** What the node says when the container is not ready; undefined for a container without a readiness probe. */
  readonly probeFailure: string | undefined;
  /** From 0 to 1: no two pods take the same time. */
  readonly chance: number;
}

export function waiting(reason: string, message?: string): StageState {
  return { kind: 'waiting', waiting: { reason, ...(message === undefined ? {} : { message }) } };
}

export const running: StageState = { kind: 'running' };

/** What a container is when its pod comes to a node, after the few milliseconds that the node takes to notice. */
export const arrived: Stage = { at: 5, state: waiting('ContainerCreating'), ready: false, restarts: 0, says: [] };
