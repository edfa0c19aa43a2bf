import { type Finding, finding } from '../../finding.ts';
import { at, entriesOf, isGiven, type Place, textOf } from '../../place.ts';
import { needsOther } from '../demands.ts';
import { LARGEST_INT32, shown } from '../fields.ts';

/** Annotations of a pod template that the server reads. Facts: validation-rules.md, section 1.7. */

const SERVER = 'spec.template.annotations';
const MIRROR = 'kubernetes.io/config.mirror';
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';
const PROFILES = ['runtime/default', 'unconfined', 'localhost/…'];

/** What an annotation says and what the field that came after it says, where both stand. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  Unconfined: ['unconfined'],
  RuntimeDefault: ['runtime/default', 'docker/default'],
};

export function* podAnnotationRules(annotations: Place, spec: Place, containers: readonly Place[]): Iterable<Finding> {
  for (const [key, place] of entriesOf(annotations)) {
    const value = textOf(place);
    if (value === undefined) continue;
    const field = `${SERVER}[${key}]`;
    if (key === MIRROR && !isGiven(at(spec, 'nodeName'))) yield needsOther(place, 'nodeName', { field });
    if (key === DELETION_COST && !isCost(value))
      yield notSupported(place, key, value, [`-${LARGEST_INT32 + 1} – ${LARGEST_INT32}`], field);
    if (key.startsWith(APP_ARMOR)) yield* appArmorRules(place, key, value, containers);
    if (key === SECCOMP_POD || key.startsWith(SECCOMP_CONTAINER))
      yield* seccompRules(place, key, value, spec, containers);
  }
}

/** As Go reads an int32, without a plus sign or leading zeros. */
function isCost(text: string): boolean {
  if (!/^(0|[1-9]\d*|-\d+)$/.test(text)) return false;
  return Number(text) <= LARGEST_INT32 && Number(text) >= -LARGEST_INT32 - 1;
}

function* appArmorRules(place: Place, key: string, value: string, containers: readonly Place[]): Iterable<Finding> {
  const name = key.slice(APP_ARMOR.length);
  const container = containers.find(candidate => textOf(at(candidate, 'name')) === name);
  const field = `${SERVER}[${key}]`;
  if (container === undefined)
    yield finding('annotation-without-container', place.path, { name: shown(name) }, { part: 'key', field });
  if (value !== '' && value !== 'runtime/default' && value !== 'unconfined' && !value.startsWith('localhost/'))
    yield notSupported(place, key, value, PROFILES, field);
  else if (container !== undefined)
    yield* disagreement(key, value, at(container, 'securityContext', 'appArmorProfile'));
}

function* seccompRules(
  place: Place,
  key: string,
  value: string,
  spec: Place,
  containers: readonly Place[],
): Iterable<Finding> {
  const isKnown = value === 'runtime/default' || value === 'docker/default' || value === 'unconfined';
  if (!isKnown && !value.startsWith('localhost/')) {
    yield notSupported(place, key, value, PROFILES, `${SERVER}.${key}`);
    return;
  }
  const name = key.slice(SECCOMP_CONTAINER.length);
  const owner = key === SECCOMP_POD ? spec : containers.find(candidate => textOf(at(candidate, 'name')) === name);
  if (owner !== undefined) yield* disagreement(key, value, at(owner, 'securityContext', 'seccompProfile'));
}

/** An annotation beside the field that replaced it must say the same. */
function* disagreement(key: string, value: string, profile: Place): Iterable<Finding> {
  const type = textOf(at(profile, 'type')) ?? '';
  const local = textOf(at(profile, 'localhostProfile')) ?? '';
  const same = type === 'Localhost' ? [`localhost/${local}`] : SAME[type];
  if (same === undefined || same.includes(value)) return;
  yield finding('annotation-differs-from-field', at(profile, 'type').path, {
    annotation: key,
    value: shown(value),
    type: type === 'Localhost' ? `${type} ${local}` : type,
  });
}

function notSupported(
  { path }: Place,
  key: string,
  value: string,
  supported: readonly string[],
  field: string,
): Finding {
  const values = { field: key, value: shown(value), supported: supported.join(', ') };
  return finding('value-not-supported', path, values, { field });
}
