import { type Finding, finding } from '../finding.ts';
import { isGiven, type Place } from '../place.ts';
import { fieldName, integer, shown } from './fields.ts';

/** How many pods: a number, or a share such as `25%`. Facts: rows 302–304 (`ValidatePositiveIntOrPercent`). `mayExceed`: more than all of them. */
export function* shareRules(place: Place, mayExceed = false): Iterable<Finding> {
  if (!isGiven(place)) return;
  const { value } = place;
  if (typeof value === 'number') yield* integer(place);
  else if (typeof value === 'string') {
    const percent = percentOf(value);
    if (percent === undefined)
      yield finding('not-a-share', place.path, { field: fieldName(place.path), value: shown(value) });
    else if (percent > 100 && !mayExceed)
      yield finding('share-above-all', place.path, { field: fieldName(place.path), value: shown(value) });
  }
}

/** The number in a text such as `25%`; `undefined` if it is none. */
export function percentOf(text: string): number | undefined {
  return /^\d+%$/.test(text) ? Number(text.slice(0, -1)) : undefined;
}

/** Whether a number or share is none at all. */
export function isNothing({ value }: Place): boolean {
  return value === 0 || (typeof value === 'string' && percentOf(value) === 0);
}
