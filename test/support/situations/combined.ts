import type { World } from '../../../src/core/statefulset/decision.ts';
import { makePass, modelOf } from '../../../src/core/statefulset/model-cluster.ts';
import { restarted, unschedulable } from '../evidence.ts';
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
  ago,
  backOff,
  broken,
  container,
  four,
  healthy,
  held,
  type OwnSituation,
  parallel,
  putBack,
  rolling,
  rollingInParallel,
  running,
  situation,
  started,
} from './builders.ts';

const crashing = started([container('app', backOff, 1)]);
const canary = settled(withImage(healthy, 'app:v2', { updateStrategy: held(2) }), healthy);
const onDelete = settled(withImage(healthy, 'app:v2', { updateStrategy: { type: 'OnDelete' } }), healthy);
const halfWay = settled(onDelete.set, withoutPod(onDelete, 'web-2'));
const fromFive = settled(set({ ordinals: { start: 5 } }));
const canaryFromFive = settled(withImage(fromFive, 'app:v2', { updateStrategy: held(2) }), fromFive);
const fewer = { ...four, set: withSpec(four, { replicas: 2 }) };
const patient = settled(set({ minReadySeconds: 60 }));
const gated = { maxUnavailable: true } as const;
const upTo = (maxUnavailable: number) => ({ type: 'RollingUpdate', rollingUpdate: { partition: 0, maxUnavailable } });

const deleted: World = {
  ...healthy,
  set: {
    ...healthy.set,
    metadata: { ...healthy.set.metadata, deletionTimestamp: ago(300), finalizers: ['foregroundDeletion'] },
  },
};

/** The world after the controller has looked at a template once. */
function seen(world: World, image: string): World {
  const model = modelOf({ ...world, set: withImage(world, image) });
  makePass(model);
  return { ...model, pods: [...model.pods.values()] };
}

function shifted(): World {
  const more = settled(set({ replicas: 4 }));
  return { ...more, set: withSpec(more, { replicas: 3, ordinals: { start: 1 } }) };
}

