import { type AddressFamily, addressFamily, isAddressRange, isSpecialAddress } from '../../addresses.ts';
import { type Finding, finding } from '../finding.ts';
import { nearest } from '../nearest.ts';
import { at, entriesOf, isGiven, itemsOf, type Place, textItemsOf, textListOf, textOf } from '../place.ts';
import { atMost, notTogether, unlikeOthers } from './demands.ts';
import { oneOf, shown } from './fields.ts';
import { onlyFor } from './service-types.ts';

/** One of each family. */
const MOST_ADDRESSES = 2;

const WITH_ADDRESS = 'ClusterIP, NodePort, LoadBalancer';

/**
 * The addresses of a Service and their families. The server copies `clusterIP` into `clusterIPs` and complains about that.
 * Facts: validation-rules.md, section 4.1, rows 242–246, 264, 267; `ValidateServiceClusterIPsRelatedFields`.
 */
export function* serviceAddressRules(spec: Place, type: string): Iterable<Finding> {
  if (type === 'ExternalName') yield* withoutAddress(spec);
  else {
    yield* headlessRules(spec, type);
    yield* listRules(spec);
    yield* familyRules(spec);
  }
  for (const place of textItemsOf(at(spec, 'externalIPs'))) {
    const address = textOf(place);
    if (address === undefined) continue;
    if (addressFamily(address) === undefined) yield finding('invalid-address', place.path, { value: shown(address) });
    else if (isSpecialAddress(address)) yield finding('special-address', place.path, { value: address });
  }
  for (const place of textItemsOf(at(spec, 'loadBalancerSourceRanges'))) {
    const range = textOf(place)?.trim();
    if (range === undefined || isAddressRange(range)) continue;
    const field = `spec.LoadBalancerSourceRanges[${String(place.path.at(-1))}]`;
    yield finding('invalid-address-range', place.path, { value: shown(range) }, { field });
  }
}

function* withoutAddress(spec: Place): Iterable<Finding> {
  const one = at(spec, 'clusterIP');
  const list = at(spec, 'clusterIPs');
  if (isGiven(one) && one.value !== '') yield* onlyFor(one, 'ExternalName', WITH_ADDRESS, 'spec.clusterIPs');
  else if (itemsOf(list).length > 0) yield* onlyFor(list, 'ExternalName', WITH_ADDRESS);
  if (itemsOf(at(spec, 'ipFamilies')).length > 0) yield* onlyFor(at(spec, 'ipFamilies'), 'ExternalName', WITH_ADDRESS);
  yield* onlyFor(at(spec, 'ipFamilyPolicy'), 'ExternalName', WITH_ADDRESS);
}

function* headlessRules(spec: Place, type: string): Iterable<Finding> {
  const one = at(spec, 'clusterIP');
  const field = 'spec.clusterIPs[0]';
  if (one.value === 'None' && (type === 'NodePort' || type === 'LoadBalancer')) {
    yield finding('headless-with-address', one.path, { type }, { field });
    return;
  }
  const address = textOf(one) ?? '';
  if (address !== '' && address !== 'None' && addressFamily(address) === undefined)
    yield finding(
      isNearlyNone(address) ? 'misspelled-none' : 'invalid-address',
      one.path,
      { value: shown(address) },
      { field },
    );
}

/** `clusterIPs` beside `clusterIP`: at most one of each family, the first one the same. */
function* listRules(spec: Place): Iterable<Finding> {
  const one = textOf(at(spec, 'clusterIP')) ?? '';
  const list = at(spec, 'clusterIPs');
  const [first, ...more] = itemsOf(list);
  if (first === undefined) return;
  if (one === '') {
    yield finding('cluster-ips-alone', list.path, { value: shown(first.value) }, { part: 'key' });
    return;
  }
  if (first.value !== one)
    yield finding('cluster-ips-differ', first.path, { value: shown(one) }, { field: 'spec.clusterIPs' });
  if (more.length > MOST_ADDRESSES - 1) yield* atMost(list, MOST_ADDRESSES);
  for (const place of more) {
    const address = textOf(place) ?? '';
    // None means no address at all, so none can follow.
    if (one === 'None') yield notTogether(place, 'None', { part: 'value', field: 'spec.clusterIPs' });
    else if (addressFamily(address) === undefined)
      yield finding('invalid-address', place.path, { value: shown(address) });
    else if (addressFamily(address) === addressFamily(one))
      yield finding('addresses-of-one-family', place.path, { value: address }, { field: 'spec.clusterIPs' });
  }
}

function* familyRules(spec: Place): Iterable<Finding> {
  const policy = at(spec, 'ipFamilyPolicy');
  const list = at(spec, 'ipFamilies');
  yield* oneOf(policy, ['SingleStack', 'PreferDualStack', 'RequireDualStack']);
  const families = textItemsOf(list);
  for (const place of families) yield* oneOf(place, ['IPv4', 'IPv6']);
  yield* unlikeOthers(families.map(place => [textOf(place) ?? '', place]));
  const addresses = addressesOf(spec);
  const isDual = families.length > 1 || addresses.length > 1;
  // Endpoints of a headless Service without a selector are made by hand, of any family.
  const isFree = at(spec, 'clusterIP').value === 'None' && entriesOf(at(spec, 'selector')).length === 0;
  if (isDual && (isGiven(policy) ? policy.value === 'SingleStack' : !isFree))
    yield finding('two-families-in-single-stack', policy.path, {}, { field: 'spec.ipFamilyPolicy' });
  yield* familyMismatches(families, addresses);
}

function* familyMismatches(
  families: readonly Place[],
  addresses: readonly (AddressFamily | undefined)[],
): Iterable<Finding> {
  for (const [index, place] of families.entries()) {
    const found = addresses[index];
    const family = textOf(place);
    if (found !== undefined && (family === 'IPv4' || family === 'IPv6') && family !== found)
      yield finding('address-of-other-family', place.path, { family, found }, { field: `spec.clusterIPs[${index}]` });
  }
}

/** The family of each address that a Service asks for; none for a headless one. */
function addressesOf(spec: Place): (AddressFamily | undefined)[] {
  const one = textOf(at(spec, 'clusterIP')) ?? '';
  if (one === '' || one === 'None') return [];
  const list = textListOf(at(spec, 'clusterIPs'));
  return (list.length === 0 ? [one] : list).map(addressFamily);
}

/** In other letters, or a slip away. */
function isNearlyNone(address: string): boolean {
  return nearest(address, ['None']) !== undefined;
}
