/** What situations are made of: sets grown by the brain itself, and ways to break one thing. */
import type { World } from '../../../src/core/statefulset/decision.ts';
import type {
  ClusterEvent,
  ContainerState,
  ContainerStatus,
  Node,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  PodDisruptionBudget,
  PodStatus,
  StatefulSetSpec,
} from '../../../src/core/statefulset/model.ts';
import type { Evidence } from '../../../src/core/statefulset/verdict.ts';
import { claimsWith, eventAbout, evidenceOf, unschedulable } from '../evidence.ts';
import { podNamed, set, settled, withImage, withoutPod, withPodStatus, withSpec } from '../statefulset.ts';

export interface OwnSituation {
  readonly about: string;
  readonly evidence: Evidence;
  /** `stuck web-2 image-pull delete-pod` */
  readonly verdict: string;
  /** What the text must hold, beside the verdict. */
  readonly text?: RegExp;
}

export const healthy = settled(set());
export const parallel = settled(set({ podManagementPolicy: 'Parallel' }));
export const ago = (seconds: number) => new Date(healthy.now - seconds * 1_000).toISOString();
export const held = (partition: number) => ({ type: 'RollingUpdate', rollingUpdate: { partition } });
/** The top pod is at a new revision, and the partition is open again: a rollout at its first pod. */
export const rolling = rolled(healthy);
export const rollingInParallel = rolled(parallel);

export function rolled(before: World, spec: Partial<StatefulSetSpec> = {}): World {
  const canary = settled(withImage(before, 'app:v2', { ...spec, updateStrategy: held(2) }), before);
  return { ...canary, set: withSpec(canary, { updateStrategy: held(0) }) };
}

/** The template is put back, and the controller has taken the old revision up again. */
export function putBack(world: World): World {
  const set = withSpec(world, { template: healthy.set.spec.template, updateStrategy: held(0) });
  const [first, ...others] = [...world.revisions].sort((one, other) => one.revision - other.revision);
  if (first === undefined) throw new Error('no revision');
  return { ...world, set, revisions: [...others, { ...first, revision: 3 }] };
}

export function waiting(reason: string, message = '', more: Partial<ContainerStatus> = {}): PodStatus {
  return started([{ ...container('app', { waiting: { reason, message } }), ...more }]);
}

export function container(name: string, state: ContainerState, lastExit?: number, reason = 'Error'): ContainerStatus {
  const ended = lastExit === undefined ? {} : { lastState: { terminated: { exitCode: lastExit, reason } } };
  return { name, ready: false, restartCount: lastExit === undefined ? 0 : 5, state, ...ended };
}

export const backOff: ContainerState = {
  waiting: { reason: 'CrashLoopBackOff', message: 'back-off 5m0s restarting failed container' },
};
export const running: ContainerState = { running: { startedAt: ago(300) } };

/** A pod that has a node; `init` are the containers that run before. */
export function started(
  containerStatuses: readonly ContainerStatus[],
  init: readonly ContainerStatus[] = [],
): PodStatus {
  return {
    phase:
      init.length > 0 || containerStatuses.every(({ state }) => state?.waiting !== undefined) ? 'Pending' : 'Running',
    conditions: [
      { type: 'PodScheduled', status: 'True' },
      { type: 'Ready', status: 'False', lastTransitionTime: ago(600) },
    ],
    containerStatuses,
    initContainerStatuses: init,
  };
}

export function withPod(world: World, name: string, change: (pod: Pod) => Pod): World {
  return { ...world, pods: world.pods.map(pod => (pod.metadata.name === name ? change(pod) : pod)) };
}

/** The pod on a node, made ten minutes ago, with these containers beside `app`. */
export function placed(
  world: World,
  name: string,
  more: { init?: string[]; sidecars?: string[]; beside?: string[] } = {},
): World {
  const named = (names: string[] = []) => names.map(container => ({ name: container, image: `${container}:v1` }));
  return withPod(world, name, pod => ({
    ...pod,
    metadata: { ...pod.metadata, creationTimestamp: ago(600) },
    spec: {
      ...pod.spec,
      nodeName: 'node-1',
      containers: [...pod.spec.containers, ...named(more.beside)],
      initContainers: [
        ...named(more.init),
        ...named(more.sidecars).map(sidecar => ({ ...sidecar, restartPolicy: 'Always' })),
      ],
    },
  }));
}

export const broken = (
  world: World,
  name: string,
  status: PodStatus,
  more?: { init?: string[]; sidecars?: string[]; beside?: string[] },
) => withPodStatus(placed(world, name, more), name, status);

export const about = (
  world: World,
  name: string,
  reason: string,
  message: string,
  fieldPath?: string,
): ClusterEvent => {
  const event = eventAbout(podNamed(world, name), reason, message, { now: world.now, secondsAgo: 20 });
  return fieldPath === undefined ? event : { ...event, involvedObject: { ...event.involvedObject, fieldPath } };
};

export const refused = (world: World, message: string) =>
  eventAbout(world.set, 'FailedCreate', `create Pod web-2 in StatefulSet web failed error: ${message}`, {
    now: world.now,
    secondsAgo: 40,
    count: 12,
  });

export function node(name: string, ready: string): Node {
  const conditions = [
    { type: 'Ready', status: ready, reason: 'NodeStatusUnknown', message: 'Kubelet stopped posting node status.' },
  ];
  return { apiVersion: 'v1', kind: 'Node', metadata: { name }, status: { conditions } };
}

export function budget(currentHealthy: number, desiredHealthy: number): PodDisruptionBudget {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'db', namespace: 'default', generation: 1 },
    spec: { selector: { matchLabels: { app: 'web' } }, minAvailable: desiredHealthy },
    status: { observedGeneration: 1, disruptionsAllowed: 0, currentHealthy, desiredHealthy, expectedPods: 3 },
  };
}

export function volume(
  name: string,
  size: string,
  more: Partial<PersistentVolume['spec']> = {},
  phase = 'Available',
): PersistentVolume {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name },
    spec: { capacity: { storage: size }, accessModes: ['ReadWriteOnce'], ...more },
    status: { phase },
  };
}

const pendingClaim =
  (more: Partial<PersistentVolumeClaim['spec']> = {}) =>
  (claim: PersistentVolumeClaim) => ({
    ...claim,
    metadata: { ...claim.metadata, creationTimestamp: ago(600) },
    spec: { ...claim.spec, ...more },
    status: { phase: 'Pending' },
  });

export function situation(
  text: string,
  verdict: string,
  world: World,
  more: Partial<Evidence> = {},
  holds?: RegExp,
): OwnSituation {
  return {
    about: text,
    verdict,
    evidence: evidenceOf(world, { nodes: [node('node-1', 'True')], ...more }),
    ...(holds === undefined ? {} : { text: holds }),
  };
}

export const unbound = 'pod has unbound immediate PersistentVolumeClaims';
export const noCpu = '0/3 nodes are available: 3 Insufficient cpu.';
export const pendingTop = withPodStatus(healthy, 'web-2', unschedulable(unbound));
export const claimed = (
  more: Partial<PersistentVolumeClaim['spec']>,
  evidence: Partial<Evidence>,
): Partial<Evidence> => ({
  claims: claimsWith(pendingTop, 'data-web-2', pendingClaim(more)),
  ...evidence,
});
export const short = withoutPod(healthy, 'web-2');
export const first = settled(set({ replicas: 1 }));
export const four = settled(set({ replicas: 4 }));
