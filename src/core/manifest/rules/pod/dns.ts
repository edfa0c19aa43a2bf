import { addressFamily } from '../../../addresses.ts';
import { LONGEST_SUBDOMAIN } from '../../../names.ts';
import { type Finding, finding } from '../../finding.ts';
import { formatPath } from '../../path.ts';
import { at, isGiven, itemsOf, type Place, textListOf, textOf } from '../../place.ts';
import { asText, atMost, givenSubdomain, isMap, mapsOf, needsOther } from '../demands.ts';
import { oneOf, required, shown } from '../fields.ts';

/** How a pod finds others by name. Facts: validation-rules.md, rows 204–208 and section 1.7 (searches). */

const POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None', ''];
const MOST_NAMESERVERS = 3;
const MOST_SEARCHES = 32;
const LONGEST_SEARCHES = 2048;
/** A domain whose labels may start with an underscore and have them inside. */
const SEARCH = /^_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*$/;

export function* dnsRules(spec: Place): Iterable<Finding> {
  const policy = at(spec, 'dnsPolicy');
  const config = at(spec, 'dnsConfig');
  yield* oneOf(policy, POLICIES);
  const nameservers = at(config, 'nameservers');
  if (policy.value === 'None' && !(isGiven(config) && !isMap(config)) && !hasItems(nameservers)) {
    const place = isGiven(config) ? nameservers : config;
    yield needsOther(policy, 'dnsConfig.nameservers', { part: 'value', field: formatPath(place.path) });
  }
  if (isMap(config)) yield* configRules(config, nameservers);
}

export function* hostAliasRules(spec: Place): Iterable<Finding> {
  for (const alias of mapsOf(at(spec, 'hostAliases'))) {
    const address = at(alias, 'ip');
    yield* required(address);
    if (address.value !== '') yield* ipAddress(address);
    for (const name of itemsOf(at(alias, 'hostnames'))) yield* givenSubdomain(asText(name));
  }
}

function* configRules(config: Place, nameservers: Place): Iterable<Finding> {
  yield* atMost(nameservers, MOST_NAMESERVERS);
  for (const address of itemsOf(nameservers)) yield* ipAddress(asText(address));
  yield* searchRules(at(config, 'searches'));
  for (const option of mapsOf(at(config, 'options'))) yield* required(at(option, 'name'));
}

function* searchRules(searches: Place): Iterable<Finding> {
  yield* atMost(searches, MOST_SEARCHES);
  const all = textListOf(searches).join(' ');
  if (all.length > LONGEST_SEARCHES) {
    const values = { field: 'searches', name: shown(all), length: all.length, limit: LONGEST_SEARCHES };
    yield finding('name-too-long', searches.path, values, { part: 'key' });
  }
  for (const place of itemsOf(searches)) {
    const search = textOf(asText(place));
    if (search === undefined || search === '.' || isDomain(search.replace(/\.$/, ''))) continue;
    yield finding('invalid-name', place.path, { field: 'searches', name: shown(search) });
  }
}

function isDomain(text: string): boolean {
  return text.length <= LONGEST_SUBDOMAIN && SEARCH.test(text);
}

function* ipAddress(place: Place): Iterable<Finding> {
  const address = textOf(place);
  if (address !== undefined && addressFamily(address) === undefined)
    yield finding('invalid-address', place.path, { value: shown(address) });
}

function hasItems({ value }: Place): boolean {
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
}
