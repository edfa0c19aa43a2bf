import type { Mirror } from '../../cluster/mirror.ts';
import type { Sight } from '../../core/statefulset/progress.ts';
import { claimsOf, deploymentFacts, worldOf } from '../connect/facts.ts';
import type { WorkloadKey } from '../views/tree-model.ts';

const HASH_LABEL = 'pod-template-hash';
const REVISION_ANNOTATION = 'deployment.kubernetes.io/revision';

/** What the mirror shows of a rollout now. */
export function sightOf(mirror: Mirror, { kind, namespace, name }: WorkloadKey, now: number): Sight {
  if (kind === 'StatefulSet') {
    const owner = mirror.get('StatefulSet', namespace, name);
    if (owner === undefined) return NOTHING;
    const { pods, revisions } = worldOf(mirror, owner, now);
    const numbers = revisions.map(revision => [revision.metadata.name, revision.revision] as const);
    return { owner, pods, claims: claimsOf(mirror, owner), revisionNumbers: new Map(numbers) };
  }
  const owner = mirror.get('Deployment', namespace, name);
  if (owner === undefined) return NOTHING;
  const { replicaSets, pods } = deploymentFacts(mirror, owner);
  const numbers = replicaSets.map(
    ({ metadata }) =>
      [metadata.labels?.[HASH_LABEL] ?? '', Number(metadata.annotations?.[REVISION_ANNOTATION] ?? 0)] as const,
  );
  return { owner, pods, claims: [], revisionNumbers: new Map(numbers) };
}

const NOTHING: Sight = { owner: undefined, pods: [], claims: [], revisionNumbers: new Map() };
