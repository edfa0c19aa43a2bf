import { parseQuantity } from '../../../quantity.ts';
import { type Finding, finding } from '../../finding.ts';
import { at, type Place } from '../../place.ts';
import { shown } from '../fields.ts';

/** No machine comes near: the largest that clouds rent out have some hundreds. */
const ABSURD_CORES = 10_000n;
const NANO = 1_000_000_000n;

/** The quantity format (fact R21): `M` is a million and `m` a thousandth, so `cpu: 500M` asks for 500 million cores where half a core was meant. */
export function* absurdCores(amounts: Place): Iterable<Finding> {
  const place = at(amounts, 'cpu');
  const amount = parseQuantity(place.value);
  if (amount === undefined || amount.nano <= 0n) return;
  const cores = amount.nano / NANO;
  if (cores < ABSURD_CORES && !/[MGTPE]i?$/.test(String(place.value))) return;
  yield finding('cores-beyond-any-node', place.path, { value: shown(place.value), cores: Number(cores) });
}
