import { type Owner, ownersOf } from '../../core/owners.ts';
import type { KubernetesObject } from '../../core/statefulset/model.ts';
import type { Code, Say } from '../../words/words.ts';

/** `managed by Kafka/prod`: who else decides about an object; `undefined` for one of its own. */
export function ownerText(object: KubernetesObject, say: Say): string | undefined {
  const [owner] = ownersOf(object);
  if (owner === undefined) return undefined;
  return say(owner.by === 'autoscaler' ? 'scaled-by' : 'managed-by', { owner: ownerName(owner) });
}

/** All of them by name: a row has room for one, and cuts that where the view ends. */
export function ownersText(object: KubernetesObject): string {
  return ownersOf(object).map(ownerName).join(', ');
}

/** An owner by the name that its own people use: `Kafka/prod`, `Argo CD/shop`. */
export function ownerName(owner: Owner): string {
  switch (owner.by) {
    case 'controller':
      return `${owner.kind}/${owner.name}`;
    case 'argo-cd':
      return `Argo CD/${owner.name}`;
    case 'flux':
      return `Flux/${owner.name}`;
    case 'helm':
      return `Helm/${owner.name}`;
    case 'autoscaler':
      return owner.name;
  }
}

const REVERTS = {
  controller: 'reverts-controller',
  'argo-cd': 'reverts-argo-cd',
  flux: 'reverts-flux',
  helm: 'reverts-helm',
  autoscaler: 'reverts-autoscaler',
} as const satisfies Readonly<Record<Owner['by'], Code>>;

/** What becomes of a change that somebody makes beside the owner. */
export function revertsText(owner: Owner, say: Say): string {
  const { name } = owner;
  return say.data({ code: REVERTS[owner.by], values: { name, ...('kind' in owner ? { kind: owner.kind } : {}) } });
}
