import { timeOf } from '../time.ts';
import { diagnoseRestarts } from './diagnose-containers.ts';
import { eventsAbout, messageOf } from './events.ts';
import { conditionOf, readySince } from './health.ts';
import type { Container, Pod } from './model.ts';
import type { Diagnosis, Surroundings } from './verdict-model.ts';

/** A container without a probe counts as ready as soon as it runs; the kubelet tells so within moments. */
const UNPROBED_MILLISECONDS = 4_000;
/** A volume that another node still holds is let go by then, or will not be soon. */
const MOUNT_MILLISECONDS = 30_000;
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
export function diagnoseReadiness(pod: Pod, { events, now }: Surroundings): Diagnosis {
  const ready = conditionOf(pod, 'Ready');
  const about = eventsAbout(events, pod);
  const start = timeOf(ready?.lastTransitionTime) ?? timeOf(pod.metadata.creationTimestamp);
  const base = start === undefined ? {} : { since: start };
  if (pod.status?.phase !== 'Running') {
    const mount = about.findLast(event => MOUNT_REASONS.has(event.reason ?? ''));
    const words = mount === undefined ? [] : [messageOf(mount)];
    if (mount !== undefined && start !== undefined && now - start > MOUNT_MILLISECONDS)
      return { verdict: 'stuck', cause: 'mount-failed', wayOut: 'mend-mount', ...base, evidence: words };
    return { verdict: 'progressing', cause: 'starting', ...base, evidence: words };
  }
  const probed = about.filter(event => event.reason === 'Unhealthy').map(messageOf);
  const words = [...new Set([...probed.slice(-1), ...(ready?.message === undefined ? [] : [ready.message])])];
  const isEarly = start === undefined || now - start <= allowance(pod);
  if (isEarly) return { verdict: 'progressing', cause: 'starting', ...base, evidence: words };
  return { verdict: 'stuck', cause: 'not-ready', ...base, evidence: [...words, ...gatesOf(pod)] };
}

/** Readiness gates that somebody else has to open. */
function gatesOf(pod: Pod): string[] {
  const { readinessGates = [] } = pod.spec as {
    readonly readinessGates?: readonly { readonly conditionType: string }[];
  };
  return readinessGates.map(gate => gate.conditionType).filter(type => conditionOf(pod, type)?.status !== 'True');
}

/** How long a running pod may stay unready: until its slowest probes must have spoken. In milliseconds. */
function allowance(pod: Pod): number {
  return Math.max(UNPROBED_MILLISECONDS, ...pod.spec.containers.map(probeTime));
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
