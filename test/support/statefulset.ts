import { decide } from '../../src/core/statefulset/controller.ts';
import type { Move, World } from '../../src/core/statefulset/decision.ts';
import type { Pod, PodStatus, StatefulSet, StatefulSetSpec } from '../../src/core/statefulset/model.ts';
import { makePass, modelOf, passTime } from '../../src/core/statefulset/model-cluster.ts';

export const NOW = Date.UTC(2026, 0, 1, 12);

type SetOptions = Partial<StatefulSetSpec> & { readonly image?: string };

/** A set `web` with a claim template `data`, as the API server would return it. */
export function set({ image = 'app:v1', ...spec }: SetOptions = {}): StatefulSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web', namespace: 'default', uid: 'set-1', generation: 1 },
    spec: {
      replicas: 3,
      serviceName: 'web',
      podManagementPolicy: 'OrderedReady',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'app', image, volumeMounts: [{ name: 'data', mountPath: '/data' }] }] },
      },
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        },
      ],
      ...spec,
    },
  };
}

/** The world after the controller has done all it can for a set: every pod ready. */
export function settled(of: StatefulSet, from?: World): World {
  const model = modelOf(from === undefined ? empty(of) : { ...from, set: { ...of, status: from.set.status ?? {} } });
  for (let pass = 0; pass < 1_000; pass++) {
    const { decision } = makePass(model);
    if (decision.moves.length > 0) continue;
    if (passTime(model).length === 0 && !decision.statusChanged) break;
  }
  return { ...model, pods: [...model.pods.values()] };
}

/** A world with a set and nothing else. */
export function empty(of: StatefulSet): World {
  return { set: of, pods: [], claims: new Map(), revisions: [], now: NOW };
}

/** The set of a world with another image, as a template change makes it. */
export function withImage(world: World, image: string, spec: Partial<StatefulSetSpec> = {}): StatefulSet {
  const [container] = world.set.spec.template.spec.containers;
  if (container === undefined) throw new Error('the set has no container');
  const template = {
    ...world.set.spec.template,
    spec: { ...world.set.spec.template.spec, containers: [{ ...container, image }] },
  };
  return withSpec(world, { template, ...spec });
}

export function withSpec(world: World, spec: Partial<StatefulSetSpec>): StatefulSet {
  const generation = (world.set.metadata.generation ?? 0) + 1;
  return { ...world.set, metadata: { ...world.set.metadata, generation }, spec: { ...world.set.spec, ...spec } };
}

/** The world with another status on one of its pods. */
export function withPodStatus(world: World, name: string, status: PodStatus): World {
  return { ...world, pods: world.pods.map(pod => (pod.metadata.name === name ? { ...pod, status } : pod)) };
}

export function withoutPod(world: World, name: string): World {
  return { ...world, pods: world.pods.filter(pod => pod.metadata.name !== name) };
}

export const imagePullBackOff: PodStatus = {
  phase: 'Pending',
  conditions: [{ type: 'Ready', status: 'False' }],
  containerStatuses: [
    { name: 'app', ready: false, restartCount: 0, state: { waiting: { reason: 'ImagePullBackOff' } } },
  ],
};

export const unready: PodStatus = {
  phase: 'Running',
  conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: '2026-01-01T10:00:00Z' }],
};

/** The moves of one pass, short: `create web-0`, `delete web-2 (outdated)`. */
export function moves(world: World): string[] {
  return decide(world).moves.map(short);
}

function short(move: Move): string {
  switch (move.do) {
    case 'create-pod':
      return `create ${move.pod.metadata.name}`;
    case 'delete-pod':
      return `delete ${move.pod} (${move.because})`;
    case 'create-claim':
      return `create ${move.claim.metadata.name}`;
    case 'update-claim-owners': {
      const owners = (move.claim.metadata.ownerReferences ?? []).map(owner => owner.kind);
      return `give ${move.claim.metadata.name} to ${owners.join() || 'nobody'}`;
    }
    case 'update-pod':
      return `update ${move.pod.metadata.name}`;
    case 'create-revision':
      return `create revision ${move.revision.revision}`;
    case 'renumber-revision':
      return `renumber to ${move.number}`;
    case 'fail':
      return `fail ${move.verb ?? 'silently'} ${move.pod}: ${move.claims.join()}`;
    case 'warn-conflicting-controller':
      return `warn ${move.claim}`;
  }
}

export function podNamed(world: World, name: string): Pod {
  const pod = world.pods.find(candidate => candidate.metadata.name === name);
  if (pod === undefined) throw new Error(`no pod ${name}`);
  return pod;
}

/** A world whose pod of this name is being deleted. */
export function terminating(world: World, name: string): World {
  const deletionTimestamp = '2026-01-01T12:00:00Z';
  const pods = world.pods.map(pod =>
    pod.metadata.name === name ? { ...pod, metadata: { ...pod.metadata, deletionTimestamp } } : pod,
  );
  return { ...world, pods };
}

/** A world whose set was edited so. */
export const change = (world: World, spec: Partial<StatefulSetSpec>): World => ({
  ...world,
  set: withSpec(world, spec),
});

/** A world whose set has another image. */
export const newImage = (world: World, image = 'app:v2'): World => ({ ...world, set: withImage(world, image) });
