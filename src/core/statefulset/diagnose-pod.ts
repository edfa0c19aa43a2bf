import { diagnoseClaims } from './diagnose-claim.ts';
import { isReady, isTerminating, readySince } from './health.ts';
import type { Condition, Container, ContainerStatus, Node, Pod } from './model.ts';
import type { Diagnosis, Surroundings } from './verdict-model.ts';

const IMAGE_REASONS = new Set(['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName', 'ErrImageNeverPull']);
const CONFIG_REASONS = new Set(['CreateContainerConfigError', 'CreateContainerError', 'RunContainerError']);

/** A container without a probe counts as ready as soon as it runs; the kubelet tells so within moments. */
const UNPROBED_MILLISECONDS = 4_000;
/** A deleted pod may take this much longer than its grace period before something must be wrong. */
const DELETION_SLACK_MILLISECONDS = 3_000;

/** Why an existing pod is not ready, gone or available, whichever the controller waits for. */
export function diagnosePod(pod: Pod, evidence: Surroundings): Diagnosis {
  if (isTerminating(pod)) return diagnoseTermination(pod, evidence);
  if (isReady(pod))
    return { verdict: 'progressing', cause: 'min-ready-seconds', ...since(readySince(pod)), evidence: [] };
  const lost = lostNode(pod, evidence.nodes);
  if (lost !== undefined) return nodeLost(pod, lost);
  return diagnoseContainers(pod) ?? diagnoseScheduling(pod, evidence) ?? diagnoseReadiness(pod, evidence);
}

function diagnoseTermination(pod: Pod, { nodes, now }: Surroundings): Diagnosis {
  const until = Date.parse(pod.metadata.deletionTimestamp ?? '');
  const finalizers = pod.metadata.finalizers ?? [];
  const overdue = now > until + DELETION_SLACK_MILLISECONDS;
  const base = { ...since(until), evidence: finalizers };
  const lost = lostNode(pod, nodes);
  if (lost !== undefined) return nodeLost(pod, lost);
  if (!overdue) return { verdict: 'progressing', cause: 'terminating', ...base };
  if (finalizers.length > 0) return { verdict: 'stuck', cause: 'finalizer', wayOut: 'let-its-owner-finish', ...base };
  return { verdict: 'stuck', cause: 'terminating', ...base };
}

function diagnoseContainers(pod: Pod): Diagnosis | undefined {
  for (const status of [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])]) {
    const waiting = status.state?.waiting;
    const reason = waiting?.reason ?? '';
    const words = [reason, ...(waiting?.message === undefined ? [] : [waiting.message])];
    const base = { verdict: 'stuck' as const, ...since(creation(pod)) };
    if (IMAGE_REASONS.has(reason)) return { ...base, cause: 'image-pull', evidence: [...words, imageOf(pod, status)] };
    if (CONFIG_REASONS.has(reason)) return { ...base, cause: 'container-config', evidence: words };
    if (reason === 'CrashLoopBackOff')
      return { ...base, cause: 'crash-loop', evidence: [...words, ...exitWords(status)] };
  }
  return undefined;
}

function diagnoseScheduling(pod: Pod, evidence: Surroundings): Diagnosis | undefined {
  const gates = pod.spec.schedulingGates ?? [];
  const base = { verdict: 'stuck' as const, ...since(creation(pod)) };
  if (gates.length > 0)
    return {
      ...base,
      cause: 'scheduling-gates',
      wayOut: 'remove-scheduling-gates',
      evidence: gates.map(gate => gate.name),
    };
  const scheduled = condition(pod, 'PodScheduled');
  if (scheduled?.status === 'True' || (pod.spec.nodeName ?? '') !== '') return undefined;
  const ofClaim = diagnoseClaims(pod, evidence);
  if (ofClaim !== undefined) return ofClaim;
  if (scheduled?.reason !== 'Unschedulable') return undefined;
  const message = scheduled.message ?? '';
  const wayOut = /Insufficient /.test(message) ? 'lower-request-or-add-node' : 'add-node-or-relax';
  return { ...base, cause: 'unschedulable', wayOut, evidence: [message] };
}

/** Running, or about to: it turns ready when its probes succeed, and has until then. */
function diagnoseReadiness(pod: Pod, { events, now }: Surroundings): Diagnosis {
  const ready = condition(pod, 'Ready');
  const running = pod.status?.phase === 'Running';
  const start = Date.parse(ready?.lastTransitionTime ?? pod.metadata.creationTimestamp ?? '');
  const probeWords = (events ?? [])
    .filter(event => event.reason === 'Unhealthy' && event.involvedObject.uid === pod.metadata.uid)
    .map(event => event.message ?? '')
    .slice(-1);
  const words = [...new Set([...probeWords, ...(ready?.message === undefined ? [] : [ready.message])])];
  if (!running || now - start <= allowance(pod))
    return { verdict: 'progressing', cause: 'starting', ...since(start), evidence: words };
  return { verdict: 'stuck', cause: 'not-ready', ...since(start), evidence: words };
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

function lostNode(pod: Pod, nodes: readonly Node[] | undefined): string | undefined {
  const name = pod.spec.nodeName;
  if (name === undefined || name === '') return undefined;
  if (pod.status?.reason === 'NodeLost') return name;
  if (nodes === undefined) return undefined;
  const node = nodes.find(candidate => candidate.metadata.name === name);
  const ready = node?.status?.conditions?.find(candidate => candidate.type === 'Ready');
  return node === undefined || (ready !== undefined && ready.status !== 'True') ? name : undefined;
}

function nodeLost(pod: Pod, node: string): Diagnosis {
  return { verdict: 'stuck', cause: 'node-lost', wayOut: 'bring-node-back', ...since(creation(pod)), evidence: [node] };
}

function imageOf(pod: Pod, status: ContainerStatus): string {
  const containers = [...(pod.spec.initContainers ?? []), ...pod.spec.containers];
  return containers.find(container => container.name === status.name)?.image ?? status.image ?? status.name;
}

function exitWords({ lastState, state }: ContainerStatus): string[] {
  const ended = lastState?.terminated ?? state?.terminated;
  if (ended === undefined) return [];
  return [`exit code ${ended.exitCode}`, ...(ended.reason === undefined ? [] : [ended.reason])];
}

function condition(pod: Pod, type: string): Condition | undefined {
  return pod.status?.conditions?.find(candidate => candidate.type === type);
}

function creation(pod: Pod): number | undefined {
  const time = Date.parse(pod.metadata.creationTimestamp ?? '');
  return Number.isNaN(time) ? undefined : time;
}

function since(time: number | undefined): { since?: number } {
  return time === undefined || Number.isNaN(time) ? {} : { since: time };
}
