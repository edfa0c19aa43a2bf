import type { DeploymentMove } from '../../../core/deployment/controller.ts';
import type { Deployment, ReplicaSet } from '../../../core/deployment/model.ts';
import { isSameTemplate } from '../../../core/deployment/replica-sets.ts';
import type { Registry } from '../../registry.ts';
import { resources } from '../../resources.ts';
import { StatusError } from '../../status.ts';
import { controllerOf, manager, uidOf, unlessStale } from '../context.ts';

const sets = resources.replicaSets;

/** A ReplicaSet that has another size now. */
export interface Scaled {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Makes one move of the controller in core; gives what it has scaled. Throws what the API refuses. */
export function makeMove(registry: Registry, deployment: Deployment, move: DeploymentMove): Scaled | undefined {
  const { namespace } = deployment.metadata;
  switch (move.do) {
    case 'create-replica-set':
      return create(registry, deployment, move.set);
    case 'update-replica-set':
      registry.update(sets, move.set, manager);
      return undefined;
    case 'scale-replica-set': {
      const set = registry.get(sets, namespace, move.name);
      const annotations = { ...set.metadata.annotations, ...move.annotations };
      const metadata = { ...set.metadata, annotations };
      registry.update(sets, { ...set, metadata, spec: { ...set.spec, replicas: move.to } }, manager);
      return move;
    }
    case 'delete-replica-set':
      unlessStale(() => registry.delete(sets, namespace, move.name));
      return undefined;
  }
}

/** A ReplicaSet of that name may be ours already: then it is as good as made. */
function create(registry: Registry, deployment: Deployment, set: ReplicaSet): Scaled | undefined {
  const { name } = set.metadata;
  try {
    registry.create(sets, set, manager);
  } catch (error) {
    if (isTaken(error) && isMadeBefore(registry.find(sets, deployment.metadata.namespace, name), deployment))
      return undefined;
    throw error;
  }
  return { name, from: 0, to: set.spec.replicas ?? 0 };
}

/** Whether a creation was refused because the name is taken. */
export function isTaken(error: unknown): boolean {
  return error instanceof StatusError && error.reason === 'AlreadyExists';
}

function isMadeBefore(existing: ReplicaSet | undefined, deployment: Deployment): boolean {
  return (
    existing !== undefined &&
    controllerOf(existing)?.uid === uidOf(deployment) &&
    isSameTemplate(existing.spec.template, deployment.spec.template)
  );
}
