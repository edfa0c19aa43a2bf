import type { World } from '../../../src/core/statefulset/decision.ts';
import type { PersistentVolume, PersistentVolumeClaim, Pod } from '../../../src/core/statefulset/model.ts';
import { claimsWith, eventAbout, goingSince, unschedulable } from '../evidence.ts';
import { imagePullBackOff, unready, withoutPod, withPodStatus } from '../statefulset.ts';
import {
  about,
  ago,
  broken,
  healthy,
  node,
  type OwnSituation,
  placed,
  rolling,
  situation,
  waiting,
  withPod,
} from './builders.ts';

const lostWithTwo = placed(placed(healthy, 'web-0'), 'web-1');
const lost = { nodes: [node('node-1', 'Unknown')] };
const deleted: World = {
  ...healthy,
  set: {
    ...healthy.set,
    metadata: { ...healthy.set.metadata, deletionTimestamp: ago(300), finalizers: ['foregroundDeletion'] },
  },
};

const backup: Pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'backup', namespace: 'default', uid: 'backup' },
  spec: {
    nodeName: 'node-1',
    containers: [{ name: 'copy', image: 'copy:v1' }],
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data-web-1' } }],
  },
  status: { phase: 'Succeeded' },
};

const going =
  (finalizer: string, more: Partial<PersistentVolumeClaim['metadata']> = {}) =>
  (claim: PersistentVolumeClaim) => ({
    ...claim,
    metadata: { ...claim.metadata, deletionTimestamp: ago(60), finalizers: [finalizer], ...more },
  });

const inUse = going('kubernetes.io/pvc-protection');
const alone =
  '0/3 nodes are available: 1 node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode.';

function localTo(host: string): PersistentVolume {
  const expression = { key: 'kubernetes.io/hostname', operator: 'In', values: [host] };
  const nodeAffinity = { required: { nodeSelectorTerms: [{ matchExpressions: [expression] }] } };
  const spec = { capacity: { storage: '1Gi' }, nodeAffinity };
  return { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'disk-1' }, spec };
}

function withClaimMounted(world: World, name: string): World {
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: `data-${name}` } }];
  return withPod(world, name, pod => ({ ...pod, spec: { ...pod.spec, volumes } }));
}

