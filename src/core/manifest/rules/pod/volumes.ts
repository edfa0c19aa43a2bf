import { parseQuantity } from '../../../quantity.ts';
import { type Finding, finding } from '../../finding.ts';
import { formatPath } from '../../path.ts';
import { at, entriesOf, isGiven, itemsOf, type Place, textOf } from '../../place.ts';
import { claimSpecRules } from '../claim.ts';
import { atMostOne, isMap, mapsOf } from '../demands.ts';
import { dnsLabel, dnsSubdomain, oneOf, quantity, required, shown } from '../fields.ts';
import { annotationRules, labelRules } from '../metadata.ts';
import { iscsiInterface, legacyVolumeRules } from './legacy-volumes.ts';
import { type KnownVolumes, mountsOf } from './mounts.ts';
import { hostPathRules, LONGEST_DRIVER, nfsRules } from './shared-sources.ts';
import { configVolume, downwardVolume, projectedVolume } from './volume-files.ts';
import { sourceOf, VOLUME_SOURCES, type VolumeSource } from './volume-sources.ts';

/** Volumes of a pod. Facts: validation-rules.md, rows 185–203. */

/** What is said about the volumes of a pod, and what its containers can mount. */
export interface CheckedVolumes {
  readonly findings: readonly Finding[];
  /** `undefined` if some volumes cannot be read, so that what seems to be missing may be one of them. */
  readonly known: KnownVolumes | undefined;
}

/**
 * Checks the volumes of a template beside the claim templates of its set, by name. Of a volume whose name a claim template has too
 * nothing is said: the claim takes its place, unread.
 */
export function checkVolumes(spec: Place, claims: ReadonlySet<string>, containers: readonly Place[]): CheckedVolumes {
  const findings: Finding[] = [];
  const known = new Map<string, { readonly isClaim: boolean }>();
  const sound = new Set<string>();
  let index = claims.size;
  for (const volume of mapsOf(at(spec, 'volumes'))) {
    const name = textOf(at(volume, 'name')) ?? '';
    if (name !== '' && claims.has(name)) continue;
    const [first, ...more] = asServerCounts(volumeRules(volume, known.has(name)), volume, index);
    index += 1;
    if (first === undefined) sound.add(name);
    else findings.push(sound.has(name) ? first : withMounts(first, name, containers), ...more);
    const source = sourceOf(volume);
    if (name !== '') known.set(name, { isClaim: source === 'persistentVolumeClaim' || source === 'ephemeral' });
  }
  for (const name of claims) if (name !== '') known.set(name, { isClaim: true });
  return { findings, known: areReadable(at(spec, 'volumes')) ? known : undefined };
}

/** Whether every volume is a map with a name that is a text, or with none. */
function areReadable(list: Place): boolean {
  if (isGiven(list) && !Array.isArray(list.value)) return false;
  return itemsOf(list).every(volume => {
    const name = at(volume, 'name').value;
    return (
      (volume.value === null || isMap(volume)) && (name === undefined || name === null || typeof name === 'string')
    );
  });
}

/** The server puts the claim templates before the volumes that they do not replace, and counts them all. */
function asServerCounts(findings: Iterable<Finding>, volume: Place, index: number): readonly Finding[] {
  const own = formatPath(volume.path);
  const counted = formatPath([...volume.path.slice(0, -1), index]);
  if (own === counted) return [...findings];
  return Array.from(findings, found => {
    const field = found.field ?? formatPath(found.path);
    return field.startsWith(own) ? { ...found, field: counted + field.slice(own.length) } : found;
  });
}

/** The server drops a volume that it refuses, and then does not find it for its mounts. */
function withMounts(found: Finding, volume: string, containers: readonly Place[]): Finding {
  const echoes = volume === '' ? [] : mountsOf(volume, containers);
  return echoes.length === 0 ? found : { ...found, echoes };
}

