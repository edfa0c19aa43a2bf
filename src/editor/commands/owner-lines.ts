import { ownersOf } from '../../core/owners.ts';
import type { KubernetesObject } from '../../core/statefulset/model.ts';
import type { CommandSay } from '../../words/words.ts';
import { revertsText } from '../views/owner-text.ts';
import type { PreviewSection } from './preview-model.ts';

/** Who would undo a change of this object: what a person must know before making it. No section where nobody would. */
export function ownerSections(
  object: KubernetesObject | undefined,
  scales: boolean,
  say: CommandSay,
): PreviewSection[] {
  const owners = object === undefined ? [] : ownersOf(object);
  const lines = owners
    .filter(({ by }) => by !== 'autoscaler' || scales)
    .map(owner => ({ icon: 'warning', text: revertsText(owner, say) }));
  return lines.length === 0 ? [] : [{ heading: say('section-owners'), lines }];
}
