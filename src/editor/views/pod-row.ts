import { ageOf } from '../../core/age.ts';
import { shortDuration } from '../../core/duration.ts';
import { shortImages } from '../../core/image.ts';
import { type PrintedPod, printed } from '../../core/pod/printed.ts';
import { availableAt, isFinished, isReady, isTerminating } from '../../core/statefulset/health.ts';
import type { Pod } from '../../core/statefulset/model.ts';
import type { Say } from '../../words/words.ts';
import { rowKinds } from '../ids.ts';
import { dnsNameOf } from '../names.ts';
import { colors, type Fact, facts, type Icon, parts, type Row } from './row.ts';

/** Which template a pod was made from, seen from its owner: while nothing is being rolled out there is nothing to tell apart. */
export type RevisionWord = 'update' | 'current' | 'older' | 'only';

export interface PodContext {
  readonly say: Say;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly revision: RevisionWord;
  /** `undefined` where they are not known. */
  readonly revisionName: string | undefined;
  readonly revisionNumber: number | undefined;
  readonly minReadySeconds: number;
  readonly hasClaims: boolean;
}

export function podRow(pod: Pod, context: PodContext): Row {
  const { say, now } = context;
  const shown = printed(pod);
  const counts = { ready: shown.ready, containers: shown.containers };
  const status = say('pod-status', { status: shown.status, ...counts });
  const revision = revisionText(context);
  const wait = waitText(pod, context);
  const restarts = restartText(shown, context);
  const age = ageOf(pod.metadata.creationTimestamp, now);
  const description = parts(status, revision, wait, restarts, age, pod.spec.nodeName);
  return {
    id: `pod/${pod.metadata.namespace ?? ''}/${pod.metadata.name}/${pod.metadata.uid ?? ''}`,
    kind: rowKinds.pod,
    label: pod.metadata.name,
    description,
    icon: podIcon(pod, shown, context.revision),
    tooltip: tooltip(pod, shown, context),
    spoken: say('spoken-pod', {
      pod: pod.metadata.name,
      state: parts(shown.status, revision, say('pod-ready', counts), wait, restarts),
    }),
    branch: context.hasClaims ? 'closed' : 'leaf',
    target: { kind: 'Pod', namespace: pod.metadata.namespace ?? '', name: pod.metadata.name },
  };
}

const REVISION_WORDS = {
  update: 'revision-update',
  current: 'revision-current',
  older: 'revision-older',
} as const;

/** `#2 update`, with the number that the row of that revision has. */
function revisionText({ revision, revisionNumber: number, say }: PodContext): string | undefined {
  if (revision === 'only') return undefined;
  const word = say(REVISION_WORDS[revision]);
  return number === undefined ? word : say('revision-of-pod', { number, word });
}

function restartText(shown: PrintedPod, { say, now }: PodContext): string | undefined {
  if (shown.restarts === 0) return undefined;
  if (shown.lastRestart === undefined) return say('pod-restarts', { count: shown.restarts });
  return say('pod-restarts-ago', {
    count: shown.restarts,
    ago: shortDuration(Math.max(0, now - shown.lastRestart)),
  });
}

/** What stands between this pod and being counted, where the status word does not tell. */
function waitText(pod: Pod, { say, now, minReadySeconds }: PodContext): string | undefined {
  if (isTerminating(pod)) return undefined;
  const scheduled = pod.status?.conditions?.find(condition => condition.type === 'PodScheduled');
  if (scheduled?.status === 'False' && scheduled.reason === 'Unschedulable') return say('pod-unschedulable');
  if (!isReady(pod)) return undefined;
  const available = availableAt(pod, minReadySeconds);
  if (available === undefined || available <= now) return undefined;
  return say('pod-not-yet-available', { wait: shortDuration(available - now) });
}

const FAILING =
  /BackOff|Err|Failed|Crash|OOMKilled|InvalidImageName|ExitCode|Signal|Unknown|Evicted|ContainerCannotRun/;

function podIcon(pod: Pod, shown: PrintedPod, revision: RevisionWord): Icon {
  if (isTerminating(pod)) return { name: 'circle-slash', color: colors.faint };
  const old = revision === 'current' || revision === 'older';
  if (isReady(pod)) return { name: old ? 'pass' : 'pass-filled', color: colors.good };
  if (isFinished(pod) || FAILING.test(shown.status)) return { name: 'error', color: colors.bad };
  return { name: old ? 'circle-outline' : 'circle-filled', color: colors.waiting };
}

function tooltip(pod: Pod, shown: PrintedPod, context: PodContext): Fact[] {
  const { say, now } = context;
  const message = firstMessage(pod);
  return [
    ...facts(
      [say('fact-status'), shown.status],
      [say('fact-ready'), `${shown.ready}/${shown.containers}`],
      [say('fact-revision'), parts(revisionText(context), context.revisionName)],
      [say('fact-images'), shortImages(pod.spec.containers)],
      [say('fact-node'), pod.spec.nodeName],
      [say('fact-address'), pod.status?.podIP],
      [say('fact-name-in-cluster'), dnsNameOf(pod)],
      [say('fact-conditions'), conditionsText(pod)],
      [say('fact-restarts'), String(shown.restarts)],
      [say('fact-age'), ageOf(pod.metadata.creationTimestamp, now)],
    ),
    ...(message === undefined ? [] : [{ sentence: message }]),
  ];
}

/** What is not so that should be, as the API names it: `ContainersReady: ContainersNotReady`. */
function conditionsText(pod: Pod): string {
  return (pod.status?.conditions ?? [])
    .filter(({ status }) => status !== 'True')
    .map(({ type, status, reason }) => `${type} ${status}${reason === undefined ? '' : ` (${reason})`}`)
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
