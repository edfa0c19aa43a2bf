import { type Finding, finding } from '../../finding.ts';
import { at, isGiven, type Place } from '../../place.ts';
import { shown } from '../fields.ts';
import { isNothing, percentOf } from '../shares.ts';

/** A budget that never allows an eviction, whatever it selects, or selects nothing. Facts R12, R13. */
export function* budgetBehavior(spec: Place): Iterable<Finding> {
  const least = at(spec, 'minAvailable');
  const most = at(spec, 'maxUnavailable');
  const isAll = typeof least.value === 'string' && percentOf(least.value) === 100;
  const place = isNothing(most) ? most : isAll ? least : undefined;
  const selector = at(spec, 'selector');
  if (!isGiven(selector)) yield finding('budget-without-selector', selector.path, {}, { part: 'key' });
  else if (place !== undefined) {
    const values = { field: String(place.path.at(-1)), value: shown(place.value) };
    yield finding('budget-allows-nothing', place.path, values);
  }
}
