import { serviceSelects } from '../../labels.ts';
import { dnsLabelFault } from '../../names.ts';
import { labelText } from '../aspects.ts';
import { type Finding, finding, type Related } from '../finding.ts';
import { nearest } from '../nearest.ts';
import type { Path } from '../path.ts';
import { at, entriesOf, type Place, placeOf, textOf, textsOf } from '../place.ts';
import { folderOf, type Neighbour, type Surroundings } from '../workspace.ts';
import { isAlone, isNear } from './around/near.ts';

const WORKLOADS = ['StatefulSet', 'Deployment'];

/**
 * A set and the Service that gives its pods their names. A faulty one is accepted, the pods run, and they have no DNS names.
 * Facts: validation-rules.md, D1–D8.
 */
export function* governingServiceRules(self: Neighbour, around: Surroundings): Iterable<Finding> {
  const set = placeOf(self.object.value);
  const place = at(set, 'spec', 'serviceName');
  const name = textOf(place);
  if (name === undefined || name === '') {
    if (place.value === undefined || place.value === null || name === '')
      yield finding('service-name-missing', place.path, { set: self.object.name });
    return;
  }
  // No Service can be called so, which the rules of the set itself say.
  if (dnsLabelFault(name) !== undefined) return;
  const services = around.find('Service', self.object.namespace, name);
  const [service] = services;
  if (service === undefined) yield* missing(self, around, place.path, name);
  // Several of that name mean several clusters or namespaces; which one is meant cannot be told.
  else if (services.length === 1) yield* fitting(set, place.path, service, around);
}

function* missing(self: Neighbour, around: Surroundings, path: Path, name: string): Iterable<Finding> {
  if (!around.complete) return;
  const services = around.list('Service', self.object.namespace);
  const folder = folderOf(self.file);
  const near = services.filter(({ file }) => folderOf(file) === folder);
  const set = self.object.name;
  // One that selects other pods is not the one that was meant, however it is called.
  const open = near.filter(({ object }) => entriesOf(at(placeOf(object.value), 'spec', 'selector')).length === 0);
  const meant =
    nearest(
      name,
      open.map(({ object }) => object.name),
    ) ?? '';
  const labels = textsOf(at(placeOf(self.object.value), 'spec', 'template', 'metadata', 'labels'));
  const selecting = near.filter(({ object }) =>
    serviceSelects(textsOf(at(placeOf(object.value), 'spec', 'selector')), labels),
  );
  const chosen = selecting.find(isHeadless) ?? selecting[0];
  // The Service may stand in a file that cannot be read, unless one that can selects the pods already.
  const isKnown = around.knows(self.file);
  if (!isKnown && chosen === undefined) return;
  const abroad = !isKnown
    ? undefined
    : around.list('Service', undefined).find(other => other.object.name === name && isNear(self, other));
  // Services stand beside the set, but not this one: most likely a slip. Without any, or among those of other applications, it comes from elsewhere as often as not.
  if (abroad !== undefined) {
    const values = { service: name, set, namespace: abroad.object.namespace ?? '', own: self.object.namespace ?? '' };
    yield finding('service-in-other-namespace', path, values, {
      related: [relatedTo(abroad, ['metadata', 'namespace'])],
    });
  } else if (chosen !== undefined) {
    const values = { service: name, set, meant: chosen.object.name };
    const related = [relatedTo(chosen, ['metadata', 'name'])];
    // An ordinary Service of another name is there for its callers; a set that needs no names of its pods is usual.
    const isMeant = isHeadless(chosen) || nearest(name, [chosen.object.name]) !== undefined;
    yield finding('service-has-other-name', path, values, { related, ...(isMeant ? {} : { severity: 'hint' }) });
  } else if (near.some(other => !isTaken(other, around)) && (meant !== '' || isBeside(self, near, around)))
    yield finding('service-not-found', path, { service: name, set, meant });
  else yield finding('service-not-found', path, { service: name, set, meant: '' }, { severity: 'hint' });
}

function isHeadless({ object }: Neighbour): boolean {
  return at(placeOf(object.value), 'spec', 'clusterIP').value === 'None';
}

/** Whether the Services of a folder are there for this set, as far as one can tell. */
function isBeside(self: Neighbour, near: readonly Neighbour[], around: Surroundings): boolean {
  return near.some(({ file }) => file === self.file) || isAlone(self, around);
}

/** Whether a Service selects the pods of a workload that stands there. A folder where all do has none to spare for the set, and a set that needs no names of its pods is usual. */
function isTaken({ object }: Neighbour, around: Surroundings): boolean {
  const selector = textsOf(at(placeOf(object.value), 'spec', 'selector'));
  const [label] = Object.entries(selector);
  if (label === undefined) return false;
  return WORKLOADS.some(kind =>
    around
      .meeting(kind, object.namespace, 'labels', labelText(label))
      .some(other =>
        serviceSelects(selector, textsOf(at(placeOf(other.object.value), 'spec', 'template', 'metadata', 'labels'))),
      ),
  );
}

function* fitting(set: Place, path: Path, service: Neighbour, around: Surroundings): Iterable<Finding> {
  const { object } = service;
  const spec = at(placeOf(object.value), 'spec');
  const values = { service: object.name, set: textOf(at(set, 'metadata', 'name')) ?? '' };
  if (at(spec, 'type').value === 'ExternalName') {
    yield finding('service-external-name', path, values, { related: [relatedTo(service, ['spec', 'type'])] });
    return;
  }
  if (!isHeadless(service))
    yield finding('headless-service-expected', path, values, {
      related: [relatedTo(service, ['spec', 'clusterIP'])],
      ...(hasPeers(set) ? {} : { severity: 'hint' }),
    });
  const selector = at(spec, 'selector');
  if (entriesOf(selector).length === 0) {
    const byHand =
      around.find('Endpoints', object.namespace, object.name).length > 0 ||
      around.list('EndpointSlice', object.namespace).length > 0;
    if (!byHand)
      yield finding('service-without-selector', path, values, { related: [relatedTo(service, ['spec', 'selector'])] });
    return;
  }
  const labels = textsOf(at(set, 'spec', 'template', 'metadata', 'labels'));
  const apart = Object.entries(textsOf(selector)).find(
    ([key, value]) => !Object.hasOwn(labels, key) || labels[key] !== value,
  );
  if (apart === undefined) return;
  const [key, wanted] = apart;
  const found = Object.hasOwn(labels, key) ? `${key}: ${labels[key] ?? ''}` : '';
  yield finding(
    found === '' ? 'service-selects-missing-label' : 'service-selects-other-pods',
    path,
    { ...values, wanted: `${key}: ${wanted}`, found, key },
    { related: [relatedTo(service, ['spec', 'selector', key])] },
  );
}

/** A single pod has nobody to be told apart from: the name of an ordinary Service leads to it as well. */
function hasPeers(set: Place): boolean {
  const replicas = at(set, 'spec', 'replicas').value ?? 1;
  return typeof replicas !== 'number' || replicas > 1;
}

function relatedTo({ object }: Neighbour, path: Path): Related {
  return { kind: object.kind, namespace: object.namespace, name: object.name, path };
}
