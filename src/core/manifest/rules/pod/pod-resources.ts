import { compareQuantities, formatQuantity, type Quantity } from '../../../quantity.ts';
import { type Finding, finding } from '../../finding.ts';
import { at, entriesOf, isGiven, type Place, textOf } from '../../place.ts';
import { exactlyOne, givenSubdomain, isMap, keyField, mapsOf, unlikeOthers } from '../demands.ts';
import { dnsLabel, required, shown } from '../fields.ts';
import { isContainerResource, isPodResource } from './resource-names.ts';
import { amountAt, amounts, amountsOf } from './resources.ts';

/** What a pod as a whole asks for. Facts: validation-rules.md, row 149 and section 1.7 (overhead, resourceClaims). */
export function* podResourceRules(spec: Place): Iterable<Finding> {
  const overhead = at(spec, 'overhead');
  // The server looks at it as at limits.
  yield* amountsOf(overhead, isContainerResource, at(overhead, 'limits'));
  const resources = at(spec, 'resources');
  if (!isMap(resources)) return;
  yield* amounts(resources, isPodResource);
  const claims = at(resources, 'claims');
  if (isGiven(claims))
    yield finding('field-not-allowed', claims.path, { field: 'claims', parent: 'resources' }, { part: 'key' });
  yield* requestsBesideContainers(at(resources, 'requests'), spec);
  yield* limitsBesideContainers(resources, spec);
}

/** Claims for devices that the pod has; containers name them. */
export function* resourceClaimRules(list: Place): Iterable<Finding> {
  const claims = mapsOf(list);
  for (const claim of claims) {
    yield* required(at(claim, 'name'));
    yield* dnsLabel(at(claim, 'name'));
    yield* exactlyOne(claim, ['resourceClaimName', 'resourceClaimTemplateName']);
    yield* givenSubdomain(at(claim, 'resourceClaimName'));
    yield* givenSubdomain(at(claim, 'resourceClaimTemplateName'));
  }
  yield* unlikeOthers(claims.map(claim => [textOf(at(claim, 'name')) ?? '', at(claim, 'name')]));
}

function* requestsBesideContainers(requests: Place, spec: Place): Iterable<Finding> {
  for (const [name, place] of entriesOf(requests)) {
    const own = amountAt(place);
    const needed = containerRequests(spec, name);
    if (own === undefined || compareQuantities(own, needed) >= 0) continue;
    yield requestBelow(place, name, shown(place.value), needed, requests);
  }
}

/**
 * What a template leaves out of the requests of the whole pod: the server fills it in for pods, but in a template it reads as nothing, and
 * is too little as soon as a container asks for some.
 */
export function* requestsLeftOut(spec: Place): Iterable<Finding> {
  const resources = at(spec, 'resources');
  const requests = at(resources, 'requests');
  const isSaid = ['requests', 'limits'].some(map => entriesOf(at(resources, map)).length > 0);
  if (!isSaid || (isGiven(requests) && !isMap(requests))) return;
  for (const name of ['cpu', 'memory']) {
    const place = at(requests, name);
    const needed = containerRequests(spec, name);
    if (place.value === undefined && needed.nano > 0n) yield requestBelow(place, name, '0', needed, requests);
  }
}

function requestBelow(place: Place, name: string, value: string, needed: Quantity, requests: Place): Finding {
  const values = { resource: name, value, sum: formatQuantity(needed) };
  return finding('pod-request-below-containers', place.path, values, { field: keyField(requests, name) });
}

/** The server names a path that no object has. */
function* limitsBesideContainers(resources: Place, spec: Place): Iterable<Finding> {
  const limits = at(resources, 'limits');
  const containers = at(spec, 'containers');
  for (const container of mapsOf(containers)) {
    for (const [name, place] of entriesOf(at(container, 'resources', 'limits'))) {
      const whole = at(limits, name);
      const [own, pod] = [amountAt(place), amountAt(whole)];
      if (whole.value === undefined || own === undefined || pod === undefined || compareQuantities(own, pod) <= 0)
        continue;
      const values = { resource: name, value: shown(place.value), limit: shown(whole.value) };
      const field = `${keyField(at(resources, 'containers', container.path.at(-1) ?? 0), name)}.limits`;
      yield finding('container-limit-above-pod', place.path, values, { field });
    }
  }
}

/** What the containers of a pod ask for at the same time: all of them with all sidecars, or the neediest init container with those before it. */
function containerRequests(spec: Place, name: string): Quantity {
  const request = (container: Place) => amountAt(at(container, 'resources', 'requests', name))?.nano ?? 0n;
  let running = 0n;
  for (const container of mapsOf(at(spec, 'containers'))) running += request(container);
  let sidecars = 0n;
  let starting = 0n;
  for (const container of mapsOf(at(spec, 'initContainers'))) {
    const isSidecar = at(container, 'restartPolicy').value === 'Always';
    if (isSidecar) sidecars += request(container);
    const now = isSidecar ? sidecars : sidecars + request(container);
    if (now > starting) starting = now;
  }
  const most = running + sidecars > starting ? running + sidecars : starting;
  return { nano: most, format: name === 'cpu' ? 'decimal' : 'binary' };
}
