import { LARGEST_ORDINAL, podName } from '../../../statefulset/ordinals.ts';
import { type Finding, finding } from '../../finding.ts';
import { at, entriesOf, isGiven, itemsOf, type Place, textOf } from '../../place.ts';

/** Labels that the controller gives every pod, whatever the template says. Facts N5, N6, N11. */
export const OWN_LABELS = [
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
  'controller-revision-hash',
];

/** The kernel takes host names up to here. Fact N12. */
const LONGEST_HOSTNAME = 64;

/** What a set does about the names of its pods. Facts N4–N6, N9, N11, N12. */
export function* identityBehavior(object: Place): Iterable<Finding> {
  const spec = at(object, 'spec');
  yield* ordinalRule(spec);
  const selected = new Set<string>();
  for (const [key, place] of selectorKeys(at(spec, 'selector'))) {
    if (!OWN_LABELS.includes(key)) continue;
    selected.add(key);
    yield finding('selector-on-controller-label', place.path, { key }, { part: 'key' });
  }
  for (const [key, place] of entriesOf(at(spec, 'template', 'metadata', 'labels')))
    if (OWN_LABELS.includes(key) && !selected.has(key)) yield finding('label-overwritten', place.path, { key });
  yield* nameRules(object);
}

/** Fact N4: beyond int32 an ordinal cannot be read back from the pod's name. */
function* ordinalRule(spec: Place): Iterable<Finding> {
  const place = at(spec, 'ordinals', 'start');
  const start = place.value;
  const replicas = at(spec, 'replicas').value ?? 1;
  if (typeof start !== 'number' || typeof replicas !== 'number' || start > LARGEST_ORDINAL) return;
  const last = start + replicas - 1;
  if (last > LARGEST_ORDINAL)
    yield finding('ordinals-too-large', place.path, { start, replicas, limit: LARGEST_ORDINAL });
}

function selectorKeys(selector: Place): [string, Place][] {
  const expressions = itemsOf(at(selector, 'matchExpressions')).map(requirement => at(requirement, 'key'));
  return [
    ...entriesOf(at(selector, 'matchLabels')),
    ...expressions.map((place): [string, Place] => [textOf(place) ?? '', place]),
  ];
}

function* nameRules(object: Place): Iterable<Finding> {
  const pod = at(object, 'spec', 'template', 'spec');
  const name = textOf(at(object, 'metadata', 'name')) ?? '';
  const service = textOf(at(object, 'spec', 'serviceName')) ?? '';
  const start = at(object, 'spec', 'ordinals', 'start').value;
  const first = podName(name, typeof start === 'number' ? start : 0);
  const hostname = at(pod, 'hostname');
  if (isGiven(hostname) && hostname.value !== '' && name !== '')
    yield finding('hostname-overwritten', hostname.path, { becomes: first }, { part: 'key' });
  const subdomain = at(pod, 'subdomain');
  // What it would become anyway is no mistake.
  if (isGiven(subdomain) && subdomain.value !== '' && subdomain.value !== service)
    yield finding(
      'subdomain-overwritten',
      subdomain.path,
      { becomes: service === '' ? 'serviceName' : service },
      { part: 'key' },
    );
  const place = at(pod, 'setHostnameAsFQDN');
  if (place.value !== true || service === '') return;
  const namespace = textOf(at(object, 'metadata', 'namespace')) ?? '';
  const full = `${first}.${service}.${namespace}.svc.cluster.local`;
  if (full.length > LONGEST_HOSTNAME)
    yield finding('full-hostname-too-long', place.path, { name: full, length: full.length, limit: LONGEST_HOSTNAME });
}
