/** States of sets in trouble, two and more for each cause, grown by the brain itself and then broken in one respect. */
import type { World } from '../../src/core/statefulset/decision.ts';
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
} from '../../src/core/statefulset/model.ts';
import type { Evidence } from '../../src/core/statefulset/verdict.ts';
import { claimsWith, eventAbout, evidenceOf, goingSince, restarted, storageClass, unschedulable } from './evidence.ts';
import {
  empty,
  imagePullBackOff,
  podNamed,
  set,
  settled,
  unready,
  withImage,
  withoutPod,
  withPodStatus,
  withSpec,
} from './statefulset.ts';

export interface OwnSituation {
  readonly about: string;
  readonly evidence: Evidence;
  /** `stuck web-2 image-pull delete-pod` */
  readonly verdict: string;
  /** What the text must hold, beside the verdict. */
  readonly text?: RegExp;
}

const healthy = settled(set());
const parallel = settled(set({ podManagementPolicy: 'Parallel' }));
const ago = (seconds: number) => new Date(healthy.now - seconds * 1_000).toISOString();
const held = (partition: number) => ({ type: 'RollingUpdate', rollingUpdate: { partition } });
/** The top pod is at a new revision, and the partition is open again: a rollout at its first pod. */
const rolling = rolled(healthy);
const rollingInParallel = rolled(parallel);

function rolled(before: World, spec: Partial<StatefulSetSpec> = {}): World {
  const canary = settled(withImage(before, 'app:v2', { ...spec, updateStrategy: held(2) }), before);
  return { ...canary, set: withSpec(canary, { updateStrategy: held(0) }) };
}

/** The template is put back, and the controller has taken the old revision up again. */
function putBack(world: World): World {
  const set = withSpec(world, { template: healthy.set.spec.template, updateStrategy: held(0) });
  const [first, ...others] = [...world.revisions].sort((one, other) => one.revision - other.revision);
  if (first === undefined) throw new Error('no revision');
  return { ...world, set, revisions: [...others, { ...first, revision: 3 }] };
}

function waiting(reason: string, message = '', more: Partial<ContainerStatus> = {}): PodStatus {
  return started([{ ...container('app', { waiting: { reason, message } }), ...more }]);
}

function container(name: string, state: ContainerState, lastExit?: number, reason = 'Error'): ContainerStatus {
  const ended = lastExit === undefined ? {} : { lastState: { terminated: { exitCode: lastExit, reason } } };
  return { name, ready: false, restartCount: lastExit === undefined ? 0 : 5, state, ...ended };
}

const backOff: ContainerState = {
  waiting: { reason: 'CrashLoopBackOff', message: 'back-off 5m0s restarting failed container' },
};
const running: ContainerState = { running: { startedAt: ago(300) } };

/** A pod that has a node; `init` are the containers that run before. */
function started(containerStatuses: readonly ContainerStatus[], init: readonly ContainerStatus[] = []): PodStatus {
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

function withPod(world: World, name: string, change: (pod: Pod) => Pod): World {
  return { ...world, pods: world.pods.map(pod => (pod.metadata.name === name ? change(pod) : pod)) };
}

/** The pod on a node, made ten minutes ago, with these containers beside `app`. */
function placed(
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

const broken = (
  world: World,
  name: string,
  status: PodStatus,
  more?: { init?: string[]; sidecars?: string[]; beside?: string[] },
) => withPodStatus(placed(world, name, more), name, status);

const about = (world: World, name: string, reason: string, message: string, fieldPath?: string): ClusterEvent => {
  const event = eventAbout(podNamed(world, name), reason, message, { now: world.now, secondsAgo: 20 });
  return fieldPath === undefined ? event : { ...event, involvedObject: { ...event.involvedObject, fieldPath } };
};

const refused = (world: World, message: string) =>
  eventAbout(world.set, 'FailedCreate', `create Pod web-2 in StatefulSet web failed error: ${message}`, {
    now: world.now,
    secondsAgo: 40,
    count: 12,
  });

function node(name: string, ready: string): Node {
  const conditions = [
    { type: 'Ready', status: ready, reason: 'NodeStatusUnknown', message: 'Kubelet stopped posting node status.' },
  ];
  return { apiVersion: 'v1', kind: 'Node', metadata: { name }, status: { conditions } };
}

function budget(currentHealthy: number, desiredHealthy: number): PodDisruptionBudget {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'db', namespace: 'default', generation: 1 },
    spec: { selector: { matchLabels: { app: 'web' } }, minAvailable: desiredHealthy },
    status: { observedGeneration: 1, disruptionsAllowed: 0, currentHealthy, desiredHealthy, expectedPods: 3 },
  };
}