function* volumeRules(volume: Place, isSecond: boolean): Iterable<Finding> {
  const place = at(volume, 'name');
  yield* required(place);
  yield* dnsLabel(place);
  if (isSecond) yield finding('duplicate-volume-name', place.path, { name: shown(place.value) });
  yield* sourceRules(volume);
}

function* sourceRules(volume: Place): Iterable<Finding> {
  yield* atMostOne(volume, VOLUME_SOURCES);
  const kind = sourceOf(volume);
  if (kind === undefined) return;
  const source = at(volume, kind);
  if (!isMap(source)) return;
  yield* ofKind(source, kind, formatPath(volume.path));
  if (kind === 'iscsi')
    yield* iscsiInterface(source, textOf(at(volume, 'name')) ?? '', `${formatPath(volume.path)}.name`);
}

function* ofKind(source: Place, kind: VolumeSource, volume: string): Iterable<Finding> {
  switch (kind) {
    case 'emptyDir':
      yield* sizeLimit(at(source, 'sizeLimit'));
      return;
    case 'hostPath':
      yield* hostPathRules(source);
      return;
    case 'secret':
      yield* configVolume(source, 'secretName');
      return;
    case 'configMap':
      yield* configVolume(source, 'name');
      return;
    case 'persistentVolumeClaim':
      yield* required(at(source, 'claimName'));
      return;
    case 'nfs':
      yield* nfsRules(source);
      return;
    case 'downwardAPI':
      yield* downwardVolume(source);
      return;
    case 'projected':
      yield* projectedVolume(source);
      return;
    case 'csi':
      yield* csiRules(source);
      return;
    case 'ephemeral':
      yield* ephemeralRules(at(source, 'volumeClaimTemplate'));
      return;
    case 'image':
      yield* oneOf(at(source, 'pullPolicy'), ['Always', 'IfNotPresent', 'Never', '']);
      return;
    default:
      yield* legacyVolumeRules(source, kind, volume);
  }
}

function* sizeLimit(place: Place): Iterable<Finding> {
  yield* quantity(place);
  const amount = isGiven(place) ? parseQuantity(place.value) : undefined;
  if (amount !== undefined && amount.nano < 0n)
    yield finding('below-minimum', place.path, { field: 'sizeLimit', value: shown(place.value), minimum: 0 });
}

function* csiRules(source: Place): Iterable<Finding> {
  const place = at(source, 'driver');
  yield* required(place);
  const driver = textOf(place) ?? '';
  if (driver.length > LONGEST_DRIVER) {
    const values = { field: 'driver', name: shown(driver), length: driver.length, limit: LONGEST_DRIVER };
    yield finding('name-too-long', place.path, values);
  } else yield* dnsSubdomain({ ...place, value: driver.toLowerCase() });
  const secret = at(source, 'nodePublishSecretRef');
  if (!isMap(secret)) return;
  yield* required(at(secret, 'name'));
  // The server leaves the reference out of the path here.
  yield* dnsSubdomain(at(secret, 'name'), { field: `${formatPath(source.path)}.name` });
}

/** A claim that lives as long as its pod: of its metadata only labels and annotations are taken. Row 200. */
function* ephemeralRules(template: Place): Iterable<Finding> {
  if (!isGiven(template)) {
    yield finding('field-missing', template.path, { field: 'volumeClaimTemplate' });
    return;
  }
  if (!isMap(template)) return;
  const metadata = at(template, 'metadata');
  for (const [key, place] of entriesOf(metadata)) {
    const isSet = isGiven(place) && place.value !== '';
    if (isSet && key !== 'labels' && key !== 'annotations')
      yield finding('field-not-allowed', place.path, { field: key, parent: 'volumeClaimTemplate' }, { part: 'key' });
  }
  const labels = at(metadata, 'labels');
  const annotations = at(metadata, 'annotations');
  yield* labelRules(labels, formatPath(labels.path));
  yield* annotationRules(annotations, formatPath(annotations.path));
  const spec = at(template, 'spec');
  if (!isGiven(spec) || isMap(spec)) yield* claimSpecRules(spec);
}
