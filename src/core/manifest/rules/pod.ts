import { type Finding, finding } from '../finding.ts';
import { at, isFields, isGiven, itemsOf, type Place, textOf } from '../place.ts';
import { containerRules } from './container.ts';
import { dnsLabel, oneOf, quantity, required, shown } from './fields.ts';
import { annotationRules, labelRules } from './metadata.ts';
import { mountRules } from './mounts.ts';

/** What a pod template means to the workload it stands in. */
export interface PodTemplateOwner {
  readonly kind: 'StatefulSet' | 'Deployment';
  /** Volumes that the pods get beside those of the template: a set's claim templates. */
  readonly claims: readonly string[];
}

/** A pod template of a set or Deployment. Facts: validation-rules.md, sections 1.2 (rows 63–72), 1.5 and 1.6. */
export function* podTemplateRules(template: Place, owner: PodTemplateOwner): Iterable<Finding> {
  const metadata = at(template, 'metadata');
  // The server leaves `metadata` out of the path here.
  yield* labelRules(at(metadata, 'labels'), 'spec.template.labels');
  yield* annotationRules(at(metadata, 'annotations'), 'spec.template.annotations');
  const spec = at(template, 'spec');
  if (isGiven(spec) && !isFields(spec.value)) return;
  yield* oneOf(at(spec, 'restartPolicy'), ['Always', '']);
  yield* forbidden(at(spec, 'activeDeadlineSeconds'), owner.kind);
  if (itemsOf(at(spec, 'ephemeralContainers')).length > 0)
    yield* forbidden(at(spec, 'ephemeralContainers'), owner.kind);
  yield* volumeRules(spec, owner.claims);
  yield* containerListRules(spec);
  yield* mountRules(spec, owner.claims);
}

function* forbidden(place: Place, kind: string): Iterable<Finding> {
  if (!isGiven(place)) return;
  yield finding('template-field-forbidden', place.path, { field: String(place.path.at(-1)), kind }, { part: 'key' });
}

function* containerListRules(spec: Place): Iterable<Finding> {
  const containers = at(spec, 'containers');
  if (isGiven(containers) && !Array.isArray(containers.value)) return;
  if (itemsOf(containers).length === 0) yield finding('containers-missing', containers.path, {}, { part: 'key' });
  // Init containers come last in the server's eyes: of two with one name the init container is the second.
  const names = new Set<string>();
  for (const list of [containers, at(spec, 'initContainers')]) {
    for (const container of itemsOf(list)) {
      yield* containerRules(container, spec);
      yield* uniqueName(at(container, 'name'), names, 'container');
    }
  }
  yield* hostPortRules(spec);
  yield* sharedPortNames(spec);
}

function* volumeRules(spec: Place, claims: readonly string[]): Iterable<Finding> {
  const names = new Set<string>();
  for (const volume of itemsOf(at(spec, 'volumes'))) {
    const name = at(volume, 'name');
    // A claim template takes the place of a volume with its name, unread.
    if (claims.includes(textOf(name) ?? '')) continue;
    yield* required(name);
    yield* dnsLabel(name);
    yield* quantity(at(volume, 'emptyDir', 'sizeLimit'));
    yield* uniqueName(name, names, 'volume');
  }
}

function* uniqueName(place: Place, seen: Set<string>, what: 'container' | 'volume'): Iterable<Finding> {
  const name = textOf(place);
  if (name === undefined || name === '') return;
  if (seen.has(name)) yield finding(`duplicate-${what}-name`, place.path, { name: shown(name) });
  seen.add(name);
}

/** Two containers of a pod cannot take the same port of the node. */
function* hostPortRules(spec: Place): Iterable<Finding> {
  const seen = new Set<string>();
  for (const port of itemsOf(at(spec, 'containers')).flatMap(container => itemsOf(at(container, 'ports')))) {
    const place = at(port, 'hostPort');
    if (typeof place.value !== 'number' || place.value === 0) continue;
    const key = `${textOf(at(port, 'protocol')) ?? 'TCP'}/${textOf(at(port, 'hostIP')) ?? ''}/${place.value}`;
    if (seen.has(key)) yield finding('duplicate-host-port', place.path, { port: place.value });
    seen.add(key);
  }
}

/** Fact 065: a Service or probe that asks for the name takes the first container that has it. */
function* sharedPortNames(spec: Place): Iterable<Finding> {
  const owners = new Map<string, string>();
  for (const container of itemsOf(at(spec, 'containers'))) {
    const owner = textOf(at(container, 'name')) ?? '';
    for (const port of itemsOf(at(container, 'ports'))) {
      const place = at(port, 'name');
      const name = textOf(place);
      if (name === undefined || name === '') continue;
      const first = owners.get(name);
      if (first === undefined) owners.set(name, owner);
      else if (first !== owner) yield finding('duplicate-port-name', place.path, { name, first, container: owner });
    }
  }
}