function volume(
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

function situation(
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

const unbound = 'pod has unbound immediate PersistentVolumeClaims';
const noCpu = '0/3 nodes are available: 3 Insufficient cpu.';
const pendingTop = withPodStatus(healthy, 'web-2', unschedulable(unbound));
const claimed = (more: Partial<PersistentVolumeClaim['spec']>, evidence: Partial<Evidence>): Partial<Evidence> => ({
  claims: claimsWith(pendingTop, 'data-web-2', pendingClaim(more)),
  ...evidence,
});
const short = withoutPod(healthy, 'web-2');
const first = settled(set({ replicas: 1 }));
const four = settled(set({ replicas: 4 }));

export const ownSituations: readonly OwnSituation[] = [
  situation(
    'the new image is nowhere to be had',
    'stuck web-2 image-pull restore-revision-then-delete-pod',
    broken(rolling, 'web-2', waiting('ErrImagePull', 'manifest for app:v2 not found')),
    {},
    /Roll back to revision 1 \(app:v1\).*rollout undo statefulset\/web --to-revision=1.*delete pod\/web-2/s,
  ),
  situation(
    'an init container cannot pull its image',
    'stuck web-2 image-pull restore-revision-then-delete-pod',
    broken(
      rolling,
      'web-2',
      started(
        [container('app', { waiting: { reason: 'PodInitializing' } })],
        [container('migrate', { waiting: { reason: 'ImagePullBackOff' } })],
      ),
      { init: ['migrate'] },
    ),
    {},
    /init container migrate.*/s,
  ),
  situation(
    'one pod of several with the same image cannot pull it',
    'stuck web-1 image-pull fix-template',
    broken(
      healthy,
      'web-1',
      waiting('ErrImageNeverPull', 'Container image "app:v1" is not present with pull policy of Never'),
    ),
    {},
    /Other pods are ready with the same template/,
  ),
  situation(
    'the name of the image is no name',
    'stuck web-2 image-pull undo',
    broken(rollingInParallel, 'web-2', waiting('InvalidImageName', 'couldn\'t parse image name "App:v2"')),
    {},
    /rollout undo statefulset\/web --to-revision=1\n$/,
  ),
  situation(
    'the first image of a set was wrong, and the template is mended',
    'stuck web-0 outdated-broken-pod delete-pod',
    (() => {
      const made = withPodStatus(placed(first, 'web-0'), 'web-0', imagePullBackOff);
      const mended = { ...made, set: withImage(made, 'app:v2') };
      return { ...mended, revisions: settled(mended.set, made).revisions };
    })(),
    {},
    /comes back at revision 2 \(app:v2\)/,
  ),
  situation(
    'the only pod of a new set cannot pull its image',
    'stuck web-0 image-pull fix-template',
    broken(first, 'web-0', imagePullBackOff),
    {},
    /Then delete web-0: a new template alone does not replace it/,
  ),
  situation(
    'the process ends with 1',
    'stuck web-2 crash-loop restore-revision-then-delete-pod',
    broken(rolling, 'web-2', started([container('app', backOff, 1)])),
    {},
    /exit code 1.*logs pod\/web-2 --previous/s,
  ),
  situation(
    'the process is killed for its memory',
    'stuck web-2 crash-loop restore-revision-then-delete-pod',
    broken(rolling, 'web-2', started([container('app', backOff, 137, 'OOMKilled')])),
    {},
    /exit code 137\n *OOMKilled/,
  ),
  situation(
    'the liveness probe has the container killed',
    'stuck web-2 crash-loop restore-revision-then-delete-pod',
    broken(rolling, 'web-2', started([container('app', backOff, 143)])),
    {
      events: [
        about(
          rolling,
          'web-2',
          'Unhealthy',
          'Liveness probe failed: HTTP probe failed with statuscode: 500',
          'spec.containers{app}',
        ),
      ],
    },
    /exit code 143.*Liveness probe failed/s,
  ),
  situation(
    'one container of two crashes',
    'stuck web-2 crash-loop restore-revision-then-delete-pod',
    broken(rolling, 'web-2', started([{ ...container('app', running), ready: true }, container('agent', backOff, 2)]), {
      beside: ['agent'],
    }),
    {},
    /It is container agent.*logs pod\/web-2 --container=agent --previous/s,
  ),
  situation(
    'an init container ends with an error again and again',
    'stuck web-2 crash-loop restore-revision-then-delete-pod',
    broken(
      rolling,
      'web-2',
      started([container('app', { waiting: { reason: 'PodInitializing' } })], [container('migrate', backOff, 3)]),
      { init: ['migrate'] },
    ),
    {},
    /It is init container migrate.*--container=migrate --previous/s,
  ),
  situation(
    'a sidecar crashes, which runs beside the others',
    'stuck web-2 crash-loop restore-revision-then-delete-pod',
    broken(
      rolling,
      'web-2',
      started([{ ...container('app', running), ready: true }], [container('proxy', backOff, 1)]),
      { sidecars: ['proxy'] },
    ),
    {},
    /container proxy, which runs beside the others/,
  ),
  situation(
    'the container does its work and ends, where it should go on',
    'stuck web-2 crash-loop restore-revision-then-delete-pod',
    broken(
      rolling,
      'web-2',
      started([container('app', { terminated: { exitCode: 0, reason: 'Completed' } }, 0, 'Completed')]),
    ),
    {},
    /exit code 0\n *Completed/,
  ),
  situation(
    'a crash loop at the old revision, after the template was put back',
    'stuck web-2 outdated-broken-pod delete-pod',
    broken(putBack(rolling), 'web-2', started([container('app', backOff, 1)])),
    {},
    /comes back at revision 3 \(app:v1\).*Its claims stay/s,
  ),
  situation(
    'a ConfigMap is missing',
    'stuck web-2 container-config create-missing-object',
    broken(rolling, 'web-2', waiting('CreateContainerConfigError', 'configmap "settings" not found')),
    {},
    /configmap "settings" not found/,
  ),
  situation(
    'the command does not exist',
    'stuck web-2 container-config restore-revision-then-delete-pod',
    broken(rolling, 'web-2', waiting('CreateContainerError', 'exec: "/bin/srv": no such file or directory')),
  ),
  situation(
    'a Secret that is mounted is missing',
    'stuck web-2 mount-failed create-missing-object',
    broken(rolling, 'web-2', waiting('ContainerCreating')),
    {
      events: [
        about(rolling, 'web-2', 'FailedMount', 'MountVolume.SetUp failed for volume "keys" : secret "keys" not found'),
      ],
    },
  ),
  situation(
    'the volume is attached to another node',
    'stuck web-2 mount-failed mend-mount',
    broken(rolling, 'web-2', waiting('ContainerCreating')),
    {
      events: [
        about(
          rolling,
          'web-2',
          'FailedAttachVolume',
          'Multi-Attach error for volume "pv-2" Volume is already used by pod(s) web-2',
        ),
      ],
    },
    /never force that while its node may still run/,
  ),
  situation(
    'the kubelet says nothing of a pod for ten minutes',
    'stuck web-2 starting look-at-node',
    broken(rolling, 'web-2', waiting('ContainerCreating')),
    {},
    /web-2 has a node, node-1/,
  ),
  situation(
    'a large image is being pulled',
    'progressing web-2 starting',
    broken(rolling, 'web-2', waiting('ContainerCreating')),
    { events: [about(rolling, 'web-2', 'Pulling', 'Pulling image "app:v2"')] },
  ),
  situation(
    'an init container runs and runs',
    'progressing web-2 initializing',
    broken(
      rolling,
      'web-2',
      started([container('app', { waiting: { reason: 'PodInitializing' } })], [container('wait-for-db', running)]),
      { init: ['wait-for-db'] },
    ),
    {},
    /init container wait-for-db ends, for 10 min now.*logs pod\/web-2 --container=wait-for-db/s,
  ),
  situation(
    'the readiness probe fails',
    'stuck web-2 not-ready restore-revision-then-delete-pod',
    broken(rolling, 'web-2', unready),
    {
      events: [
        about(
          rolling,
          'web-2',
          'Unhealthy',
          'Readiness probe failed: dial tcp 10.0.0.3:80: connect: connection refused',
        ),
      ],
    },
    /connection refused/,
  ),
  situation(
    'a canary is not ready, and the partition is raised above it',
    'stuck web-2 not-ready delete-pod',
    (() => {
      const canary = settled(withImage(healthy, 'app:v2', { updateStrategy: held(2) }), healthy);
      const raised = { ...canary, set: withSpec(canary, { updateStrategy: held(3) }) };
      return broken(raised, 'web-2', unready);
    })(),
    {},
    /comes back at revision 1 \(app:v1\)/,
  ),
  situation(
    'a readiness gate is not opened',
    'stuck web-2 not-ready open-readiness-gate',
    (() => {
      const gated = withPod(placed(rolling, 'web-2'), 'web-2', pod => ({
        ...pod,
        spec: { ...pod.spec, readinessGates: [{ conditionType: 'target.example.com/in-balancer' }] } as Pod['spec'],
      }));
      const conditions = [...(unready.conditions ?? []), { type: 'ContainersReady', status: 'True' }];
      return withPodStatus(gated, 'web-2', { ...unready, conditions });
    })(),
    {},
    /target\.example\.com\/in-balancer/,
  ),
  situation(
    'a pod below the partition is not ready',
    'stuck web-0 not-ready lower-partition-then-delete-pod',
    broken(settled(withImage(healthy, 'app:v2', { updateStrategy: held(2) }), healthy), 'web-0', unready),
    {},
    /lower the partition to 0 and then delete it, so that it comes back at revision 2 \(app:v2\)/,
  ),
  situation(
    'under OnDelete a pod that was renewed by hand is not ready',
    'stuck web-1 not-ready restore-revision-then-delete-pod',
    (() => {
      const before = settled(set({ updateStrategy: { type: 'OnDelete' } }));
      const after = settled(withImage(before, 'app:v2'), before);
      return broken(settled(after.set, withoutPod(after, 'web-1')), 'web-1', unready);
    })(),
  ),
  situation(
    'no node has the processors that the first pod asks for',
    'stuck web-0 unschedulable lower-request-or-add-node',
    withPodStatus(first, 'web-0', unschedulable(noCpu)),
    {},
    /If you change the template, delete web-0 afterwards/,
  ),
  situation(
    'a pod asked for too much, and the template is put back',
    'stuck web-2 outdated-broken-pod delete-pod',
    (() => {
      const large = withSpec(healthy, {
        template: {
          ...healthy.set.spec.template,
          spec: {
            containers: [
              {
                name: 'app',
                image: 'app:v1',
                resources: { requests: { cpu: '99' } },
              } as Pod['spec']['containers'][number],
            ],
          },
        },
        updateStrategy: held(2),
      });
      const canary = settled(large, healthy);
      return withPodStatus(putBack(canary), 'web-2', unschedulable(noCpu));
    })(),
    {},
    /Insufficient cpu.*comes back at revision 3 \(app:v1\)/s,
  ),
  situation(
    'a pod is unschedulable, and so would be the one in its place',
    'stuck web-2 unschedulable add-node-or-relax',
    withPodStatus(
      putBack(rolling),
      'web-2',
      unschedulable('0/3 nodes are available: 3 node(s) had untolerated taint {dedicated: db}.'),
    ),
  ),
  situation(
    'the volume of a pod is in a zone without room',
    'stuck web-1 unschedulable make-room-at-volume',
    withPodStatus(
      healthy,
      'web-1',
      unschedulable('0/3 nodes are available: 1 Insufficient memory, 2 node(s) had volume node affinity conflict.'),
    ),
  ),
  situation(
    'no class is named, no volume fits, one is Released',
    'stuck web-2 claim-pending provide-volume-or-class',
    pendingTop,
    claimed(
      {},
      {
        volumes: [
          volume('pv-small', '500Mi'),
          volume(
            'pv-old',
            '5Gi',
            { claimRef: { namespace: 'default', name: 'data-other-0', uid: 'gone' } },
            'Released',
          ),
          volume('pv-many', '5Gi', { accessModes: ['ReadWriteMany'] }),
          volume('pv-taken', '5Gi', { claimRef: { namespace: 'default', name: 'data-web-0' } }, 'Bound'),
        ],
      },
    ),
    /pv-small does not do: it is too small.*pv-old does not do: it is Released.*pv-many does not do: it lacks the access mode(?!.*pv-taken)/s,
  ),
  situation(
    'claims name a class that only volumes made by hand bear',
    'stuck web-2 claim-pending provide-volume-or-class',
    pendingTop,
    claimed({ storageClassName: 'nfs' }, { volumes: [volume('pv-1', '100Mi', { storageClassName: 'nfs' })] }),
  ),
  situation(
    'the class does not exist',
    'stuck web-2 claim-pending create-class-or-recreate-set',
    pendingTop,
    claimed({ storageClassName: 'fast' }, {}),
    /storage class "fast" not found/,
  ),
  situation(
    'the provisioner says nothing',
    'stuck web-2 claim-pending start-provisioner',
    pendingTop,
    claimed({ storageClassName: 'fast' }, { classes: [storageClass('fast', 'disk.example.com')] }),
    /disk\.example\.com/,
  ),
  situation(
    'a claim waits for its pod, which no node takes',
    'stuck web-2 unschedulable lower-request-or-add-node',
    withPodStatus(healthy, 'web-2', unschedulable(noCpu)),
    claimed(
      { storageClassName: 'late' },
      { classes: [storageClass('late', 'disk.example.com', 'WaitForFirstConsumer')] },
    ),
  ),
  situation('the volume of a claim is gone', 'stuck web-2 claim-lost restore-volume', pendingTop, {
    claims: claimsWith(pendingTop, 'data-web-2', claim => ({
      ...claim,
      spec: { ...claim.spec, volumeName: 'pv-2' },
      status: { phase: 'Lost' },
    })),
  }),
  situation(
    'a claim is being deleted and a backup holds it',
    'stuck web-2 claim-terminating let-its-owner-finish',
    short,
    {
      claims: claimsWith(short, 'data-web-2', claim => ({
        ...claim,
        metadata: { ...claim.metadata, deletionTimestamp: ago(90), finalizers: ['backup.example.com/copy'] },
      })),
    },
    /backup\.example\.com\/copy/,
  ),
  situation('no pod runs short of its claim, which somebody deleted by force', 'fine', healthy, {
    claims: claimsWith(healthy, 'none', claim => claim).filter(({ metadata }) => metadata.name !== 'data-web-1'),
  }),
  situation('the quota is used up', 'stuck web-2 create-refused raise-quota', short, {
    events: [
      refused(
        short,
        'pods "web-2" is forbidden: exceeded quota: small, requested: pods=1, used: pods=2, limited: pods=2',
      ),
    ],
  }),
  situation('a LimitRange refuses the pod', 'stuck web-2 create-refused fix-template', short, {
    events: [
      refused(short, 'pods "web-2" is forbidden: maximum memory usage per Container is 128Mi, but limit is 1Gi'),
    ],
  }),
  situation('an admission webhook says no', 'stuck web-2 create-refused fix-template', short, {
    events: [refused(short, 'admission webhook "policy.example.com" denied the request: no latest tag')],
  }),
  situation('the service account does not exist', 'stuck web-2 create-refused create-missing-object', short, {
    events: [
      refused(
        short,
        'pods "web-2" is forbidden: error looking up service account default/db: serviceaccount "db" not found',
      ),
    ],
  }),
  situation('the priority class does not exist', 'stuck web-2 create-refused create-missing-object', short, {
    events: [refused(short, 'pods "web-2" is forbidden: no PriorityClass with name high was found')],
  }),
  situation(
    'a pod of another owner bears the name',
    'stuck web-2 name-taken remove-foreign-pod',
    short,
    {
      pods: [
        ...short.pods,
        {
          ...podNamed(healthy, 'web-2'),
          metadata: {
            name: 'web-2',
            namespace: 'default',
            uid: 'other',
            ownerReferences: [
              { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'else', uid: 'else', controller: true },
            ],
          },
        },
      ],
    },
    /ReplicaSet\/else/,
  ),
  situation('the pod of an earlier set of that name is still going', 'progressing web-2 terminating', short, {
    pods: [
      ...short.pods,
      {
        ...podNamed(healthy, 'web-2'),
        metadata: {
          ...podNamed(healthy, 'web-2').metadata,
          uid: 'earlier',
          ownerReferences: [
            { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web', uid: 'earlier', controller: true },
          ],
          deletionTimestamp: ago(-20),
        },
      },
    ],
  }),
  situation('pods of nobody that the set will take over', 'fine', healthy, {
    pods: healthy.pods.map(pod => ({ ...pod, metadata: { ...pod.metadata, ownerReferences: [] } })),
  }),
  situation(
    'a finalizer holds a pod that is updated',
    'stuck web-2 finalizer let-its-owner-finish',
    goingSince({ ...healthy, set: withImage(healthy, 'app:v2') }, 'web-2', 120, {
      finalizers: ['drain.example.com/wait'],
    }),
    { revisions: rolling.revisions },
  ),
  situation(
    'a pod goes from a node that does not answer',
    'stuck web-1 node-lost bring-node-back',
    goingSince(placed(healthy, 'web-1'), 'web-1', 400),
    { nodes: [node('node-1', 'Unknown')] },
    /Never force the deletion/,
  ),
  situation(
    'a pod runs on a node that does not answer',
    'stuck web-1 node-lost bring-node-back',
    broken(healthy, 'web-1', unready),
    { nodes: [node('node-1', 'Unknown')] },
  ),
  situation(
    'the claim of an earlier pod leaves the controller asleep',
    'stuck web-2 stale-claim touch-set',
    withoutPod(settled(set({ persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' } })), 'web-2'),
    {
      claims: claimsWith(short, 'data-web-2', claim => ({
        ...claim,
        metadata: {
          ...claim.metadata,
          ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'web-2', uid: 'earlier', controller: true }],
        },
      })),
    },
    /annotate statefulset\/web/,
  ),
  situation(
    'the claim of an earlier pod is held by a finalizer',
    'stuck web-2 claim-terminating let-its-owner-finish',
    withoutPod(settled(set({ persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' } })), 'web-2'),
    {
      claims: claimsWith(short, 'data-web-2', claim => ({
        ...claim,
        metadata: {
          ...claim.metadata,
          deletionTimestamp: ago(60),
          finalizers: ['backup.example.com/copy'],
          ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'web-2', uid: 'earlier', controller: true }],
        },
      })),
    },
  ),
  situation(
    'the controller does not see a change',
    'stuck controller-missing look-at-controller',
    healthy,
    {
      set: {
        ...withSpec(healthy, { replicas: 5 }),
        status: { ...healthy.set.status, observedGeneration: 1 },
      },
      now: healthy.now + 300_000,
    },
    /observedGeneration 1 < generation 2/,
  ),
  situation(
    'two pods are broken: the lowest is told first',
    'stuck web-0 not-ready fix-template',
    broken(broken(healthy, 'web-2', imagePullBackOff), 'web-0', unready),
    {},
    /Broken too: web-2/,
  ),
  situation(
    'a set that is scaled down waits for a pod that it keeps',
    'stuck web-1 not-ready fix-template',
    (() => {
      const world = broken(four, 'web-1', unready);
      return { ...world, set: withSpec(world, { replicas: 2 }) };
    })(),
    {},
    /not scaled down/,
  ),
  situation(
    'two pods that are not wanted any more are broken',
    'stuck web-2 not-ready delete-pod',
    (() => {
      const world = broken(broken(four, 'web-2', unready), 'web-3', unready);
      return { ...world, set: withSpec(world, { replicas: 2 }) };
    })(),
    {},
    /does not come back.*Its claims stay/s,
  ),
  situation(
    'a pod that is not wanted any more is broken, and its claim goes with it',
    'stuck web-2 crash-loop delete-pod',
    (() => {
      const policy = { persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' } };
      const world = broken(
        broken(settled(set({ replicas: 4, ...policy })), 'web-3', unready),
        'web-2',
        started([container('app', backOff, 1)]),
      );
      return settled(withSpec(world, { replicas: 2 }), world);
    })(),
    {},
    /claims are deleted with it/,
  ),
  situation(
    'the last ready pod restarts again and again',
    'stuck web-0 crash-loop fix-template',
    {
      ...withPodStatus(settled(set({ replicas: 1, minReadySeconds: 60 })), 'web-0', restarted(6, 1, ago(5), true)),
      now: healthy.now,
    },
    {},
    /web-0 is the last pod of the set that is ready/,
  ),
  situation(
    'a canary waits at its partition',
    'held',
    settled(withImage(healthy, 'app:v2', { updateStrategy: held(2) }), healthy),
    {},
    /rollingUpdate/,
  ),
  situation(
    'OnDelete waits for somebody',
    'held',
    (() => {
      const before = settled(set({ updateStrategy: { type: 'OnDelete' } }));
      return settled(withImage(before, 'app:v2'), before);
    })(),
    {},
    /delete pod\/web-2/,
  ),
  situation(
    'a node is to be emptied, and the budget allows no eviction now',
    'fine',
    placed(healthy, 'web-1'),
    { nodes: [{ ...node('node-1', 'True'), spec: { unschedulable: true } }], budgets: [budget(2, 2)] },
    /web-1 is on node node-1, which takes no more pods, and budget db lets no pod go now: 2 are healthy, and it wants 2/,
  ),
  situation(
    'a node is to be emptied, and the budget never allows an eviction',
    'fine',
    placed(healthy, 'web-1'),
    { nodes: [{ ...node('node-1', 'True'), spec: { unschedulable: true } }], budgets: [budget(3, 3)] },
    /budget db never lets a pod go/,
  ),
  situation(
    'the set is scaled to zero',
    'fine',
    settled(withSpec(healthy, { replicas: 0 }), healthy),
    {},
    /scaled to zero/,
  ),
  situation(
    'the set is being deleted in the foreground',
    'progressing terminating',
    healthy,
    {
      set: {
        ...healthy.set,
        metadata: { ...healthy.set.metadata, deletionTimestamp: ago(2), finalizers: ['foregroundDeletion'] },
      },
    },
    /web is being deleted/,
  ),
  situation('a new set has its first pod', 'progressing web-0', empty(set()), { claims: [] }),
  situation('nobody may read the pods', 'unknown', healthy, { pods: undefined }, /readyReplicas 3\/3/),
  situation(
    'nobody may read anything but pods',
    'stuck web-2 image-pull fix-template',
    broken(healthy, 'web-2', imagePullBackOff),
    {
      claims: undefined,
      events: undefined,
      volumes: undefined,
      classes: undefined,
      nodes: undefined,
      revisions: undefined,
    },
    /Could not be read, so this may be wrong: ControllerRevision, PersistentVolumeClaim, Event, PersistentVolume, StorageClass, Node/,
  ),
];
