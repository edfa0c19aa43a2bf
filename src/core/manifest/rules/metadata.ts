import { annotationKeyFault, byteLength, labelValueFault, qualifiedNameFault } from '../../names.ts';
import { type Finding, finding } from '../finding.ts';
import { isClusterScoped } from '../kinds.ts';
import { at, entriesOf, isFields, isGiven, itemsOf, type Place, textItemsOf, textOf } from '../place.ts';
import { dnsLabel, dnsSubdomain, fieldName, shown } from './fields.ts';

const LARGEST_ANNOTATIONS = 262_144;
const STANDARD_FINALIZERS = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);

/** What a kind's names must be: one DNS label, several with dots between them, or anything that fits between two slashes of a URL. */
export type NameForm = 'label' | 'subdomain' | 'segment';

const formats: Readonly<Record<NameForm, (place: Place) => Iterable<Finding>>> = {
  label: dnsLabel,
  subdomain: dnsSubdomain,
  segment: pathSegment,
};

/** What the API server demands of every object's metadata. Facts: validation-rules.md, section 1.1. */
export function* metadataRules(object: Place, form: NameForm): Iterable<Finding> {
  const metadata = at(object, 'metadata');
  const name = at(metadata, 'name');
  const generateName = at(metadata, 'generateName');
  const format = formats[form];
  if ((textOf(name) ?? '') === '' && (textOf(generateName) ?? '') === '' && !isOddlyTyped(name)) {
    yield finding('name-missing', name.path);
  }
  yield* format(name);
  for (const found of format({ ...generateName, value: masked(generateName) })) {
    // The server tries the form on the generated name as well, but cuts that to the right length.
    const isTriedTwice = !isGiven(name) && found.code !== 'name-too-long';
    yield isTriedTwice ? { ...found, echoes: ['metadata.name'] } : found;
  }
  // What is in no namespace has the one that it names taken away before anybody looks at it.
  if (!isClusterScoped(textOf(at(object, 'kind')) ?? '')) yield* dnsLabel(at(metadata, 'namespace'));
  yield* labelRules(at(metadata, 'labels'), 'metadata.labels');
  yield* annotationRules(at(metadata, 'annotations'), 'metadata.annotations');
  yield* finalizerRules(at(metadata, 'finalizers'));
  yield* ownerRules(at(metadata, 'ownerReferences'));
}

/** Keys and values of labels, node selectors and the like. `field` is the server's name for the map. */
export function* labelRules(labels: Place, field: string): Iterable<Finding> {
  for (const [key, place] of entriesOf(labels)) {
    yield* labelKeyRule(place, key, field);
    const value = textOf(place);
    if (value !== undefined && labelValueFault(value) !== undefined) {
      yield finding('invalid-label-value', place.path, { key, value: shown(value) }, { field });
    }
  }
}

function* labelKeyRule(place: Place, key: string, field: string | undefined): Iterable<Finding> {
  if (qualifiedNameFault(key) !== undefined) {
    yield finding(
      'invalid-label-key',
      place.path,
      { key: shown(key) },
      { part: 'key', ...(field === undefined ? {} : { field }) },
    );
  }
}

export function* annotationRules(annotations: Place, field: string): Iterable<Finding> {
  let size = 0;
  for (const [key, place] of entriesOf(annotations)) {
    size += byteLength(key) + byteLength(textOf(place) ?? '');
    if (annotationKeyFault(key) !== undefined) {
      yield finding('invalid-label-key', place.path, { key: shown(key) }, { part: 'key', field });
    }
  }
  if (size > LARGEST_ANNOTATIONS) {
    yield finding(
      'annotations-too-large',
      annotations.path,
      { bytes: size, limit: LARGEST_ANNOTATIONS },
      { part: 'key', field },
    );
  }
}

/** Finalizers: a name of Kubernetes itself, or one with a domain in front. */
export function* finalizerRules(finalizers: Place): Iterable<Finding> {
  for (const place of textItemsOf(finalizers)) {
    const name = textOf(place);
    if (name === undefined || STANDARD_FINALIZERS.has(name)) continue;
    if (!name.includes('/') || qualifiedNameFault(name) !== undefined)
      yield finding('invalid-finalizer', place.path, { name: shown(name) });
  }
}

function* ownerRules(owners: Place): Iterable<Finding> {
  const controllers: Place[] = [];
  for (const owner of itemsOf(owners)) {
    for (const key of ['apiVersion', 'kind', 'name', 'uid']) {
      const place = at(owner, key);
      if (isGiven(place) && place.value !== '') continue;
      yield finding('owner-incomplete', place.path, { field: key }, { field: `metadata.ownerReferences.${key}` });
    }
    yield* ownerVersionRule(at(owner, 'apiVersion'));
    yield* eventRule(owner);
    if (isFields(owner.value) && owner.value['controller'] === true) controllers.push(at(owner, 'controller'));
  }
  for (const { path } of controllers.slice(1))
    yield finding('two-controllers', path, {}, { field: 'metadata.ownerReferences' });
}

/** Events own nothing: they are gone in an hour. */
function* eventRule(owner: Place): Iterable<Finding> {
  if (at(owner, 'kind').value !== 'Event' || at(owner, 'apiVersion').value !== 'v1') return;
  const values = { field: 'kind: Event', parent: 'ownerReferences' };
  yield finding('field-not-allowed', at(owner, 'kind').path, values, { field: 'metadata.ownerReferences' });
}

/** A group and a version, or a version alone. */
function* ownerVersionRule(place: Place): Iterable<Finding> {
  const version = textOf(place) ?? '';
  if (version === '' || /^(?:[^/]*\/)?[^/]+$/.test(version)) return;
  const values = { field: 'apiVersion', value: shown(version), supported: 'group/version' };
  yield finding('value-not-supported', place.path, values, { field: 'metadata.ownerReferences.apiVersion' });
}

/** The hyphen at the end of a generated name's beginning is no fault; what comes after it is never one either. */
function masked(generateName: Place): string | undefined {
  const text = textOf(generateName);
  return text !== undefined && text.length > 1 ? text.replace(/-$/, 'a') : text;
}

/** Neither a step in a path nor anything that would end one. */
function* pathSegment(place: Place): Iterable<Finding> {
  const name = textOf(place) ?? '';
  if (name === '.' || name === '..' || /[/%]/.test(name))
    yield finding('invalid-name', place.path, { field: fieldName(place.path), name: shown(name) });
}

/** A name that is there but no text is a fault of another rule. */
function isOddlyTyped(place: Place): boolean {
  return isGiven(place) && typeof place.value !== 'string';
}
