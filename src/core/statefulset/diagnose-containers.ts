import { timeOf } from '../time.ts';
import { eventsAbout, messageOf } from './events.ts';
import type { Container, ContainerStatus, Pod } from './model.ts';
import type { AilingContainer, Cause, Diagnosis, Surroundings, WayOut } from './verdict-model.ts';

const IMAGE_REASONS: ReadonlySet<string> = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
]);
const CONFIG_REASONS: ReadonlySet<string> = new Set([
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
  'PreCreateHookError',
  'PreStartHookError',
  'PostStartHookError',
]);
/** A Secret or ConfigMap that a container needs; the kubelet tries again by itself once it is there. */
export const MISSING_OBJECT = /(?:secret|configmap) "[^"]*" not found|couldn't find key/i;
/** The registry does not answer, or not now: nothing is wrong with the image, and it is tried again. */
const UNREACHABLE =
  /no such host|server misbehaving|i\/o timeout|deadline exceeded|connection (?:refused|reset)|no route to host|network is unreachable|TLS handshake|x509: |too ?many ?requests|\b50[0234] /i;
/** The registry does not let the node in: credentials, or there is no such image. */
export const UNAUTHORIZED =
  /unauthori[sz]ed|authentication required|authorization failed|no basic auth credentials|access denied|\bdenied: |403 Forbidden|image pull secrets/i;
/** So often a container has ended that it will end again. */
const MANY_RESTARTS = 3;
/** The longest that the kubelet waits between two starts, and as long again to see whether the container stays. */
const BACK_OFF_MILLISECONDS = 10 * 60_000;

/** What the kubelet says of containers that do not run, or not for long. */
export function diagnoseContainers(
  pod: Pod,
  { events, now }: Pick<Surroundings, 'events' | 'now'>,
): Diagnosis | undefined {
  const { initContainerStatuses = [], containerStatuses = [] } = pod.status ?? {};
  const since = timeOf(pod.metadata.creationTimestamp);
  for (const status of [...initContainerStatuses, ...containerStatuses]) {
    const kind = initContainerStatuses.includes(status) ? 'init' : 'main';
    const found = waitingTrouble(pod, status) ?? endingTrouble(status, now, kind === 'init');
    if (found === undefined) continue;
    const killed = found.cause === 'crash-loop' ? failedProbes(pod, status.name, events) : [];
    const pulled = found.cause === 'image-pull' ? failedPulls(pod, status, events) : [];
    const evidence = [...found.evidence, ...killed, ...pulled];
    return {
      verdict: 'stuck',
      ...(since === undefined ? {} : { since }),
      ...found,
      ...(found.cause === 'image-pull' && evidence.some(word => UNREACHABLE.test(word))
        ? { wayOut: 'mend-registry' as const }
        : {}),
      ...containerOf(pod, status.name, kind),
      evidence,
    };
  }
  return undefined;
}

/** A container that runs now, and has ended so often and so lately that it will end again. */
export function diagnoseRestarts(pod: Pod, now: number): Diagnosis | undefined {
  const status = pod.status?.containerStatuses?.find(candidate => endsAgain(candidate, now));
  if (status === undefined) return undefined;
  const since = timeOf(pod.metadata.creationTimestamp);
  return {
    verdict: 'stuck',
    cause: 'crash-loop',
    ...(since === undefined ? {} : { since }),
    ...containerOf(pod, status.name, 'main'),
    evidence: exitWords(status),
  };
}

/** Where there is only one container nobody asks which. */
function containerOf(pod: Pod, name: string, of: 'init' | 'main'): { readonly container?: AilingContainer } {
  const isSidecar = pod.spec.initContainers?.find(container => container.name === name)?.restartPolicy === 'Always';
  const kind = of === 'init' && isSidecar ? 'sidecar' : of;
  const isOnly = pod.spec.containers.length + (pod.spec.initContainers ?? []).length < 2;
  return isOnly ? {} : { container: { name, kind } };
}

