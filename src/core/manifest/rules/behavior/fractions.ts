import { type Finding, finding } from '../../finding.ts';
import { at, type Place } from '../../place.ts';
import { isFractional, shown } from '../fields.ts';

/** Amounts that are counted in bytes. */
const BYTES = ['memory', 'storage', 'ephemeral-storage'];

/** Fact R21: `128m` of memory is 0.128 byte; nearly always `128Mi` was meant. */
export function* fractionalBytes(amounts: Place): Iterable<Finding> {
  for (const name of BYTES) {
    const place = at(amounts, name);
    if (isFractional(place))
      yield finding('fraction-of-a-byte', place.path, { field: name, value: shown(place.value) });
  }
}
