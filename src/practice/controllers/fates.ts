import type { Container, ContainerState } from '../../core/statefulset/model.ts';

/** What becomes of a container once its pod has come to a node. */
export type Fate = 'ready' | 'image-missing' | 'crash-loop' | 'never-ready' | 'slow';

/** What a container is from `at` on. */
export interface Stage {
  /** Milliseconds after the pod came to its node. */
  readonly at: number;
  readonly state: 'running' | NonNullable<ContainerState['waiting']>;
  readonly ready: boolean;
  readonly restarts?: number;
}

/** The stages of each fate, with the times and words of the nodes that played the recordings. */
export const fates: Readonly<Record<Fate, readonly Stage[]>> = {
  ready: [{ at: 150, state: 'running', ready: true }],
  slow: [
    { at: 150, state: 'running', ready: false },
    { at: 3150, state: 'running', ready: true },
  ],
  'never-ready': [{ at: 150, state: 'running', ready: false }],
  'image-missing': [
    { at: 150, state: { reason: 'ErrImagePull', message: 'image not found' }, ready: false },
    { at: 650, state: { reason: 'ImagePullBackOff', message: 'Back-off pulling image' }, ready: false },
  ],
  'crash-loop': [
    {
      at: 150,
      state: { reason: 'CrashLoopBackOff', message: 'back-off restarting failed container' },
      ready: false,
      restarts: 3,
    },
  ],
};

const fateByTag: ReadonlyMap<string, Fate> = new Map<string, Fate>([
  ['broken', 'image-missing'],
  ['crash', 'crash-loop'],
  ['unready', 'never-ready'],
  ['slow', 'slow'],
]);

/** The fate that a container's image tag orders: `app:broken` never pulls, most tags just work. */
export function fateOfImage(container: Container): Fate {
  return fateByTag.get(tagOf(container.image ?? '')) ?? 'ready';
}

/** `registry:5000/app:v2@sha256:…` has the tag `v2`. */
function tagOf(image: string): string {
  const name = image.split('@')[0] ?? '';
  const last = name.slice(name.lastIndexOf('/') + 1);
  const colon = last.lastIndexOf(':');
  return colon < 0 ? '' : last.slice(colon + 1);
}
