import { claimsWith, goingSince, restarted } from '../evidence.ts';
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
} from '../statefulset.ts';
import {
  ago,
  backOff,
  broken,
  budget,
  container,
  four,
  healthy,
  held,
  node,
  type OwnSituation,
  placed,
  refused,
  rolling,
  short,
  situation,
  started,
} from './builders.ts';

/** Pods that cannot be made, do not go, or wait; and sets that are as somebody wants them. */
export const ofSets: readonly OwnSituation[] = [
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
    'a pod was on a node that is gone from the cluster',
    'progressing web-1 node-lost',
    broken(placed(healthy, 'web-1'), 'web-1', unready),
    { nodes: [node('node-2', 'True')] },
    /web-1 was on node node-1, which is gone from the cluster/,
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
