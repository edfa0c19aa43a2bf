import type { Finding } from '../finding.ts';
import { at, isFields, isGiven, type Place } from '../place.ts';
import { notTogether } from './demands.ts';
import { oneOf } from './fields.ts';
import { metadataRules } from './metadata.ts';
import { selectorRules } from './selector.ts';
import { shareRules } from './shares.ts';

/** A PodDisruptionBudget by itself. Its name may be anything that fits into a URL. Facts: validation-rules.md, section 4.5. */
export function* budgetRules(object: Place): Iterable<Finding> {
  yield* metadataRules(object, 'segment');
  const spec = at(object, 'spec');
  if (isGiven(spec) && !isFields(spec.value)) return;
  const least = at(spec, 'minAvailable');
  const most = at(spec, 'maxUnavailable');
  if (isGiven(least) && isGiven(most)) yield notTogether(most, 'minAvailable', { field: 'spec' });
  yield* shareRules(least);
  yield* shareRules(most);
  yield* selectorRules(at(spec, 'selector'));
  yield* oneOf(at(spec, 'unhealthyPodEvictionPolicy'), ['AlwaysAllow', 'IfHealthyBudget']);
}
