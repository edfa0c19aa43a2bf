import { timeOf } from '../time.ts';
import { diagnoseRestarts, MISSING_OBJECT } from './diagnose-containers.ts';
import { eventsAbout, messageOf } from './events.ts';
import { conditionOf, readySince } from './health.ts';
import type { ClusterEvent, Container, Pod } from './model.ts';
import type { Diagnosis, Surroundings } from './verdict-model.ts';

/** A container without a probe counts as ready as soon as it runs; the kubelet tells so within moments. */
const UNPROBED_MILLISECONDS = 4_000;
/** A volume that another node still holds is let go by then, or will not be soon. */
const MOUNT_MILLISECONDS = 30_000;
/** A kubelet that takes a pod up has said something about it by then, or its containers run. */
const START_MILLISECONDS = 5 * 60_000;
/** Events of the kubelet and the attach controller about what a pod needs before its containers can start. */
const MOUNT_REASONS: ReadonlySet<string> = new Set([
  'FailedMount',
  'FailedAttachVolume',
  'FailedMapVolume',
  'FailedCreatePodSandBox',
]);

/** Why a pod that is ready does not count as available: it has not been ready for long enough, or never stays so. */
export function diagnoseAvailability(pod: Pod, { now }: Surroundings): Diagnosis {
  const restarting = diagnoseRestarts(pod, now);
  if (restarting !== undefined) return restarting;
  const since = readySince(pod);
  return {
    verdict: 'progressing',
    cause: 'min-ready-seconds',
    ...(since === undefined ? {} : { since }),
    evidence: [],
  };
}

/** Why a pod that a node has taken is not ready: it has until its probes must have spoken. */
export function diagnoseReadiness(pod: Pod, evidence: Surroundings): Diagnosis {
  if (pod.status?.phase !== 'Running') return diagnoseStart(pod, evidence);
  const { events, now } = evidence;
  const ready = conditionOf(pod, 'Ready');
  const start = startOf(pod);
  const base = start === undefined ? {} : { since: start };
  const probed = eventsAbout(events, pod).filter(isProbe).map(messageOf);
  const words = [...new Set([...probed.slice(-1), ...(ready?.message === undefined ? [] : [ready.message])])];
  const wasReady = hasBeenReady(pod) ? { wasReady: true as const } : {};
  const time = wasReady.wasReady === true ? recovery(pod) : allowance(pod);
  const isEarly = start === undefined || now - start <= time;
  const cause = wasReady.wasReady === true ? 'not-ready' : 'starting';
  if (isEarly) return { verdict: 'progressing', cause, ...wasReady, ...base, evidence: words };
  const gates = closedGates(pod);
  const container = unreadyContainer(pod);
  const stuck = {
    verdict: 'stuck',
    cause: 'not-ready',
    ...wasReady,
    ...container,
    ...base,
    evidence: [...words, ...gates],
  } as const;
  const isUpToGates = gates.length > 0 && conditionOf(pod, 'ContainersReady')?.status === 'True';
  return isUpToGates ? { ...stuck, wayOut: 'open-readiness-gate' } : stuck;
}

/** Why the containers of a pod that a node has taken do not run yet. */
function diagnoseStart(pod: Pod, { events, now }: Surroundings): Diagnosis {
  const start = startOf(pod);
  const base = start === undefined ? {} : { since: start };
  const waited = start === undefined ? 0 : now - start;
  const about = eventsAbout(events, pod);
  const init = runningInit(pod);
  // What runs before the others may take as long as it likes; where it runs, volumes are there.
  if (init !== undefined) {
    const probe = about.findLast(isProbe);
    const evidence = probe === undefined ? [] : [messageOf(probe)];
    return {
      verdict: 'progressing',
      cause: 'initializing',
      container: { name: init, kind: 'init' },
      ...base,
      evidence,
    };
  }
  const mount = about.findLast(event => MOUNT_REASONS.has(event.reason ?? ''));
  if (mount !== undefined && waited > MOUNT_MILLISECONDS) {
    const message = messageOf(mount);
    const wayOut = MISSING_OBJECT.test(message) ? 'create-missing-object' : 'mend-mount';
    return { verdict: 'stuck', cause: 'mount-failed', wayOut, ...base, evidence: [message] };
  }
  const last = about.findLast(event => event === mount || event.reason === 'Pulling');
  const told = { ...base, evidence: last === undefined ? [] : [messageOf(last)] };
  if (last === undefined && waited > START_MILLISECONDS && (pod.spec.nodeName ?? '') !== '')
    return { verdict: 'stuck', cause: 'starting', wayOut: 'look-at-node', node: pod.spec.nodeName ?? '', ...told };
  return { verdict: 'progressing', cause: 'starting', ...told };
}

