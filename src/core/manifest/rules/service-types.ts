import { type Finding, finding } from '../finding.ts';
import { isGiven, type Place } from '../place.ts';
import { fieldName, shown } from './fields.ts';

export const SERVICE_TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];

/** A field that only Services of some types have. An unknown type has been told already. */
export function* onlyFor(place: Place, type: string, allowed: string, field?: string): Iterable<Finding> {
  if (!isGiven(place) || !SERVICE_TYPES.includes(type)) return;
  const values = { field: fieldName(place.path), type: shown(type), allowed };
  yield finding('service-field-unfit', place.path, values, { part: 'key', ...(field === undefined ? {} : { field }) });
}
