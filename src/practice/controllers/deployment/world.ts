import type { DeploymentWorld } from '../../../core/deployment/controller.ts';
import type { Deployment, ReplicaSet } from '../../../core/deployment/model.ts';
import { selects } from '../../../core/labels.ts';
import type { Registry } from '../../registry.ts';
import { resources } from '../../resources.ts';
import { claimOwned, keepersOf } from '../adoption.ts';
import { type Context, uidOf } from '../context.ts';
import { controllerKey } from '../indexes.ts';

/** The deadline that stands for none. */
const noDeadline = 2_147_483_647;

/** What the Deployment controller in core is shown. Adopts and releases ReplicaSets on the way. Fact A1. */
export function worldOf({ registry, clock, indexes }: Context, deployment: Deployment): DeploymentWorld {
  const owned = claimOwned(registry, resources.replicaSets, indexes.replicaSetsByController, deployment, set =>
    selects(deployment.spec.selector, set.metadata.labels),
  );
  // Only a Deployment that recreates asks for pods: it waits for the very last old one.
  const recreates = deployment.spec.strategy?.type === 'Recreate';
  const pods = recreates
    ? owned.flatMap(set => indexes.podsByController.get(controllerKey(deployment.metadata.namespace, uidOf(set))))
    : [];
  return { deployment: atSpeed(deployment, clock.speed), replicaSets: owned, pods, now: clock.stamp() };
}

/** The keys of the Deployments that a change of a ReplicaSet concerns. */
export function concernedDeployments(registry: Registry, set: ReplicaSet): readonly string[] {
  const candidates = () => registry.list(resources.deployments, set.metadata.namespace);
  return keepersOf('Deployment', set, candidates, each => selects(each.spec.selector, set.metadata.labels));
}

/** The deadline as it is on a clock that runs faster than the times that are written down. */
function atSpeed(deployment: Deployment, speed: number): Deployment {
  const seconds = deployment.spec.progressDeadlineSeconds;
  if (seconds === undefined || seconds === noDeadline) return deployment;
  return { ...deployment, spec: { ...deployment.spec, progressDeadlineSeconds: seconds / speed } };
}
