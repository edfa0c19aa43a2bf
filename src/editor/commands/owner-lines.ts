import { type Owner, ownersOf } from '../../core/owners.ts';
import type { KubernetesObject } from '../../core/statefulset/model.ts';
import type { Code, Say } from '../../words/words.ts';
import type { PreviewSection } from './preview-model.ts';

const SENTENCES = {
  controller: 'reverts-controller',
  'argo-cd': 'reverts-argo-cd',
  flux: 'reverts-flux',
  helm: 'reverts-helm',
  autoscaler: 'reverts-autoscaler',
} as const satisfies Readonly<Record<Owner['by'], Code>>;

/** Who would undo a change of this object: what a person must know before making it. No section where nobody would. */
export function ownerSections(object: KubernetesObject | undefined, scales: boolean, say: Say): PreviewSection[] {
  const owners = object === undefined ? [] : ownersOf(object);
  const lines = owners
    .filter(({ by }) => by !== 'autoscaler' || scales)
    .map(owner => ({
      icon: 'warning',
      text: say.data({
        code: SENTENCES[owner.by],
        values: { name: owner.name, ...('kind' in owner ? { kind: owner.kind } : {}) },
      }),
    }));
  return lines.length === 0 ? [] : [{ heading: say('section-owners'), lines }];
}
