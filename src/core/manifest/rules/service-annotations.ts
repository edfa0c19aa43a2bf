import { isAddressRange } from '../../addresses.ts';
import { type Finding, finding } from '../finding.ts';
import { at, entriesOf, itemsOf, type Place, textOf } from '../place.ts';
import { keyField, notTogether } from './demands.ts';
import { shown } from './fields.ts';
import { onlyFor } from './service-types.ts';

const SOURCE_RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';
const TOPOLOGY_MODE = 'service.kubernetes.io/topology-mode';
const TOPOLOGY_HINTS = 'service.kubernetes.io/topology-aware-hints';

/** Annotations of a Service that the server reads, because fields took their place or they changed their names. Facts: `ValidateService`. */
export function* serviceAnnotationRules(object: Place, type: string): Iterable<Finding> {
  const annotations = at(object, 'metadata', 'annotations');
  for (const [key, place] of entriesOf(annotations)) {
    const field = keyField(annotations, key);
    // The field outweighs the annotation.
    const hasField = itemsOf(at(object, 'spec', 'loadBalancerSourceRanges')).length > 0;
    if (key === SOURCE_RANGES && !hasField) yield* sourceRangeRules(place, type, field);
    if (key !== TOPOLOGY_MODE) continue;
    const hints = textOf(at(annotations, TOPOLOGY_HINTS));
    if (hints !== undefined && hints !== textOf(place)) yield notTogether(place, TOPOLOGY_HINTS, { field });
  }
}

function* sourceRangeRules(place: Place, type: string, field: string): Iterable<Finding> {
  if (type !== 'LoadBalancer') yield* onlyFor(place, type, 'LoadBalancer', field);
  const text = textOf(place)?.trim() ?? '';
  if (text === '') return;
  for (const range of text.split(',').map(part => part.trim()))
    if (!isAddressRange(range)) yield finding('invalid-address-range', place.path, { value: shown(range) }, { field });
}
