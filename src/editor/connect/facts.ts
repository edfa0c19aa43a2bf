import { claimsNamed, type KindName, type KindStatus, type Mirror, ownedBy } from '../../cluster/mirror.ts';
import { decide, type World } from '../../core/statefulset/controller.ts';
import type { Deployment, PersistentVolume, PersistentVolumeClaim, StatefulSet } from '../../core/statefulset/model.ts';
import { claimTemplatesOf, ordinalOf, ordinalsOf } from '../../core/statefulset/ordinals.ts';
import type { DeploymentFacts } from '../views/deployment-rows.ts';
import type { SetFacts, Sight } from '../views/set-facts.ts';

/** What the controller sees of a set, out of the mirror. `now` is in milliseconds since 1970. */
export function worldOf(mirror: Mirror, set: StatefulSet, now: number): World {
  const uid = set.metadata.uid ?? '';
  return {
    set,
    pods: mirror
      .indexed('Pod', ownedBy(uid))
      .filter(pod => ordinalOf(set.metadata.name, pod.metadata.name) !== undefined),
    claims: new Map(claimsOf(mirror, set).map(claim => [claim.metadata.name, claim])),
    revisions: mirror.indexed('ControllerRevision', ownedBy(uid)),
    now,
  };
}

/** Everything that the rows under a set are drawn from. */
export function setFacts(mirror: Mirror, set: StatefulSet, now: number): SetFacts {
  const world = worldOf(mirror, set, now);
  const namespace = set.metadata.namespace;
  const service =
    set.spec.serviceName === undefined ? undefined : mirror.get('Service', namespace, set.spec.serviceName);
  const seesServices = sight(mirror, 'Service', namespace);
  const seesPods = sight(mirror, 'Pod', namespace);
  return {
    set,
    pods: world.pods,
    claims: world.claims,
    volumes: volumesOf(mirror, world.claims.values()),
    service: service ?? (seesServices === 'clear' ? undefined : seesServices),
    revisions: world.revisions,
    // Asked only where a pod is missing: it costs a pass of the controller.
    waits: seesPods === 'clear' && world.pods.length < ordinalsOf(set).length ? decide(world).waits : undefined,
    seesPods,
    seesClaims: sight(mirror, 'PersistentVolumeClaim', namespace),
  };
}

export function deploymentFacts(mirror: Mirror, deployment: Deployment): DeploymentFacts {
  const replicaSets = mirror.indexed('ReplicaSet', ownedBy(deployment.metadata.uid ?? ''));
  const pods = replicaSets.flatMap(replicaSet => mirror.indexed('Pod', ownedBy(replicaSet.metadata.uid ?? '')));
  return { deployment, replicaSets, pods };
}

/** The claims under a set's templates, those of ordinals that are no longer wanted too. */
export function claimsOf(mirror: Mirror, set: StatefulSet): PersistentVolumeClaim[] {
  return claimTemplatesOf(set).flatMap(template =>
    mirror.indexed(
      'PersistentVolumeClaim',
      claimsNamed(set.metadata.namespace ?? '', `${template.metadata.name}-${set.metadata.name}`),
    ),
  );
}

/** The set whose template a claim comes from, by its name; `undefined` if there is none any more. */
export function setOfClaim(mirror: Mirror, claim: PersistentVolumeClaim): StatefulSet | undefined {
  const base = /^(.+)-\d+$/.exec(claim.metadata.name)?.[1];
  if (base === undefined) return undefined;
  // Template and set may both have dashes in their names; try every cut.
  for (let cut = base.indexOf('-'); cut >= 0; cut = base.indexOf('-', cut + 1)) {
    const set = mirror.get('StatefulSet', claim.metadata.namespace, base.slice(cut + 1));
    const template = base.slice(0, cut);
    if (set !== undefined && claimTemplatesOf(set).some(({ metadata }) => metadata.name === template)) return set;
  }
  return undefined;
}

/** Claims that look like those of a set, belong to none and are mounted by nobody: what a deleted set left. In order of name. */
export function strayClaims(mirror: Mirror): PersistentVolumeClaim[] {
  const candidates = mirror
    .list('PersistentVolumeClaim')
    .filter(claim => /-\d+$/.test(claim.metadata.name) && setOfClaim(mirror, claim) === undefined);
  if (candidates.length === 0) return [];
  const mounted = new Set(
    mirror
      .list('Pod')
      .flatMap(pod =>
        (pod.spec.volumes ?? []).flatMap(({ persistentVolumeClaim: volume }) =>
          volume === undefined ? [] : [`${pod.metadata.namespace}/${volume.claimName}`],
        ),
      ),
  );
  return candidates
    .filter(claim => !mounted.has(`${claim.metadata.namespace}/${claim.metadata.name}`))
    .sort((one, other) => one.metadata.name.localeCompare(other.metadata.name, 'en', { numeric: true }));
}

/** The volumes that claims are bound to, by name. */
export function volumesOf(
  mirror: Mirror,
  claims: Iterable<PersistentVolumeClaim>,
): ReadonlyMap<string, PersistentVolume> {
  const volumes = new Map<string, PersistentVolume>();
  for (const { spec } of claims) {
    const volume =
      spec.volumeName === undefined ? undefined : mirror.get('PersistentVolume', undefined, spec.volumeName);
    if (volume !== undefined) volumes.set(volume.metadata.name, volume);
  }
  return volumes;
}

/** Whether what is not in the mirror is not in the cluster either. */
function sight(mirror: Mirror, kind: KindName, namespace: string | undefined): Sight {
  return sightOf(mirror.status(kind, namespace));
}

function sightOf(status: KindStatus | undefined): Sight {
  switch (status?.state) {
    case 'live':
    case 'polling':
    case 'stale':
      return 'clear';
    case 'loading':
      return 'loading';
    default:
      return 'hidden';
  }
}
