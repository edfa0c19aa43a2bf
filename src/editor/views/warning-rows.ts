import { shortDuration } from '../../core/duration.ts';
import { countOf, firstSeen, lastSeen, messageOf } from '../../core/statefulset/events.ts';
import type { ClusterEvent, KubernetesObject } from '../../core/statefulset/model.ts';
import { rowKinds } from '../ids.ts';
import { isTarget, type Target } from '../target.ts';
import { type Branch, colors, facts, parts, type Row } from './row.ts';
import type { RowContext } from './set-row.ts';

/** What the cluster warns of at a workload and what belongs to it: the problem that began first stands first. No row without a warning. */
export function warningBranches(
  { kind, metadata }: KubernetesObject,
  events: readonly ClusterEvent[],
  context: RowContext,
): Branch[] {
  const { say } = context;
  const warnings = events
    .filter(({ type }) => type === 'Warning')
    .toSorted((one, other) => (firstSeen(one) ?? 0) - (firstSeen(other) ?? 0));
  if (warnings.length === 0) return [];
  const description = String(warnings.length);
  const row: Row = {
    id: `warnings/${kind}/${metadata.namespace ?? ''}/${metadata.name}`,
    kind: rowKinds.note,
    label: say('warnings'),
    description,
    icon: { name: 'warning', color: colors.waiting },
    tooltip: [{ sentence: say('warnings-tooltip') }],
    spoken: say('spoken-warnings', { count: warnings.length }),
    branch: 'closed',
    target: undefined,
  };
  return [{ row, children: warnings.map(event => ({ row: warningRow(event, context), children: [] })) }];
}

function warningRow(event: ClusterEvent, { say, now }: RowContext): Row {
  const { involvedObject: about, reason = '' } = event;
  const last = shortDuration(Math.max(0, now - lastSeen(event)));
  const count = countOf(event);
  const when = count > 1 ? say('warning-often', { count, last }) : say('warning-once', { last });
  const message = messageOf(event).trim();
  return {
    id: `event/${event.metadata.namespace ?? ''}/${event.metadata.name}`,
    kind: rowKinds.note,
    label: about.name ?? '',
    description: parts(reason, when, message),
    icon: { name: 'warning', color: colors.waiting },
    tooltip: [
      ...facts(
        [say('fact-kind'), about.kind],
        [say('fact-reason'), reason],
        [say('fact-seen'), when],
        [say('fact-from'), event.source?.component],
      ),
      { sentence: message },
    ],
    spoken: say('spoken-warning', { object: `${about.kind ?? ''} ${about.name ?? ''}`.trim(), reason, when, message }),
    branch: 'leaf',
    target: targetOf(about),
  };
}

/** What commands on the row are about, where it is something they know. */
function targetOf({ kind, namespace = '', name = '' }: ClusterEvent['involvedObject']): Target | undefined {
  const target = { kind, namespace, name };
  return isTarget(target) ? target : undefined;
}