/** The init container that runs now and keeps the others waiting. */
function runningInit(pod: Pod): string | undefined {
  return pod.status?.initContainerStatuses?.find(({ state, ready }) => state?.running !== undefined && !ready)?.name;
}

function startOf(pod: Pod): number | undefined {
  return timeOf(conditionOf(pod, 'Ready')?.lastTransitionTime) ?? timeOf(pod.metadata.creationTimestamp);
}

/** Whether a pod turned unready after all of its containers had started: one that starts has been unready since before they did. */
function hasBeenReady(pod: Pod): boolean {
  const turned = timeOf(conditionOf(pod, 'Ready')?.lastTransitionTime);
  const started = (pod.status?.containerStatuses ?? []).map(({ state }) => timeOf(state?.running?.startedAt));
  if (turned === undefined || started.length === 0) return false;
  return started.every(time => time !== undefined && time < turned);
}

function isProbe(event: ClusterEvent): boolean {
  return event.reason === 'Unhealthy';
}

/** Which of several containers it is that is not ready, where it is one alone. */
function unreadyContainer({ spec, status }: Pod): Pick<Diagnosis, 'container'> {
  const [unready, ...more] = (status?.containerStatuses ?? []).filter(each => !each.ready);
  if (unready === undefined || more.length > 0 || spec.containers.length < 2) return {};
  return { container: { name: unready.name, kind: 'main' } };
}

/** Readiness gates that somebody else has to open. */
function closedGates(pod: Pod): string[] {
  const { readinessGates = [] } = pod.spec as {
    readonly readinessGates?: readonly { readonly conditionType: string }[];
  };
  return readinessGates.map(gate => gate.conditionType).filter(type => conditionOf(pod, type)?.status !== 'True');
}

/** How long a running pod may stay unready: until its slowest probes must have spoken. In milliseconds. */
function allowance(pod: Pod): number {
  return Math.max(UNPROBED_MILLISECONDS, ...pod.spec.containers.map(probeTime));
}

/** How long a pod that was ready may take to be so again: its probes have spoken, and must pass once more. In milliseconds. */
function recovery(pod: Pod): number {
  const times = pod.spec.containers.map(container => {
    const { readinessProbe: probe } = container as { readinessProbe?: Probe };
    return probe === undefined ? 0 : (probe.successThreshold ?? 1) * (probe.periodSeconds ?? 10) * 1_000;
  });
  return Math.max(UNPROBED_MILLISECONDS, ...times);
}

function probeTime(container: Container): number {
  const { startupProbe, readinessProbe } = container as { startupProbe?: Probe; readinessProbe?: Probe };
  const seconds = [startupProbe, readinessProbe].map(probe => {
    if (probe === undefined) return 0;
    const rounds = (probe.failureThreshold ?? 3) + (probe.successThreshold ?? 1);
    return (probe.initialDelaySeconds ?? 0) + rounds * (probe.periodSeconds ?? 10);
  });
  return seconds.reduce((sum, part) => sum + part, 0) * 1000;
}

interface Probe {
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly failureThreshold?: number;
  readonly successThreshold?: number;
}