/** The kubelet ends a container whose liveness or startup probe fails: then the probe is what to look at, not the exit code. */
function failedProbes(pod: Pod, container: string, events: Surroundings['events']): string[] {
  const said = eventsAbout(events, pod)
    .filter(({ reason, involvedObject: { fieldPath = '' } }) => reason === 'Unhealthy' && isOf(fieldPath, container))
    .map(messageOf)
    .filter(message => /^(?:Liveness|Startup) probe /.test(message));
  return said.slice(-1);
}

/** Why an image is not pulled: older kubelets tell it in events only, and none tells of a pull secret that is missing anywhere else. */
function failedPulls(pod: Pod, { name, state }: ContainerStatus, events: Surroundings['events']): string[] {
  const about = eventsAbout(events, pod);
  const isTold = !/^(?:Back-off pulling image(?: "[^"]*")?)?$/.test(state?.waiting?.message ?? '');
  const failed = about.filter(
    ({ reason, message = '', involvedObject: { fieldPath = '' } }) =>
      reason === 'Failed' && /^Failed to pull image/.test(message) && isOf(fieldPath, name),
  );
  const secrets = about.filter(({ reason }) => reason === 'FailedToRetrieveImagePullSecret');
  return [...(isTold ? [] : failed.slice(-1)), ...secrets.slice(-1)].map(messageOf);
}

/** `spec.containers{app}`; an event without a path may be about any container. */
function isOf(fieldPath: string, container: string): boolean {
  return fieldPath === '' || fieldPath.endsWith(`{${container}}`);
}

/** The exit code of a container and what goes with it, `exit code 137`, `OOMKilled`. */
export function exitWords({ lastState, state }: ContainerStatus): string[] {
  const ended = state?.terminated ?? lastState?.terminated;
  if (ended === undefined) return [];
  const reason = ended.reason === undefined || ended.reason === 'Error' ? [] : [ended.reason];
  return [`exit code ${ended.exitCode}`, ...reason];
}

interface Trouble {
  readonly cause: Cause;
  readonly wayOut?: WayOut;
  readonly evidence: readonly string[];
}

function waitingTrouble(pod: Pod, status: ContainerStatus): Trouble | undefined {
  const { reason = '', message } = status.state?.waiting ?? {};
  const words = [reason, ...(message === undefined ? [] : [message])];
  if (IMAGE_REASONS.has(reason)) return { cause: 'image-pull', evidence: [...words, imageOf(pod, status)] };
  if (CONFIG_REASONS.has(reason)) {
    const isMissing = MISSING_OBJECT.test(message ?? '');
    return { cause: 'container-config', ...(isMissing ? { wayOut: 'create-missing-object' } : {}), evidence: words };
  }
  if (reason !== 'CrashLoopBackOff') return undefined;
  return { cause: 'crash-loop', evidence: [...words, ...exitWords(status)] };
}

/** Between two starts a container that ends again and again may look as if it ran, or as if it had just ended. */
function endingTrouble(status: ContainerStatus, now: number, isInit: boolean): Trouble | undefined {
  const isInitDone = isInit && status.state?.terminated?.exitCode === 0;
  const { state = {}, restartCount, ready } = status;
  // Containers of a set are always started again, so one that ends well ends too early.
  const justEnded = state.terminated !== undefined && restartCount > 0 && !isInitDone;
  if (!justEnded && (ready || !endsAgain(status, now))) return undefined;
  return { cause: 'crash-loop', evidence: exitWords(status) };
}

function endsAgain({ state = {}, lastState, restartCount }: ContainerStatus, now: number): boolean {
  const endedAt = timeOf(lastState?.terminated?.finishedAt);
  const isRecent = endedAt === undefined || now - endedAt < BACK_OFF_MILLISECONDS;
  return state.running !== undefined && restartCount >= MANY_RESTARTS && isRecent;
}

function imageOf(pod: Pod, status: ContainerStatus): string {
  const containers: readonly Container[] = [...(pod.spec.initContainers ?? []), ...pod.spec.containers];
  return containers.find(container => container.name === status.name)?.image ?? status.image ?? status.name;
}
