import type { FieldDifference } from '../core/differences.ts';
import type { Say } from './words.ts';

/** Fields that are told one by one. One more is told rather than counted. */
const TOLD = 3;
/** What most people change, and look for first. */
const FIRST: readonly RegExp[] = [/\.image$/, /^spec\.replicas$/];

/** What an object changes of another, in one line, images and the number of pods first; `undefined` where nothing differs. */
export function fieldChangesText(differences: readonly FieldDifference[], say: Pick<Say, 'data'>): string | undefined {
  if (differences.length === 0) return undefined;
  const sorted = differences.toSorted((one, other) => rankOf(one) - rankOf(other));
  const told = sorted.length === TOLD + 1 ? sorted : sorted.slice(0, TOLD);
  const fields = told.map(difference => say.data(changeOf(difference))).join('; ');
  const count = sorted.length - told.length;
  return count === 0
    ? say.data({ code: 'fields-change', values: { fields } })
    : say.data({ code: 'fields-change-and-more', values: { fields, count } });
}

function rankOf({ field }: FieldDifference): number {
  const rank = FIRST.findIndex(pattern => pattern.test(field));
  return rank < 0 ? FIRST.length : rank;
}

function changeOf({ field: path, from, to }: FieldDifference) {
  const field = shortened(path);
  // Of values that are hidden or long, the part that is told may be the same.
  if (from === to) return { code: 'field-changes', values: { field } };
  if (from === undefined) return { code: 'field-set', values: { field, to: to ?? '' } };
  if (to === undefined) return { code: 'field-unset', values: { field, from } };
  return { code: 'field-from-to', values: { field, from, to } };
}

/** `spec.template.spec.containers[app].image` is `app image` to people. */
function shortened(path: string): string {
  return path.replace(/^spec\.(template\.spec\.)?/, '').replace(/^(?:initC|c)ontainers\[([^\]]+)\]\./, '$1 ');
}
