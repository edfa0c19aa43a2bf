import { REVISION } from '../../core/deployment/annotations.ts';
import {
  createFailedStatus,
  createFailedWords,
  type DeploymentMove,
  decideDeployment,
} from '../../core/deployment/controller.ts';
import type { Deployment } from '../../core/deployment/model.ts';
import type { Pod } from '../../core/statefulset/model.ts';
import { deepEqual } from '../json.ts';
import { resources } from '../resources.ts';
import { StatusError } from '../status.ts';
import { type Context, controllerOf, keyOf, manager, splitKey } from './context.ts';
import { isTaken, makeMove, type Scaled } from './deployment/moves.ts';
import { concernedDeployments, worldOf } from './deployment/world.ts';

const deployments = resources.deployments;
const sets = resources.replicaSets;

/** The hand of the Deployment controller in core. Section F4 of the controller facts. */
export function startDeployments(context: Context): void {
  const { registry, clock, watches } = context;
  const queue = context.queue('deployments', sync, { latency: 6, busy: 12 });

  watches.on(deployments, ({ type, object }) => {
    if (type !== 'DELETED') queue.add(keyOf(object));
  });
  watches.on(sets, ({ object, before }) => {
    for (const set of before === undefined ? [object] : [object, before])
      for (const key of concernedDeployments(registry, set)) queue.add(key);
  });
  watches.on(resources.pods, ({ type, object }) => {
    if (type === 'DELETED') wakeRecreate(object);
  });

  /** A Deployment that recreates waits for the very last old pod. */
  function wakeRecreate(pod: Pod): void {
    const owner = controllerOf(pod);
    if (owner?.kind !== 'ReplicaSet') return;
    const set = registry.find(sets, pod.metadata.namespace, owner.name);
    for (const key of set === undefined ? [] : concernedDeployments(registry, set)) queue.add(key);
  }

  function sync(key: string): void {
    const { namespace, name } = splitKey(key);
    const deployment = registry.find(deployments, namespace, name);
    if (deployment === undefined) return;
    const decision = decideDeployment(worldOf(context, deployment));
    for (const move of decision.moves) perform(deployment, move);
    writeStatus(deployment, decision.status, decision.revision);
    if (decision.again !== undefined) queue.addAfter(key, decision.again * clock.speed);
  }

  /** A move, told in events whichever way it ends. */
  function perform(deployment: Deployment, move: DeploymentMove): void {
    try {
      const scaled = makeMove(registry, deployment, move);
      if (scaled !== undefined) sayScaled(deployment, scaled);
    } catch (error) {
      if (move.do === 'create-replica-set') createFailed(deployment, move.set.metadata.name, error);
      throw error;
    }
  }

  /** If another has the name, the next pass tries another hash. */
  function createFailed(deployment: Deployment, name: string, error: unknown): void {
    if (!(error instanceof StatusError)) return;
    if (isTaken(error)) {
      const collisionCount = (deployment.status?.collisionCount ?? 0) + 1;
      writeStatus(deployment, { ...deployment.status, collisionCount }, undefined);
      return;
    }
    const status = createFailedStatus(deployment, name, error.message, clock.stamp());
    if (status !== undefined) writeStatus(deployment, status, undefined);
    say(deployment, 'Warning', 'ReplicaSetCreateError', createFailedWords(name, error.message));
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

  function sayScaled(deployment: Deployment, { name, from, to }: Scaled): void {
    if (from === to) return;
    const direction = to > from ? 'up' : 'down';
    say(deployment, 'Normal', 'ScalingReplicaSet', `Scaled ${direction} replica set ${name} from ${from} to ${to}`);
  }

  function say(about: Deployment, type: 'Normal' | 'Warning', reason: string, message: string): void {
    context.events.record({ about, type, reason, message, source: 'deployment-controller' });
  }
}
