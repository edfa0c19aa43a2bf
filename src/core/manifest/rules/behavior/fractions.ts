import { type Finding, finding } from '../../finding.ts';
import { at, type Place } from '../../place.ts';
import { isFractional, shown } from '../fields.ts';

/** Amounts that are counted in bytes. */
const BYTES = ['memory', 'storage', 'ephemeral-storage'];

/** Fact R21: `128m` of memory is 0.128 byte; nearly always `128Mi` was meant. A bare `128` is 128 bytes. */
export function* oddBytes(amounts: Place): Iterable<Finding> {
  for (const name of BYTES) {
    const place = at(amounts, name);
    if (isFractional(place))
      yield finding('fraction-of-a-byte', place.path, { field: name, value: shown(place.value) });
    else if (isBare(place.value))
      yield finding('amount-without-unit', place.path, { field: name, value: shown(place.value) });
  }
}

/** Less than any container or file system can do with, and without a unit: `memory: 512`, `storage: 10`. */
function isBare(value: unknown): boolean {
  return /^\d{1,6}$/.test(String(value)) && Number(value) > 0;
}
