import type { Deployment } from '../core/deployment/model.ts';
import type { StatefulSet } from '../core/statefulset/model.ts';
import type { Sight } from '../core/statefulset/progress.ts';
import type { Mirror } from './mirror.ts';
import { claimsOf, deploymentParts, worldOf } from './model.ts';

const HASH_LABEL = 'pod-template-hash';
const REVISION_ANNOTATION = 'deployment.kubernetes.io/revision';

/** A StatefulSet or Deployment by its name. */
export interface Workload {
  readonly kind: 'StatefulSet' | 'Deployment';
  readonly namespace: string;
  readonly name: string;
}

/**
 * What the mirror shows of a rollout now. `before` is what it showed last: of an owner that is gone the pods are still followed
 * until they are gone too.
 */
export function sightOf(mirror: Mirror, { kind, namespace, name }: Workload, now: number, before?: Sight): Sight {
  const live =
    kind === 'StatefulSet' ? mirror.get('StatefulSet', namespace, name) : mirror.get('Deployment', namespace, name);
  const owner = live ?? before?.owner;
  const revisionNumbers = before?.revisionNumbers ?? new Map<string, number>();
  if (owner === undefined) return remains(mirror, before, revisionNumbers);
  const sight = owner.kind === 'StatefulSet' ? setSight(mirror, owner, now) : deploymentSight(mirror, owner);
  // Revisions go before the pods do; their numbers are still told.
  const known = new Map([...revisionNumbers, ...sight.revisionNumbers]);
  return { ...sight, owner: live, revisionNumbers: known };
}

function setSight(mirror: Mirror, owner: StatefulSet, now: number): Sight {
  const { pods, revisions } = worldOf(mirror, owner, now);
  const numbers = revisions.map(revision => [revision.metadata.name, revision.revision] as const);
  return { owner, pods, claims: claimsOf(mirror, owner), revisionNumbers: new Map(numbers) };
}

function deploymentSight(mirror: Mirror, owner: Deployment): Sight {
  const { replicaSets, pods } = deploymentParts(mirror, owner);
  const numbers = replicaSets.map(
    ({ metadata }) =>
      [metadata.labels?.[HASH_LABEL] ?? '', Number(metadata.annotations?.[REVISION_ANNOTATION] ?? 0)] as const,
  );
  return { owner, pods, claims: [], revisionNumbers: new Map(numbers) };
}

/** Of what was seen after the owner went: the pods and claims that are still there. */
function remains(mirror: Mirror, before: Sight | undefined, revisionNumbers: Sight['revisionNumbers']): Sight {
  const pods = (before?.pods ?? []).flatMap(({ metadata }) => {
    const pod = mirror.get('Pod', metadata.namespace, metadata.name);
    return pod !== undefined && pod.metadata.uid === metadata.uid ? [pod] : [];
  });
  const claims = (before?.claims ?? []).flatMap(
    ({ metadata }) => mirror.get('PersistentVolumeClaim', metadata.namespace, metadata.name) ?? [],
  );
  return { owner: undefined, pods, claims, revisionNumbers };
}