/** Two things at once, or half way. */
export const combined: readonly OwnSituation[] = [
  situation(
    'a pod that the partition holds crashes, while the canary is well',
    'stuck web-1 crash-loop lower-partition-then-delete-pod',
    broken(canary, 'web-1', crashing),
    {},
    /lower the partition to 1 and then delete it/,
  ),
  situation(
    'the canary crashes at its partition',
    'stuck web-2 crash-loop restore-revision-then-delete-pod',
    broken(canary, 'web-2', crashing),
  ),
  situation(
    'the template is put back, and the broken canary stays above the partition',
    'stuck web-2 outdated-broken-pod delete-pod',
    broken(
      { ...putBack(rolling), set: withSpec(putBack(rolling), { updateStrategy: held(2) }) },
      'web-2',
      imagePullBackOff,
    ),
  ),
  situation(
    'a third template comes while the second one is broken',
    'stuck web-2 outdated-broken-pod delete-pod',
    seen(broken(rolling, 'web-2', imagePullBackOff), 'app:v3'),
    {},
    /comes back at revision 3 \(app:v3\)/,
  ),
  situation(
    'in parallel two pods are broken for different causes',
    'stuck web-2 image-pull undo',
    broken(broken(rollingInParallel, 'web-2', imagePullBackOff), 'web-0', crashing),
    {},
    /Broken too: web-0\./,
  ),
  situation(
    'in parallel the template is put back, and the controller replaces the broken pod',
    'progressing web-2',
    broken(putBack(rollingInParallel), 'web-2', imagePullBackOff),
  ),
  situation(
    'in parallel pods find no room, the lowest is told',
    'stuck web-0 unschedulable lower-request-or-add-node',
    withPodStatus(
      withPodStatus(parallel, 'web-1', unschedulable('0/3 nodes are available: 3 Insufficient cpu.')),
      'web-0',
      unschedulable('0/3 nodes are available: 3 Insufficient cpu.'),
    ),
    {},
    /Broken too: web-1\./,
  ),
  situation(
    'in parallel, where maxUnavailable counts, a broken pod is not replaced once the template is put back',
    'stuck web-2 outdated-broken-pod delete-pod',
    { ...broken(putBack(rollingInParallel), 'web-2', imagePullBackOff), features: gated },
  ),
  situation('and is where two may be unavailable', 'progressing web-2', {
    ...broken(putBack(rollingInParallel), 'web-2', imagePullBackOff),
    set: { ...withSpec(putBack(rollingInParallel), { updateStrategy: upTo(2) }) },
    features: gated,
  }),
  situation(
    'in parallel, where two may be unavailable, one broken pod does not hold the next one up',
    'progressing web-1',
    {
      ...broken(rollingInParallel, 'web-2', imagePullBackOff),
      set: withSpec(rollingInParallel, { updateStrategy: upTo(2) }),
      features: gated,
    },
  ),
  situation('and is where it no longer counts what is broken, since 1.37', 'progressing web-2', {
    ...broken(putBack(rollingInParallel), 'web-2', imagePullBackOff),
    features: { ...gated, replacesUnavailable: true },
  }),
  situation(
    'the partition holds one pod',
    'held',
    settled(withImage(healthy, 'app:v2', { updateStrategy: held(1) }), healthy),
    {},
    /its partition, which keeps web-0 at the old revision until you lower it/,
  ),
  situation('OnDelete is half way', 'held', halfWay, {}, /keeps web-0, web-1 at the old revision until deleted/),
  situation(
    'OnDelete is half way, and an old pod crashes',
    'stuck web-0 outdated-broken-pod delete-pod',
    broken(halfWay, 'web-0', crashing),
    {},
    /comes back at revision 2 \(app:v2\)/,
  ),
  situation(
    'ordinals begin at 5, and an old pod below the partition crashes',
    'stuck web-5 crash-loop lower-partition-then-delete-pod',
    broken(canaryFromFive, 'web-5', crashing),
    {},
    /lower the partition to 0 /,
  ),
  situation(
    'ordinals are shifted, and the new pod is not ready while the old one waits to go',
    'stuck web-3 not-ready fix-template',
    broken(shifted(), 'web-3', unready),
    {},
    /not scaled down/,
  ),
  situation(
    'a set is scaled down, and only the first pod to go is not ready: it goes',
    'progressing web-3',
    broken(fewer, 'web-3', unready),
  ),
  situation(
    'a set that is deleted waits for a finalizer of its own',
    'stuck finalizer let-its-owner-finish',
    {
      ...deleted,
      pods: [],
      set: { ...deleted.set, metadata: { ...deleted.set.metadata, finalizers: ['a.example.com/b'] } },
    },
    {},
    /^(?!.*no further pod)/s,
  ),
  situation('a set is deleted, and nobody deletes its pods', 'stuck controller-missing look-at-controller', deleted),
  situation(
    'the second pod of a rollout cannot pull what the first one runs',
    'stuck web-1 image-pull restore-revision-then-delete-pod',
    broken(
      (() => {
        const two = settled(withImage(healthy, 'app:v2', { updateStrategy: held(1) }), healthy);
        return { ...two, set: withSpec(two, { updateStrategy: held(0) }) };
      })(),
      'web-1',
      imagePullBackOff,
    ),
    {},
    /Other pods are ready at the same revision/,
  ),
  situation(
    'one of two containers is not ready',
    'stuck web-1 not-ready fix-template',
    broken(healthy, 'web-1', started([{ ...container('app', running), ready: true }, container('agent', running)]), {
      beside: ['agent'],
    }),
    {},
    /logs pod\/web-1 --container=agent/,
  ),
  situation(
    'a pod crashes again and again within its minReadySeconds',
    'stuck web-2 crash-loop fix-template',
    withPodStatus(patient, 'web-2', restarted(4, 1, new Date(patient.now - 20_000).toISOString(), true)),
  ),
  situation(
    'the clock of the node is ahead',
    'progressing web-2 min-ready-seconds',
    withPodStatus(patient, 'web-2', {
      phase: 'Running',
      conditions: [
        { type: 'Ready', status: 'True', lastTransitionTime: new Date(patient.now + 300_000).toISOString() },
      ],
    }),
    {},
    /Ready for 0 s/,
  ),
];
