import { KINDS, type KindName } from '../../cluster/mirror.ts';
import type { KubernetesObject } from '../../core/statefulset/model.ts';
import type { Say } from '../../words/words.ts';
import { rowKinds } from '../ids.ts';
import { type Branch, colors } from './row.ts';

/** What the rows above leave out because it must not be read, and which right would show it. */
export function hiddenBranches({ kind, metadata }: KubernetesObject, hidden: readonly KindName[], say: Say): Branch[] {
  if (hidden.length === 0) return [];
  const label = say('hidden-label');
  const description = say('hidden-kinds', { resources: hidden.map(each => KINDS[each].name).join(', ') });
  const row = {
    id: `hidden/${kind}/${metadata.namespace ?? ''}/${metadata.name}`,
    kind: rowKinds.note,
    label,
    description,
    icon: { name: 'eye-closed', color: colors.faint },
    tooltip: [{ sentence: say('hidden-tooltip', { kinds: hidden.join(', ') }) }],
    spoken: `${label}: ${description}`,
    branch: 'leaf',
    target: undefined,
  } as const;
  return [{ row, children: [] }];
}
