import type { Deployment, ReplicaSet } from '../core/deployment/model.ts';
import type { World } from '../core/statefulset/controller.ts';
import { isTerminating } from '../core/statefulset/health.ts';
import type {
  ControllerRevision,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  StatefulSet,
} from '../core/statefulset/model.ts';
import { claimTemplatesOf, ordinalsOf, podName, replicasOf } from '../core/statefulset/ordinals.ts';
import { isAdoptable, isAdoptableRevision, isClaimed } from '../core/statefulset/ownership.ts';
import { MOST_PODS } from '../core/statefulset/plan.ts';
import { claimsNamed, type Mirror, ownedBy } from './mirror.ts';

/** What the controller sees of a set, out of the mirror. `now` is in milliseconds since 1970. */
export function worldOf(mirror: Mirror, set: StatefulSet, now: number): World {
  const uid = set.metadata.uid ?? '';
  const own = mirror.indexed('Pod', ownedBy(uid)).filter(pod => isClaimed(set, pod));
  const holders = holdersOf(mirror, set, new Set(own.map(pod => pod.metadata.name)));
  const adopted = holders.filter(pod => isAdoptable(set, pod));
  const foreign = holders.filter(pod => !isAdoptable(set, pod) && !isTerminating(pod));
  return {
    set,
    pods: [...own, ...adopted],
    claims: new Map(claimsOf(mirror, set).map(claim => [claim.metadata.name, claim])),
    revisions: revisionsOf(mirror, set, uid),
    now,
    taken: new Set(foreign.map(pod => pod.metadata.name)),
  };
}

/** Pods that are not the set's and bear names that it wants: orphans that it will adopt, or somebody else's. Fact A1. */
function holdersOf(mirror: Mirror, set: StatefulSet, own: ReadonlySet<string>): Pod[] {
  const { name, namespace } = set.metadata;
  const wanted = replicasOf(set) > MOST_PODS ? [] : ordinalsOf(set).map(ordinal => podName(name, ordinal));
  return wanted.filter(pod => !own.has(pod)).flatMap(pod => mirror.get('Pod', namespace, pod) ?? []);
}

/** A set that has none of its own may take over those that an earlier one of its name left. Section B, step 1. */
function revisionsOf(mirror: Mirror, set: StatefulSet, uid: string): readonly ControllerRevision[] {
  const own = mirror.indexed('ControllerRevision', ownedBy(uid));
  if (own.length > 0) return own;
  return mirror
    .list('ControllerRevision')
    .filter(revision => revision.metadata.namespace === set.metadata.namespace && isAdoptableRevision(set, revision));
}

/** The ReplicaSets of a Deployment, and their pods. */
export function deploymentParts(
  mirror: Mirror,
  deployment: Deployment,
): { readonly replicaSets: readonly ReplicaSet[]; readonly pods: readonly Pod[] } {
  const replicaSets = mirror.indexed('ReplicaSet', ownedBy(deployment.metadata.uid ?? ''));
  return {
    replicaSets,
    pods: replicaSets.flatMap(({ metadata }) => mirror.indexed('Pod', ownedBy(metadata.uid ?? ''))),
  };
}

/** The claims under a set's templates, those of ordinals that are no longer wanted too. */
export function claimsOf(mirror: Mirror, set: StatefulSet): PersistentVolumeClaim[] {
  return claimTemplatesOf(set).flatMap(template => {
    const base = `${template.metadata.name}-${set.metadata.name}`;
    return mirror.indexed('PersistentVolumeClaim', claimsNamed(set.metadata.namespace ?? '', base));
  });
}

/** The volumes that claims are bound to, by name. */
export function volumesOf(mirror: Mirror, claims: Iterable<PersistentVolumeClaim>): Map<string, PersistentVolume> {
  const volumes = new Map<string, PersistentVolume>();
  for (const { spec } of claims) {
    const volume = mirror.get('PersistentVolume', undefined, spec.volumeName ?? '');
    if (volume !== undefined) volumes.set(volume.metadata.name, volume);
  }
  return volumes;
}

/** The set whose template a claim comes from, by its name; `undefined` if there is none any more. */
export function setOfClaim(mirror: Mirror, claim: PersistentVolumeClaim): StatefulSet | undefined {
  const base = /^(.+)-\d+$/.exec(claim.metadata.name)?.[1] ?? '';
  // Template and set may both have dashes in their names; every cut is tried.
  for (let cut = base.indexOf('-'); cut >= 0; cut = base.indexOf('-', cut + 1)) {
    const set = mirror.get('StatefulSet', claim.metadata.namespace, base.slice(cut + 1));
    const template = base.slice(0, cut);
    if (set !== undefined && claimTemplatesOf(set).some(({ metadata }) => metadata.name === template)) return set;
  }
  return undefined;
}

/** Claims that look like those of a set, belong to none and are mounted by no pod: what a deleted set left. In order of name and number. */
export function strayClaims(mirror: Mirror): PersistentVolumeClaim[] {
  const mounted = new Set(
    mirror
      .list('Pod')
      .flatMap(({ metadata, spec }) =>
        (spec.volumes ?? []).map(volume => `${metadata.namespace}/${volume.persistentVolumeClaim?.claimName}`),
      ),
  );
  return mirror
    .list('PersistentVolumeClaim')
    .filter(claim => /-\d+$/.test(claim.metadata.name) && setOfClaim(mirror, claim) === undefined)
    .filter(({ metadata }) => !mounted.has(`${metadata.namespace}/${metadata.name}`))
    .sort((one, other) => one.metadata.name.localeCompare(other.metadata.name, 'en', { numeric: true }));
}
