import { ownersOf } from '../../core/owners.ts';
import type { KubernetesObject } from '../../core/statefulset/model.ts';
import type { Say } from '../../words/words.ts';

/** `managed by Kafka/prod`: who else decides about an object; `undefined` for one of its own. */
export function ownerText(object: KubernetesObject, say: Say): string | undefined {
  const [owner] = ownersOf(object);
  switch (owner?.by) {
    case undefined:
      return undefined;
    case 'controller':
      return say('managed-by', { owner: `${owner.kind}/${owner.name}` });
    case 'argo-cd':
      return say('managed-by', { owner: `Argo CD/${owner.name}` });
    case 'flux':
      return say('managed-by', { owner: `Flux/${owner.name}` });
    case 'helm':
      return say('managed-by', { owner: `Helm/${owner.name}` });
    case 'autoscaler':
      return say('scaled-by', { owner: owner.name });
  }
}
