import type { ClusterEvent } from './model.ts';
import type { Diagnosis, Evidence, WayOut } from './verdict-model.ts';

/** What a refusal says, and what must change before the pod can be made. The first that fits counts. */
const WAYS: readonly (readonly [RegExp, WayOut])[] = [
  [/exceeded quota/, 'raise-quota'],
  [/must be no more than 63/, 'rename'],
];

/** Why the API server refuses to create a pod of a set, or one of its claims, told by the last event about it; `undefined` if none says so. */
export function diagnoseRefusal(pod: string, { set, events, pods }: Evidence): Diagnosis | undefined {
  const about = (events ?? [])
    .filter(event => event.involvedObject.uid === set.metadata.uid && mentions(event, pod))
    .toSorted((one, other) => timeOf(one) - timeOf(other));
  const last = about.at(-1);
  if (last?.reason !== 'FailedCreate' || pods.some(candidate => candidate.metadata.name === pod)) return undefined;
  const message = last.message ?? '';
  const wayOut = WAYS.find(([pattern]) => pattern.test(message))?.[1] ?? 'fix-template';
  const since = Date.parse(last.firstTimestamp ?? '');
  return {
    verdict: 'stuck',
    cause: 'create-refused',
    wayOut,
    ...(Number.isNaN(since) ? {} : { since }),
    evidence: [message.replace(/^.* failed error: /, '')],
  };
}

/** `Create Pod web-2 in StatefulSet …`, `Create Claim data-web-2 for Pod web-2 in StatefulSet …`. */
function mentions(event: ClusterEvent, pod: string): boolean {
  return (event.message ?? '').replace('(combined from similar events): ', '').includes(` Pod ${pod} in StatefulSet `);
}

function timeOf(event: ClusterEvent): number {
  return Date.parse(event.lastTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp ?? '') || 0;
}
