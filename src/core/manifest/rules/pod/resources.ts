import { compareQuantities, parseQuantity, type Quantity } from '../../../quantity.ts';
import { type Finding, finding } from '../../finding.ts';
import { formatPath } from '../../path.ts';
import { at, entriesOf, isGiven, type Place, textOf } from '../../place.ts';
import { isMap, keyField, mapsOf } from '../demands.ts';
import { dnsLabel, quantity, shown } from '../fields.ts';
import { isContainerResource, isHugePages, isOvercommitAllowed, isPodResource, stepOf } from './resource-names.ts';

/** Requests and limits of containers and pods. Facts: validation-rules.md, rows 140–148. */

export function* containerResourceRules(container: Place, claims: ReadonlySet<string>): Iterable<Finding> {
  const resources = at(container, 'resources');
  if (!isMap(resources)) return;
  yield* amounts(resources, isContainerResource);
  yield* claimRules(at(resources, 'claims'), claims, textOf(at(container, 'name')) ?? '');
}

/** Requests and limits by the name that the server demands of them. */
export function* amounts(resources: Place, isKnown: (name: string) => boolean): Iterable<Finding> {
  const requests = at(resources, 'requests');
  const limits = at(resources, 'limits');
  for (const map of [limits, requests]) yield* amountsOf(map, isKnown);
  for (const [name, place] of entriesOf(requests)) yield* besideLimit(name, place, requests, limits);
  yield* hugePagesRule(resources, requests, limits);
}

/** The amounts in one map: what they are called, and that each can be one. `server` is the map by the server's name. */
export function* amountsOf(map: Place, isKnown: (name: string) => boolean, server = map): Iterable<Finding> {
  for (const [name, place] of entriesOf(map)) {
    const field = keyField(server, name);
    yield* quantity(place);
    if (!isKnown(name)) {
      const code = isKnown === isPodResource ? 'unknown-pod-resource' : 'unknown-resource';
      yield finding(code, place.path, { resource: shown(name) }, { part: 'key', field });
      continue;
    }
    const amount = parseQuantity(place.value);
    if (amount === undefined) continue;
    const value = shown(place.value);
    if (amount.nano < 0n) yield finding('below-minimum', place.path, { field: name, value, minimum: 0 }, { field });
    const step = stepOf(name);
    if (step !== undefined && amount.nano % step.step !== 0n)
      yield finding('amount-not-multiple', place.path, { resource: name, value, step: step.text }, { field });
  }
}

/** An amount; null is zero to the server. */
export function amountAt({ value }: Place): Quantity | undefined {
  return value === null ? parseQuantity('0') : parseQuantity(value);
}

function* besideLimit(name: string, place: Place, requests: Place, limits: Place): Iterable<Finding> {
  const limitPlace = at(limits, name);
  const request = amountAt(place);
  if (request === undefined || (isGiven(limits) && !isMap(limits))) return;
  const field = formatPath(requests.path);
  if (limitPlace.value === undefined) {
    if (!isOvercommitAllowed(name))
      yield finding('limit-missing', place.path, { resource: name }, { part: 'key', field: formatPath(limits.path) });
    return;
  }
  const limit = amountAt(limitPlace);
  if (limit === undefined) return;
  const order = compareQuantities(request, limit);
  const values = { resource: name, request: shown(place.value), limit: shown(limitPlace.value) };
  if (order !== 0 && !isOvercommitAllowed(name))
    yield finding('request-differs-from-limit', place.path, values, { field });
  else if (order > 0) yield finding('request-above-limit', place.path, values, { field });
}

/** Row 148. */
function* hugePagesRule(resources: Place, requests: Place, limits: Place): Iterable<Finding> {
  const names = [...entriesOf(limits), ...entriesOf(requests)];
  if (names.some(([name]) => name === 'cpu' || name === 'memory')) return;
  const huge = names.find(([name]) => isHugePages(name));
  if (huge === undefined) return;
  const [resource, { path }] = huge;
  yield finding('hugepages-alone', path, { resource }, { part: 'key', field: formatPath(resources.path) });
}

/** Section 1.7: a container takes claims that the pod has. */
function* claimRules(list: Place, known: ReadonlySet<string>, container: string): Iterable<Finding> {
  const seen = new Set<string>();
  for (const claim of mapsOf(list)) {
    const place = at(claim, 'name');
    const field = formatPath(claim.path);
    const name = textOf(place) ?? '';
    if (name === '') {
      if (!isGiven(place) || place.value === '')
        yield finding('field-missing', place.path, { field: 'name' }, { field });
      continue;
    }
    yield* dnsLabel(at(claim, 'request'));
    const request = textOf(at(claim, 'request')) ?? '';
    const whole = [...seen].some(key => key.startsWith(`${name}/`));
    const key = `${name}/${request}`;
    if (seen.has(key) || seen.has(`${name}/`) || (request === '' && whole))
      yield finding('duplicate-entry', place.path, { value: name, list: 'claims' }, { field });
    seen.add(key);
    if (!known.has(name))
      yield finding('resource-claim-unknown', place.path, { name: shown(name), container }, { field });
  }
}
