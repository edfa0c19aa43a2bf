import { REVISION } from '../../core/deployment/annotations.ts';
import {
  createFailedStatus,
  createFailedWords,
  type DeploymentMove,
  type DeploymentWorld,
  decideDeployment,
} from '../../core/deployment/controller.ts';
import type { Deployment, ReplicaSet } from '../../core/deployment/model.ts';
import { isSameTemplate } from '../../core/deployment/replica-sets.ts';
import { selects } from '../../core/labels.ts';
import type { Pod } from '../../core/statefulset/model.ts';
import { deepEqual } from '../json.ts';
import { resources } from '../resources.ts';
import { StatusError } from '../status.ts';
import { claimOwned } from './adoption.ts';
import { type Context, controllerOf, keyOf, manager, splitKey, uidOf, unlessStale } from './context.ts';
import { controllerKey } from './indexes.ts';

const deployments = resources.deployments;
const sets = resources.replicaSets;

/** The deadline that stands for none. */
const noDeadline = 2_147_483_647;

/** The hand of the Deployment controller in core. Section F4 of the controller facts. */
export function startDeployments(context: Context): void {
  const { registry, clock, watches, indexes } = context;
  const queue = context.queue('deployments', sync, { latency: 6, busy: 12 });

  watches.on(deployments, ({ type, object }) => {
    if (type !== 'DELETED') queue.add(keyOf(object));
  });
  watches.on(sets, ({ object, before }) => {
    for (const set of before === undefined ? [object] : [object, before])
      for (const key of deploymentsOf(set)) queue.add(key);
  });
  watches.on(resources.pods, ({ type, object }) => {
    if (type === 'DELETED') wakeRecreate(object);
  });

  function deploymentsOf(set: ReplicaSet): string[] {
    const owner = controllerOf(set);
    if (owner !== undefined) return owner.kind === 'Deployment' ? [`${set.metadata.namespace}/${owner.name}`] : [];
    return registry
      .list(deployments, set.metadata.namespace)
      .filter(each => selects(each.spec.selector, set.metadata.labels))
      .map(keyOf);
  }

  /** A Deployment that recreates waits for the very last old pod. */
  function wakeRecreate(pod: Pod): void {
    const owner = controllerOf(pod);
    if (owner?.kind !== 'ReplicaSet') return;
    const set = registry.find(sets, pod.metadata.namespace, owner.name);
    for (const key of set === undefined ? [] : deploymentsOf(set)) queue.add(key);
  }

  function sync(key: string): void {
    const { namespace, name } = splitKey(key);
    const deployment = registry.find(deployments, namespace, name);
    if (deployment === undefined) return;
    const world = worldOf(deployment);
    const decision = decideDeployment(world);
    for (const move of decision.moves) perform(deployment, move);
    writeStatus(deployment, decision.status, decision.revision);
    if (decision.again !== undefined) queue.addAfter(key, decision.again * clock.speed);
  }

  function worldOf(deployment: Deployment): DeploymentWorld {
    const { namespace } = deployment.metadata;
    const owned = claimOwned(registry, sets, indexes.replicaSetsByController, deployment, set =>
      selects(deployment.spec.selector, set.metadata.labels),
    );
    const recreates = deployment.spec.strategy?.type === 'Recreate';
    const pods = recreates
      ? owned.flatMap(set => indexes.podsByController.get(controllerKey(namespace, uidOf(set))))
      : [];
    return { deployment: hurried(deployment), replicaSets: owned, pods, now: clock.stamp() };
  }

  /** The deadline as it is on a clock that runs faster than the times that are written down. */
  function hurried(deployment: Deployment): Deployment {
    const seconds = deployment.spec.progressDeadlineSeconds;
    if (seconds === undefined || seconds === noDeadline) return deployment;
    return { ...deployment, spec: { ...deployment.spec, progressDeadlineSeconds: seconds / clock.speed } };
  }

  function perform(deployment: Deployment, move: DeploymentMove): void {
    const { namespace } = deployment.metadata;
    switch (move.do) {
      case 'create-replica-set':
        create(deployment, move.set);
        return;
      case 'update-replica-set':
        registry.update(sets, move.set, manager);
        return;
      case 'scale-replica-set': {
        const set = registry.get(sets, namespace, move.name);
        const annotations = { ...set.metadata.annotations, ...move.annotations };
        const metadata = { ...set.metadata, annotations };
        registry.update(sets, { ...set, metadata, spec: { ...set.spec, replicas: move.to } }, manager);
        sayScaled(deployment, move.name, move.from, move.to);
        return;
      }
      case 'delete-replica-set':
        unlessStale(() => registry.delete(sets, namespace, move.name));
        return;
    }
  }

  /** A ReplicaSet of that name may be ours already; if it is another, the next pass tries another hash. */
  function create(deployment: Deployment, set: ReplicaSet): void {
    const name = set.metadata.name;
    try {
      registry.create(sets, set, manager);
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      if (error.reason === 'AlreadyExists') {
        settleCollision(deployment, name, error);
        return;
      }
      const status = createFailedStatus(deployment, name, error.message, clock.stamp());
      if (status !== undefined) writeStatus(deployment, status, undefined);
      say(deployment, 'Warning', 'ReplicaSetCreateError', createFailedWords(name, error.message));
      throw error;
    }
    sayScaled(deployment, name, 0, set.spec.replicas ?? 0);
  }

  function settleCollision(deployment: Deployment, name: string, error: StatusError): void {
    const existing = registry.find(sets, deployment.metadata.namespace, name);
    if (
      existing !== undefined &&
      controllerOf(existing)?.uid === uidOf(deployment) &&
      isSameTemplate(existing.spec.template, deployment.spec.template)
    )
      return;
    const collisionCount = (deployment.status?.collisionCount ?? 0) + 1;
    writeStatus(deployment, { ...deployment.status, collisionCount }, undefined);
    throw error;
  }

  function writeStatus(
    deployment: Deployment,
    status: NonNullable<Deployment['status']>,
    revision: string | undefined,
  ): void {
    const numbered = revision === undefined || deployment.metadata.annotations?.[REVISION] === revision;
    if (numbered && deepEqual(status, deployment.status)) return;
    const annotations = {
      ...deployment.metadata.annotations,
      ...(revision === undefined ? {} : { [REVISION]: revision }),
    };
    const metadata = { ...deployment.metadata, annotations };
    registry.updateStatus(deployments, { ...deployment, metadata, status }, manager);
  }

  function sayScaled(deployment: Deployment, name: string, from: number, to: number): void {
    if (from === to) return;
    const direction = to > from ? 'up' : 'down';
    say(deployment, 'Normal', 'ScalingReplicaSet', `Scaled ${direction} replica set ${name} from ${from} to ${to}`);
  }

  function say(about: Deployment, type: 'Normal' | 'Warning', reason: string, message: string): void {
    context.events.record({ about, type, reason, message, source: 'deployment-controller' });
  }
}
