import { timeOf } from '../time.ts';
import { claimsOf, diagnoseClaims, userOf } from './diagnose-claim.ts';
import { conditionOf } from './health.ts';
import type { Pod } from './model.ts';
import type { Diagnosis, Surroundings, WayOut } from './verdict-model.ts';

/** A scheduler that runs has said something about a new pod by then. */
const SCHEDULER_MILLISECONDS = 30_000;

/** The scheduler's words about the claims of a pod, told by the pod where the claims themselves may not be read. Fact G7. */
const MISSING_CLAIM = /persistentvolumeclaim "([^"]+)" not found/;
const GOING_CLAIM = /persistentvolumeclaim "([^"]+)" is being deleted/;
const LOST_VOLUME = /bound to non-existent persistentvolume/;
const UNBOUND_CLAIM = /unbound immediate PersistentVolumeClaims/;
const NO_VOLUME = /didn't find available persistent volumes to bind/;
const NO_ROOM = /Insufficient |Too many pods/;
/** Every node says the same, and nothing else keeps the pod off. */
const ONLY_CORDONED = /^0\/\d+ nodes are available: \d+ node\(s\) were unschedulable(?:\.|$)/;
const TAKEN_ALONE = /ReadWriteOncePod access mode/;
const VOLUME_ELSEWHERE = /volume node affinity conflict|didn't match PersistentVolume's node affinity/;

/** Why no node takes a pod; `undefined` if one has taken it. */
export function diagnoseScheduling(pod: Pod, evidence: Surroundings): Diagnosis | undefined {
  const gates = pod.spec.schedulingGates ?? [];
  const since = timeOf(pod.metadata.creationTimestamp);
  const base = { verdict: 'stuck' as const, ...(since === undefined ? {} : { since }) };
  if (gates.length > 0) {
    const names = gates.map(gate => gate.name);
    return { ...base, cause: 'scheduling-gates', wayOut: 'remove-scheduling-gates', evidence: names };
  }
  const scheduled = conditionOf(pod, 'PodScheduled');
  const isTaken = scheduled?.status === 'True' || (pod.spec.nodeName ?? '') !== '' || pod.status?.phase === 'Running';
  if (isTaken) return undefined;
  const ofClaim = diagnoseClaims(pod, evidence);
  if (ofClaim !== undefined) return ofClaim;
  const message = scheduled?.message ?? '';
  const going = GOING_CLAIM.exec(message)?.[1];
  // Who holds it is not said, and no node has to do with it.
  if (going !== undefined) return { ...base, cause: 'claim-terminating', claim: going, evidence: [] };
  if (scheduled?.reason === 'Unschedulable')
    return {
      ...base,
      ...(claimTrouble(pod, message, evidence) ?? noRoom(pod, message, evidence)),
      evidence: [message],
    };
  if (scheduled !== undefined || since === undefined || evidence.now - since < SCHEDULER_MILLISECONDS) return undefined;
  return { ...base, cause: 'unschedulable', wayOut: 'look-at-scheduler', evidence: [] };
}

type Trouble = Pick<Diagnosis, 'cause' | 'wayOut' | 'claim' | 'user' | 'cordoned'>;

function claimTrouble(pod: Pod, message: string, evidence: Surroundings): Trouble | undefined {
  const missing = MISSING_CLAIM.exec(message)?.[1];
  if (missing !== undefined) return { cause: 'claim-missing', claim: missing, wayOut: 'create-claim-or-fix-template' };
  const claim = claimOfTrouble(pod, evidence);
  if (LOST_VOLUME.test(message)) return { cause: 'claim-lost', ...claim, wayOut: 'restore-volume' };
  if (UNBOUND_CLAIM.test(message)) return { cause: 'claim-pending', ...claim, wayOut: 'look-at-claim' };
  // A node that lacks room besides may be the only one with a volume.
  if (NO_VOLUME.test(message) && !/Insufficient /.test(message))
    return { cause: 'claim-pending', ...claim, wayOut: 'provide-volume-or-class' };
  return undefined;
}

function noRoom(pod: Pod, message: string, evidence: Surroundings): Trouble {
  if (VOLUME_ELSEWHERE.test(message)) {
    const [claim, ...more] = mountedBy(pod);
    const one = claim === undefined || more.length > 0 ? {} : { claim };
    return { cause: 'unschedulable', ...one, wayOut: 'make-room-at-volume' };
  }
  if (TAKEN_ALONE.test(message)) return takenAlone(pod, evidence);
  if (ONLY_CORDONED.test(message)) return { cause: 'unschedulable', wayOut: 'add-node-or-relax', cordoned: true };
  const wayOut: WayOut = NO_ROOM.test(message) ? 'lower-request-or-add-node' : 'add-node-or-relax';
  return { cause: 'unschedulable', wayOut };
}

/** A claim for one pod alone is in use by another. */
function takenAlone(pod: Pod, evidence: Surroundings): Trouble {
  const others = (evidence.pods ?? []).filter(other => other !== pod);
  const found = claimsOf(pod, evidence).flatMap(claim => {
    const user = userOf(claim, others);
    return user === undefined ? [] : [{ claim: claim.metadata.name, user }];
  });
  return { cause: 'unschedulable', ...found[0], wayOut: 'let-its-user-end' };
}

/** The claim that is not bound, or the only one there is. */
function claimOfTrouble(pod: Pod, evidence: Surroundings): { claim?: string } {
  const unbound = claimsOf(pod, evidence).find(claim => claim.status?.phase !== 'Bound')?.metadata.name;
  const mounted = mountedBy(pod);
  const claim = unbound ?? (mounted.length === 1 ? mounted[0] : undefined);
  return claim === undefined ? {} : { claim };
}

function mountedBy(pod: Pod): string[] {
  return (pod.spec.volumes ?? []).flatMap(volume => volume.persistentVolumeClaim?.claimName ?? []);
}