/** Where somebody else has a hand in it: nodes, registries, and who else uses or keeps a claim. */
export const ofElsewhere: readonly OwnSituation[] = [
  situation(
    'a node with two pods is lost',
    'stuck web-0 node-lost bring-node-back',
    withPodStatus(withPodStatus(lostWithTwo, 'web-0', unready), 'web-1', unready),
    lost,
    /Broken too: web-1\./,
  ),
  situation(
    'a node with two pods is lost, and both are on their way out',
    'stuck web-0 node-lost bring-node-back',
    goingSince(goingSince(lostWithTwo, 'web-0', 500), 'web-1', 500),
    lost,
  ),
  situation(
    'a node with the disk of a pod is lost',
    'stuck web-1 node-lost bring-node-back',
    goingSince(withClaimMounted(placed(healthy, 'web-1'), 'web-1'), 'web-1', 500),
    {
      ...lost,
      claims: claimsWith(healthy, 'data-web-1', claim => ({ ...claim, spec: { ...claim.spec, volumeName: 'disk-1' } })),
      volumes: [localTo('node-1')],
    },
    /Volume disk-1 is on that node and nowhere else/,
  ),
  situation(
    'a pod cannot pull its image, and another is on a lost node',
    'stuck web-0 image-pull fix-template',
    withPodStatus(
      withPod(broken(healthy, 'web-0', imagePullBackOff), 'web-2', pod => ({
        ...pod,
        spec: { ...pod.spec, nodeName: 'node-9' },
      })),
      'web-2',
      unready,
    ),
    { nodes: [node('node-1', 'True'), node('node-9', 'Unknown')] },
    /Broken too: web-2\./,
  ),
  situation(
    'a set is deleted, its pods go, and a claim that goes with it is held',
    'stuck claim-terminating let-its-owner-finish',
    { ...deleted, pods: [] },
    {
      claims: claimsWith(
        healthy,
        'data-web-1',
        going('snapshot.example.com/hold', {
          ownerReferences: [
            { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web', uid: 'set-1', controller: true },
          ],
        }),
      ),
    },
  ),
  situation(
    'a claim goes, and the pod of a backup uses it',
    'stuck web-1 claim-terminating let-its-user-end',
    withoutPod(healthy, 'web-1'),
    {
      pods: [...withoutPod(healthy, 'web-1').pods, backup],
      claims: claimsWith(healthy, 'data-web-1', inUse),
    },
    /Pod backup uses claim data-web-1/,
  ),
  situation(
    'a claim that nothing uses is protected all the same',
    'stuck web-1 claim-terminating look-at-controller',
    withoutPod(healthy, 'web-1'),
    { claims: claimsWith(healthy, 'data-web-1', inUse) },
  ),
  situation(
    'the claim of a pod that does not start goes with it',
    'stuck web-1 claim-terminating save-data-first',
    broken(healthy, 'web-1', imagePullBackOff),
    {
      pods: broken(healthy, 'web-1', imagePullBackOff).pods.map(pod => ({
        ...pod,
        spec: {
          ...pod.spec,
          volumes: [{ name: 'data', persistentVolumeClaim: { claimName: `data-${pod.metadata.name}` } }],
        },
      })),
      claims: claimsWith(healthy, 'data-web-1', inUse),
    },
  ),
  situation(
    'a claim for one pod alone is used by another',
    'stuck web-1 unschedulable let-its-user-end',
    withPodStatus(healthy, 'web-1', unschedulable(alone)),
    { pods: [...withPodStatus(healthy, 'web-1', unschedulable(alone)).pods, backup] },
    /Pod backup uses/,
  ),
  situation(
    'and by one that cannot be seen',
    'stuck web-1 unschedulable let-its-user-end',
    withPodStatus(healthy, 'web-1', unschedulable(alone)),
    {},
    /Another pod uses its claim/,
  ),
  situation(
    'all nodes are cordoned',
    'stuck web-2 unschedulable add-node-or-relax',
    withPodStatus(healthy, 'web-2', unschedulable('0/3 nodes are available: 3 node(s) were unschedulable. x')),
    {},
    /All nodes are cordoned/,
  ),
  situation(
    'some nodes are cordoned, and the others lack room',
    'stuck web-2 unschedulable lower-request-or-add-node',
    withPodStatus(
      healthy,
      'web-2',
      unschedulable('0/3 nodes are available: 1 node(s) were unschedulable, 2 Insufficient cpu.'),
    ),
  ),
  situation(
    'the registry does not answer',
    'stuck web-2 image-pull mend-registry',
    broken(rolling, 'web-2', waiting('ErrImagePull', 'dial tcp: lookup reg.example.com: no such host')),
    {},
    /tried again by itself/,
  ),
  situation(
    'the registry asks for credentials, and there is no revision to go back to',
    'stuck web-1 image-pull mend-registry',
    broken(healthy, 'web-1', waiting('ImagePullBackOff', 'Back-off pulling image "app:v1": 401 Unauthorized')),
  ),
  situation(
    'the registry asks for credentials for the new image',
    'stuck web-2 image-pull restore-revision-then-delete-pod',
    broken(rolling, 'web-2', waiting('ImagePullBackOff', 'Back-off pulling image "app:v2"')),
    {
      events: [
        about(rolling, 'web-2', 'Failed', 'Failed to pull image "app:v2": pull access denied'),
        about(
          rolling,
          'web-2',
          'FailedToRetrieveImagePullSecret',
          'Unable to retrieve some image pull secrets (regcred)',
        ),
      ],
    },
    /pull access denied\n.*\(regcred\)/,
  ),
  situation(
    'a pod is evicted again and again',
    'stuck web-1 pod-failed make-room-on-node',
    withPodStatus(placed(healthy, 'web-1'), 'web-1', { phase: 'Failed', reason: 'Evicted', message: 'low on memory' }),
    {
      events: [
        eventAbout(healthy.set, 'SuccessfulDelete', 'delete Pod web-1 in StatefulSet web successful', {
          now: healthy.now,
          secondsAgo: 5,
          count: 9,
        }),
      ],
    },
  ),
];
