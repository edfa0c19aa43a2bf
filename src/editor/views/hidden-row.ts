import { KINDS, type KindName } from '../../cluster/mirror.ts';
import type { KubernetesObject } from '../../core/statefulset/model.ts';
import type { Say } from '../../words/words.ts';
import type { PolledKind } from '../connect/health.ts';
import { rowKinds } from '../ids.ts';
import { type Branch, colors, type Row } from './row.ts';

/** What these permissions do not let be read, and what they do not let be watched. */
export interface Limits {
  readonly hidden: readonly KindName[];
  readonly polled: readonly PolledKind[];
}

/** What the rows above leave out or show late because a right is missing, and which right that is. */
export function hiddenBranches({ kind, metadata }: KubernetesObject, { hidden, polled }: Limits, say: Say): Branch[] {
  const owner = `${kind}/${metadata.namespace ?? ''}/${metadata.name}`;
  const rows: Row[] = [];
  if (hidden.length > 0) {
    const description = say('hidden-kinds', { resources: resources(hidden) });
    const tooltip = say('hidden-tooltip', { kinds: hidden.join(', ') });
    rows.push(noteRow(`hidden/${owner}`, 'eye-closed', say('hidden-label'), description, tooltip));
  }
  if (polled.length > 0) {
    const seconds = Math.round(Math.max(...polled.map(({ every }) => every)) / 1_000);
    const kinds = polled.map(each => each.kind);
    const description = say('polled-kinds', { seconds, resources: resources(kinds) });
    const tooltip = say('polled-tooltip', { seconds, kinds: kinds.join(', ') });
    rows.push(noteRow(`polled/${owner}`, 'watch', say('polled-label'), description, tooltip));
  }
  return rows.map(row => ({ row, children: [] }));
}

function resources(kinds: readonly KindName[]): string {
  return kinds.map(kind => KINDS[kind].name).join(', ');
}

function noteRow(id: string, icon: string, label: string, description: string, sentence: string): Row {
  return {
    id,
    kind: rowKinds.note,
    label,
    description,
    icon: { name: icon, color: colors.faint },
    tooltip: [{ sentence }],
    spoken: `${label}: ${description}`,
    branch: 'leaf',
    target: undefined,
  };
}
