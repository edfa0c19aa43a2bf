import { spokenDuration } from '../duration.ts';
import { shortImages } from '../image.ts';
import { isReady, isTerminating, readySince } from './health.ts';
import type { ContainerStatus, Pod } from './model.ts';
import { inOrder } from './ordinals.ts';
import type { Between, ProgressLine } from './sight.ts';

/** Reasons for waiting that every pod passes through. */
const ORDINARY_WAITS = new Set(['ContainerCreating', 'PodInitializing']);

/** What happened to pods between two sights, in order of ordinals. */
export function podLines(between: Between): ProgressLine[] {
  const { before, after } = between;
  const was = byName(before.pods);
  const is = byName(after.pods);
  const owner = (after.owner ?? before.owner)?.metadata.name ?? '';
  const names = inOrder(owner, [...new Map([...was, ...is]).values()]).map(pod => pod.metadata.name);
  return names.flatMap(name => linesOf(between, was.get(name), is.get(name)));
}

/** A pod that is no longer there, or that is there and no longer the workload's. */
function left(between: Between, pod: Pod): ProgressLine {
  const owner = (between.after.owner ?? between.before.owner)?.metadata.name;
  if (sameAmong(between.after.released, pod) === undefined) return line(between, pod, 'rollout-pod-gone');
  return owner === undefined
    ? line(between, pod, 'rollout-pod-orphaned')
    : line(between, pod, 'rollout-pod-released', { owner });
}

function linesOf(between: Between, was: Pod | undefined, is: Pod | undefined): ProgressLine[] {
  const replaced = was !== undefined && is !== undefined && was.metadata.uid !== is.metadata.uid;
  const gone = was !== undefined && (is === undefined || replaced) ? [left(between, was)] : [];
  if (is === undefined) return gone;
  const known = was === undefined || replaced ? sameAmong(between.before.released, is) : was;
  return [
    ...gone,
    ...(was === undefined || replaced ? [came(between, known, is)] : []),
    ...terminatingLines(between, known, is),
    ...restartLines(between, known, is),
    ...waitingLines(between, known, is),
    ...readyLines(between, known, is),
  ];
}

/** A pod that is new, or one that was let go and is the workload's again. */
function came(between: Between, known: Pod | undefined, pod: Pod): ProgressLine {
  const code = known === undefined ? 'rollout-pod-created' : 'rollout-pod-adopted';
  return line(between, pod, code, described(between, pod));
}

function sameAmong(pods: readonly Pod[], { metadata }: Pod): Pod | undefined {
  return pods.find(pod => pod.metadata.uid === metadata.uid);
}

function terminatingLines(between: Between, was: Pod | undefined, is: Pod): ProgressLine[] {
  if (!isTerminating(is) || (was !== undefined && isTerminating(was))) return [];
  return [line(between, is, 'rollout-pod-terminating', described(between, is))];
}

function readyLines(between: Between, was: Pod | undefined, is: Pod): ProgressLine[] {
  if (isTerminating(is)) return [];
  const wasReady = was !== undefined && isReady(was);
  if (!isReady(is)) return wasReady ? [line(between, is, 'rollout-pod-not-ready')] : [];
  const lines: ProgressLine[] = [];
  if (!wasReady) {
    const values = { ...described(between, is), node: is.spec.nodeName ?? '' };
    const again = between.everReady.has(is.metadata.uid ?? '');
    lines.push(
      again
        ? line(between, is, 'rollout-pod-ready-again', values)
        : line(between, is, 'rollout-pod-ready', { ...values, duration: readyAfter(between, is) }),
    );
  }
  return lines;
}

function waitingLines(between: Between, was: Pod | undefined, is: Pod): ProgressLine[] {
  if (isTerminating(is)) return [];
  const before = new Set(statuses(was).map(waitingReason));
  const news = statuses(is).filter(status => {
    const reason = waitingReason(status);
    return reason !== undefined && !ORDINARY_WAITS.has(reason) && !before.has(reason);
  });
  return news.map(({ state }) => {
    const reason = state?.waiting?.reason ?? '';
    const message = state?.waiting?.message;
    return message === undefined
      ? line(between, is, 'rollout-pod-waiting-briefly', { reason })
      : line(between, is, 'rollout-pod-waiting', { reason, message });
  });
}

function restartLines(between: Between, was: Pod | undefined, is: Pod): ProgressLine[] {
  const before = new Map(statuses(was).map(status => [status.name, status.restartCount]));
  return statuses(is)
    .filter(status => status.restartCount > (before.get(status.name) ?? 0))
    .map(status =>
      line(between, is, 'rollout-pod-restarted', {
        container: status.name,
        count: status.restartCount,
        exitCode: status.lastState?.terminated?.exitCode ?? status.state?.terminated?.exitCode ?? '?',
      }),
    );
}

/** By the server's own clock where it tells, so that a reader's clock that is off does no harm. */
function readyAfter({ seenAt }: Between, pod: Pod): string {
  const since = readySince(pod) ?? seenAt;
  return spokenDuration(since - Date.parse(pod.metadata.creationTimestamp ?? ''));
}

function described({ after, before }: Between, pod: Pod): { revision: string | number; images: string } {
  const label = pod.metadata.labels?.['controller-revision-hash'] ?? pod.metadata.labels?.['pod-template-hash'] ?? '?';
  const revision = after.revisionNumbers.get(label) ?? before.revisionNumbers.get(label) ?? label;
  return { revision, images: shortImages(pod.spec.containers) };
}

function line(between: Between, pod: Pod, code: string, values: ProgressLine['values'] = {}): ProgressLine {
  return { at: between.seenAt, subject: pod.metadata.name, code, values };
}

function statuses(pod: Pod | undefined): readonly ContainerStatus[] {
  return [...(pod?.status?.initContainerStatuses ?? []), ...(pod?.status?.containerStatuses ?? [])];
}

function waitingReason(status: ContainerStatus): string | undefined {
  return status.state?.waiting?.reason;
}

function byName(pods: readonly Pod[]): Map<string, Pod> {
  return new Map(pods.map(pod => [pod.metadata.name, pod]));
}
