import { ownedBy } from '../../cluster/mirror.ts';
import { deploymentParts } from '../../cluster/model.ts';
import type { Place } from '../../cluster/run-in-pod.ts';
import { containersOf } from '../../core/pod/containers.ts';
import { printed } from '../../core/pod/printed.ts';
import type { Pod } from '../../core/statefulset/model.ts';
import { inOrder } from '../../core/statefulset/ordinals.ts';
import type { LiveCluster } from '../connect/session.ts';
import { answer } from '../problems.ts';
import { named, type Target } from '../target.ts';
import type { Deps } from './deps.ts';
import { livePod, liveSet, liveWorkload } from './live.ts';
import { pickOne } from './pick-one.ts';
import { titleIn } from './title-in.ts';

/** What asking takes: words, and which contexts are open. */
type Asking = Pick<Deps, 'desk' | 'say'>;

/** The pods of a target as the mirror has them now, those of sets by number; a pod that comes back under its name is the same to us. */
export function podsOf({ mirror }: LiveCluster, { kind, namespace, name }: Target): readonly Pod[] {
  if (kind === 'Pod') {
    const pod = mirror.get('Pod', namespace, name);
    return pod === undefined ? [] : [pod];
  }
  if (kind === 'Deployment') {
    const deployment = mirror.get('Deployment', namespace, name);
    return deployment === undefined ? [] : deploymentParts(mirror, deployment).pods;
  }
  const set = mirror.get('StatefulSet', namespace, name);
  return set === undefined ? [] : inOrder(name, mirror.indexed('Pod', ownedBy(set.metadata.uid ?? '')));
}

/** The pod that a target is, or one of its pods that a person picks; rejects with an answer if none runs. */
export async function choosePod(cluster: LiveCluster, target: Target, deps: Asking): Promise<Pod> {
  const { say } = deps;
  if (target.kind === 'Pod') return livePod(cluster, target, say);
  if (target.kind === 'StatefulSet') liveSet(cluster, target, say);
  else liveWorkload(cluster, target, say);
  const running = podsOf(cluster, target).filter(pod => containersOf(pod).some(({ isRunning }) => isRunning));
  if (running.length === 0) throw answer(say, 'no-pod-runs', { object: named(target) });
  const items = running.map(pod => ({ label: pod.metadata.name, description: printed(pod).status, pod }));
  return (await pickOne(items, { title: titleIn(say('pod-of', { object: named(target) }), cluster, deps) })).pod;
}

/** A container that runs: the only one, or one that a person picks. */
export async function chooseContainer(cluster: LiveCluster, pod: Pod, deps: Asking): Promise<Place> {
  const { say } = deps;
  const { name, namespace = '' } = pod.metadata;
  const running = containersOf(pod).filter(({ isRunning }) => isRunning);
  if (running.length === 0) throw answer(say, 'no-container-runs', { pod: name, state: printed(pod).status });
  const roles = { container: '', sidecar: say('container-sidecar'), init: say('init-container') };
  const items = running.map(each => ({
    label: each.name,
    description: roles[each.role],
    detail: each.container.image ?? '',
  }));
  const picked = await pickOne(items, { title: titleIn(say('choose-container', { pod: name }), cluster, deps) });
  return { namespace, name, container: picked.label };
}
