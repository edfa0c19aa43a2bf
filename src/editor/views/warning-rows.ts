import { shortDuration } from '../../core/duration.ts';
import type { ClusterEvent, KubernetesObject } from '../../core/statefulset/model.ts';
import { podRanges } from '../../core/statefulset/ordinals.ts';
import { type AboutObject, type Warning, warningsOf } from '../../core/warnings/causes.ts';
import { rowKinds } from '../ids.ts';
import { isTarget, type Target } from '../target.ts';
import { aloud, type Branch, colors, facts, parts, type Row } from './row.ts';
import type { RowContext } from './set-row.ts';

/**
 * What the cluster warns of at a workload and what belongs to it, a row for each cause: what is still so first, and of that what began
 * first. No row without a warning. `belongings` are what events may be about, beside the workload itself.
 */
export function warningBranches(
  owner: KubernetesObject,
  belongings: readonly KubernetesObject[],
  events: readonly ClusterEvent[],
  context: RowContext,
): Branch[] {
  const { say, now } = context;
  const { kind, metadata } = owner;
  const warnings = warningsOf(events, [owner, ...belongings], now);
  if (warnings.length === 0) return [];
  const still = warnings.filter(({ isOver }) => !isOver).length;
  const over = warnings.length - still;
  const description = still === 0 ? say('warnings-none-now') : String(still);
  const row: Row = {
    id: `warnings/${kind}/${metadata.namespace ?? ''}/${metadata.name}`,
    kind: rowKinds.note,
    label: say('warnings'),
    description,
    icon: still === 0 ? { name: 'history', color: colors.faint } : { name: 'warning', color: colors.waiting },
    tooltip: [
      { sentence: say('warnings-tooltip') },
      ...facts([say('fact-still'), String(still)], [say('fact-over'), String(over)]),
    ],
    spoken: say('spoken-warnings', { count: still, over }),
    branch: 'closed',
    target: undefined,
  };
  const rows = warnings.map(warning => ({ row: warningRow(warning, metadata.name, context), children: [] }));
  return [{ row, children: rows }];
}

function warningRow(warning: Warning, owner: string, { say, now }: RowContext): Row {
  const { latest, objects, reasons, message, count, isOver } = warning;
  const last = shortDuration(Math.max(0, now - warning.last));
  const often = count > 1 ? say('warning-often', { count, last }) : say('warning-once', { last });
  const reason = reasons[0] ?? '';
  const names = namesOf(objects, owner);
  const state = isOver ? say('warning-over') : undefined;
  return {
    id: `event/${latest.metadata.namespace ?? ''}/${latest.metadata.name}`,
    kind: rowKinds.warning,
    label: names,
    description: parts(state, reason, often, message),
    icon: isOver ? { name: 'check', color: colors.faint } : { name: 'warning', color: colors.waiting },
    tooltip: [
      { sentence: message },
      ...(isOver ? [{ sentence: say('warning-over-tooltip') }] : []),
      ...facts(
        [objects[0]?.kind ?? '', objects.map(({ name }) => name).join(', ')],
        [say('fact-reason'), reasons.join(', ')],
        [say('fact-seen'), often],
        [say('fact-first-seen'), say('warning-once', { last: shortDuration(Math.max(0, now - warning.first)) })],
        [say('fact-from'), latest.source?.component],
      ),
    ],
    spoken: say('spoken-warning', {
      object: `${objects[0]?.kind ?? ''} ${objects.map(({ name }) => name).join(', ')}`.trim(),
      reason: aloud(say, state, reason),
      when: often,
      message,
    }),
    branch: 'leaf',
    target: targetOf(objects),
    message: parts(reason, message),
  };
}

/** `web-0…web-2`: pods of a set are told as a range, anything else one by one. */
function namesOf(objects: readonly AboutObject[], owner: string): string {
  const names = objects.map(({ name }) => name);
  if (names.length < 2) return names[0] ?? '';
  return podRanges(owner, names) || names.join(', ');
}

/** What commands on the row are about: of several things that the same befell, the first that they know. */
function targetOf(objects: readonly AboutObject[]): Target | undefined {
  const first = objects.find(isTarget);
  return first === undefined ? undefined : { kind: first.kind, namespace: first.namespace, name: first.name };
}
