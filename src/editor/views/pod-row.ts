import { ageOf } from '../../core/age.ts';
import { shortDuration } from '../../core/duration.ts';
import { type PrintedPod, printed } from '../../core/pod/printed.ts';
import { availableAt, isFinished, isReady, isTerminating } from '../../core/statefulset/health.ts';
import type { ClusterEvent, Pod } from '../../core/statefulset/model.ts';
import type { Say } from '../../words/words.ts';
import { rowKinds } from '../ids.ts';
import { podTooltip } from './pod-tooltip.ts';
import { aloud, colors, type Icon, parts, type Row } from './row.ts';

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
  /** Whether a claim that it mounts is not bound: then no node can take it, whatever nodes there are. */
  readonly waitsForClaim: boolean;
  /** What was said lately, about it and about others. */
  readonly events: readonly ClusterEvent[];
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
    // A filter looks at every pod of the cluster, and nobody reads what is said of those that it leaves out.
    get tooltip() {
      return podTooltip(pod, shown, { ...context, revisionText: parts(revision, context.revisionName) });
    },
    get spoken() {
      const state = aloud(say, shown.status, revision, say('pod-ready', counts), wait, restarts);
      return say('spoken-pod', { pod: pod.metadata.name, state });
    },
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

function restartText({ restarts: count, lastRestart }: PrintedPod, { say, now }: PodContext): string | undefined {
  if (count === 0) return undefined;
  const ago = lastRestart === undefined ? undefined : shortDuration(Math.max(0, now - lastRestart));
  if (count === 1) return ago === undefined ? say('pod-restart') : say('pod-restart-ago', { ago });
  return ago === undefined ? say('pod-restarts', { count }) : say('pod-restarts-ago', { count, ago });
}

/** What stands between this pod and being counted, where the status word does not tell. */
function waitText(pod: Pod, { say, now, minReadySeconds, waitsForClaim }: PodContext): string | undefined {
  if (isTerminating(pod)) return undefined;
  const scheduled = pod.status?.conditions?.find(condition => condition.type === 'PodScheduled');
  if (scheduled?.status === 'False' && scheduled.reason === 'Unschedulable')
    return say(waitsForClaim ? 'pod-waits-for-claim' : 'pod-unschedulable');
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
