import { placeOf } from '../../core/manifest/place.ts';
import { selectorAt } from '../../core/manifest/rules/selector.ts';
import type { LabelSelector } from '../../core/statefulset/model.ts';
import type { JsonObject } from '../json.ts';

/** The selector as core reads it. */
export function labelSelector(selector: JsonObject): LabelSelector {
  return selectorAt(placeOf(selector));
}
