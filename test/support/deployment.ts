import { DESIRED, MOST, REVISION } from '../../src/core/deployment/annotations.ts';
import type { Deployment, ReplicaSet } from '../../src/core/deployment/model.ts';

export const NOW = Date.UTC(2026, 0, 1, 12);

/** A Deployment `web` as the API server would return it, with other fields of its spec and parts. */
export function deployment(spec: Partial<Deployment['spec']> = {}, more: Partial<Deployment> = {}): Deployment {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop', uid: 'deployment-1', generation: 1 },
    spec: {
      replicas: 3,
      selector: { matchLabels: { app: 'web' } },
      progressDeadlineSeconds: 600,
      revisionHistoryLimit: 10,
      template: templateWith('app:v1'),
      ...spec,
    },
    ...more,
  };
}

export function templateWith(image: string): Deployment['spec']['template'] {
  return { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'app', image }] } };
}

export interface ReplicaSetOptions {
  readonly image?: string;
  /** Minutes before `NOW`. */
  readonly age?: number;
  readonly revision?: number;
  /** What it remembers of the Deployment's size and most pods. */
  readonly desired?: number;
  readonly most?: number;
}

/** A ReplicaSet of that Deployment which wants some pods, of which some are available. */
export function replicaSet(
  name: string,
  wanted: number,
  available: number,
  { image = `app:${name}`, age = 0, revision, desired, most }: ReplicaSetOptions = {},
): ReplicaSet {
  const numbers = Object.entries({ [REVISION]: revision, [DESIRED]: desired, [MOST]: most });
  const annotations = numbers.flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)] as const]));
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name,
      namespace: 'shop',
      uid: `uid-${name}`,
      generation: 1,
      creationTimestamp: new Date(NOW - age * 60_000).toISOString(),
      annotations: Object.fromEntries(annotations),
    },
    spec: { replicas: wanted, selector: { matchLabels: { app: 'web' } }, template: templateWith(image) },
    status: {
      replicas: wanted,
      readyReplicas: available,
      availableReplicas: available,
      observedGeneration: 1,
    },
  };
}
