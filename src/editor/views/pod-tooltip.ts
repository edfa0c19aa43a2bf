import { ageOf } from '../../core/age.ts';
import { fullImages } from '../../core/image.ts';
import type { PrintedPod } from '../../core/pod/printed.ts';
import type { ClusterEvent, Condition, ContainerStatus, Pod } from '../../core/statefulset/model.ts';
import type { Say } from '../../words/words.ts';
import { dnsNameOf } from '../names.ts';
import { lastEvents } from './last-events.ts';
import { type Fact, facts } from './row.ts';

export interface PodTooltipContext {
  readonly say: Say;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly revisionText: string;
  readonly events: readonly ClusterEvent[];
}

/** All that there is to know of a pod at one look: names and addresses, conditions, how it last ended, what was said of it last. */
export function podTooltip(pod: Pod, shown: PrintedPod, { say, now, revisionText, events }: PodTooltipContext): Fact[] {
  const message = firstMessage(pod);
  const conditions = pod.status?.conditions ?? [];
  return [
    ...facts(
      [say('fact-status'), shown.status],
      [say('fact-ready'), `${shown.ready}/${shown.containers}`],
      [say('fact-revision'), revisionText],
      [say('fact-images'), fullImages(pod.spec.containers)],
      [say('fact-node'), pod.spec.nodeName],
      [say('fact-address'), addressesOf(pod)],
      [say('fact-name-in-cluster'), dnsNameOf(pod)],
      [say('fact-conditions'), conditions.filter(isUnmet).map(unmetText).join(', ')],
      [
        say('fact-conditions-met'),
        conditions
          .filter(condition => !isUnmet(condition))
          .map(({ type }) => type)
          .join(', '),
      ],
      [say('fact-restarts'), String(shown.restarts)],
      [say('fact-ended-before'), lastEndText(pod, say)],
      [say('fact-age'), ageOf(pod.metadata.creationTimestamp, now)],
    ),
    ...(message === undefined ? [] : [{ sentence: message }]),
    ...lastEvents(pod, events, { say, now }),
  ];
}

/** Every address, of both families where there are two. */
function addressesOf({ status }: Pod): string | undefined {
  const all = (status?.podIPs ?? []).map(({ ip }) => ip);
  return all.length === 0 ? status?.podIP : all.join(', ');
}

function isUnmet({ status }: Condition): boolean {
  return status !== 'True';
}

/** As the API names it: `ContainersReady False (ContainersNotReady)`. */
function unmetText({ type, status, reason }: Condition): string {
  return `${type} ${status}${reason === undefined ? '' : ` (${reason})`}`;
}

/** How containers ended before their last restart: `app: OOMKilled (137)`. */
function lastEndText({ status }: Pod, say: Say): string {
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])]
    .flatMap(({ name, lastState }: ContainerStatus) => {
      const ended = lastState?.terminated;
      if (ended === undefined) return [];
      return [say('container-ended', { container: name, how: ended.reason ?? '', code: ended.exitCode })];
    })
    .join(', ');
}

/** The cluster's own words on what is wrong: of the scheduler, or of the first container that waits or failed. */
function firstMessage(pod: Pod): string | undefined {
  const scheduled = pod.status?.conditions?.find(condition => condition.type === 'PodScheduled');
  if (scheduled?.status === 'False' && scheduled.message !== undefined) return scheduled.message;
  for (const status of [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])]) {
    const message = status.state?.waiting?.message ?? status.state?.terminated?.message;
    if (message !== undefined && message !== '') return `${status.name}: ${message}`;
  }
  return pod.status?.message;
}
