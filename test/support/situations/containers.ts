import type { Pod } from '../../../src/core/statefulset/model.ts';
import {
  imagePullBackOff,
  set,
  settled,
  unready,
  withImage,
  withoutPod,
  withPodStatus,
  withSpec,
} from '../statefulset.ts';
import {
  about,
  backOff,
  broken,
  container,
  first,
  healthy,
  held,
  type OwnSituation,
  placed,
  putBack,
  rolling,
  rollingInParallel,
  running,
  situation,
  started,
  waiting,
  withPod,
} from './builders.ts';

/** Containers that do not start, do not stay, or are not ready. */
export const ofContainers: readonly OwnSituation[] = [
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
    /Other pods run with the same template/,
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
];
