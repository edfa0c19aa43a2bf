import { eventsAbout, firstSeen, lastSeen, messageOf } from './events.ts';
import type { ClusterEvent, KubernetesObject } from './model.ts';
import type { Diagnosis, Evidence, WayOut } from './verdict-model.ts';

/** What a refusal says, and what must change before the pod can be made. The first that fits counts. */
const WAYS: readonly (readonly [RegExp, WayOut])[] = [
  [/exceeded quota/, 'raise-quota'],
  [/must be no more than 63/, 'rename'],
  [/because it is being terminated/, 'use-another-namespace'],
  [/failed calling webhook/, 'mend-webhook'],
  [
    /error looking up service account|serviceaccount "[^"]*" not found|no PriorityClass with name|RuntimeClass "[^"]*" not found/,
    'create-missing-object',
  ],
];

/** Why the API server refuses to create a pod of a set, or one of its claims, told by the last event about it; `undefined` if none says so. */
export function diagnoseRefusal(pod: string, evidence: Evidence): Diagnosis | undefined {
  if (evidence.pods?.some(candidate => candidate.metadata.name === pod) === true) return undefined;
  return refusalOfPod(pod, evidence);
}

/** Why the API server refused to create a pod of a set when it last tried, whether or not there is one by now. */
export function refusalOfPod(pod: string, { set, events }: Pick<Evidence, 'set' | 'events'>): Diagnosis | undefined {
  return refusalOf(set, events, 'FailedCreate', message => isAboutPod(message, pod));
}

/** Why the API server refuses to change a pod of a set. */
export function diagnoseRepair(pod: string, { set, events }: Evidence): Diagnosis | undefined {
  const refused = refusalOf(set, events, 'FailedUpdate', message => isAboutPod(message, pod));
  return refused === undefined ? undefined : { ...refused, cause: 'update-refused', wayOut: 'replace-adopted-pod' };
}

/** The last refusal of this kind that an event of an owner tells, unless a success came after it. */
export function refusalOf(
  owner: KubernetesObject,
  events: readonly ClusterEvent[] | undefined,
  reason: 'FailedCreate' | 'FailedUpdate',
  isMeant: (message: string) => boolean,
): Diagnosis | undefined {
  const about = eventsAbout(events, owner).filter(event => isMeant(messageOf(event)));
  const last = about.filter(event => event.reason === reason).at(-1);
  const success = about.findLast(event => event.reason === reason.replace('Failed', 'Successful') && !isClaim(event));
  if (last === undefined || (success !== undefined && lastSeen(success) > lastSeen(last))) return undefined;
  const since = firstSeen(last);
  return {
    ...refusalFrom(messageOf(last).replace(/^.* failed error: /, '')),
    ...(since === undefined ? {} : { since }),
  };
}

/** What the API server said when it last refused a pod of this owner, one that may be refused again; `undefined` if none was, or others have come since. */
export function lastRefusal(owner: KubernetesObject, events: readonly ClusterEvent[]): Diagnosis | undefined {
  return refusalOf(owner, events, 'FailedCreate', message => !isClaim({ message }));
}

/** What the server's words say must change. */
export function refusalFrom(message: string): Diagnosis {
  const wayOut = WAYS.find(([pattern]) => pattern.test(message))?.[1] ?? 'fix-template';
  const quota = /exceeded quota: ([^,\s]+)/.exec(message)?.[1];
  return {
    verdict: 'stuck',
    cause: 'create-refused',
    wayOut,
    ...(quota === undefined ? {} : { quota }),
    evidence: [message],
  };
}

/** `Create Pod web-2 in StatefulSet …`, `create Claim data-web-2 for Pod web-2 in StatefulSet …`. Section E. */
function isAboutPod(message: string, pod: string): boolean {
  return message.includes(` Pod ${pod} in StatefulSet `);
}

function isClaim(event: Pick<ClusterEvent, 'message'>): boolean {
  return /^create claim /i.test(messageOf(event));
}
