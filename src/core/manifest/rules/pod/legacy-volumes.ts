import { type Finding, finding } from '../../finding.ts';
import { at, entriesOf, isGiven, type Place, textOf } from '../../place.ts';
import { exactlyOne, inRange, keyField, notTogether, requiredItems } from '../demands.ts';
import { dnsLabel, oneOf, required, shown } from '../fields.ts';
import { relativePath } from './paths.ts';
import type { VolumeSource } from './volume-sources.ts';

/** What volumes of storage systems need that have, or had, a driver in Kubernetes itself. Facts: validation-rules.md, section 1.7. */

const NEEDED: Readonly<Partial<Record<VolumeSource, readonly string[]>>> = {
  gitRepo: ['repository'],
  gcePersistentDisk: ['pdName'],
  awsElasticBlockStore: ['volumeID'],
  iscsi: ['targetPortal', 'iqn'],
  glusterfs: ['endpoints', 'path'],
  rbd: ['image'],
  cinder: ['volumeID'],
  quobyte: ['registry', 'volume'],
  flexVolume: ['driver'],
  azureFile: ['secretName', 'shareName'],
  vsphereVolume: ['volumePath'],
  photonPersistentDisk: ['pdID'],
  portworxVolume: ['volumeID'],
  azureDisk: ['diskName', 'diskURI'],
  storageos: ['volumeName'],
  scaleIO: ['gateway', 'system', 'volumeName'],
};

/** The server calls some of them by another name. */
const SERVER_NAME: Readonly<Record<string, string>> = { gcePersistentDisk: 'persistentDisk' };

const LARGEST_BYTE = 255;
const SECRET_NEEDS_NAME = new Set<VolumeSource>(['cinder', 'storageos']);
const QUALIFIERS = ['iqn', 'eui', 'naa'];

export function* legacyVolumeRules(source: Place, kind: VolumeSource, volume: string): Iterable<Finding> {
  const server = SERVER_NAME[kind];
  for (const field of NEEDED[kind] ?? [])
    yield* required(at(source, field), server === undefined ? {} : { field: `${volume}.${server}.${field}` });
  const secret = at(source, 'secretRef');
  if (SECRET_NEEDS_NAME.has(kind) && isGiven(secret)) yield* required(at(secret, 'name'));
  yield* ofKind(source, kind, volume);
}

function* ofKind(source: Place, kind: VolumeSource, volume: string): Iterable<Finding> {
  switch (kind) {
    case 'gitRepo':
      yield* relativePath(at(source, 'directory'));
      return;
    case 'gcePersistentDisk':
    case 'awsElasticBlockStore': {
      const field = `${volume}.${SERVER_NAME[kind] ?? kind}.partition`;
      yield* inRange(at(source, 'partition'), 0, LARGEST_BYTE, { field });
      return;
    }
    case 'rbd':
    case 'cephfs':
      yield* requiredItems(at(source, 'monitors'));
      return;
    case 'iscsi':
      yield* iscsiRules(source);
      return;
    case 'fc':
      yield* fibreChannelRules(source);
      return;
    case 'flocker':
      yield* exactlyOne(source, ['datasetName', 'datasetUUID']);
      return;
    case 'azureDisk':
      yield* oneOf(at(source, 'cachingMode'), ['None', 'ReadOnly', 'ReadWrite']);
      yield* oneOf(at(source, 'kind'), ['Dedicated', 'Managed', 'Shared']);
      return;
    case 'storageos':
      yield* dnsLabel(at(source, 'volumeName'));
      yield* dnsLabel(at(source, 'volumeNamespace'));
      return;
    case 'flexVolume':
      yield* reservedOptions(at(source, 'options'));
      return;
    default:
  }
}

function* iscsiRules(source: Place): Iterable<Finding> {
  yield* inRange(at(source, 'lun'), 0, LARGEST_BYTE);
  for (const field of ['iqn', 'initiatorName']) {
    const place = at(source, field);
    const name = textOf(place) ?? '';
    if (name === '' || QUALIFIERS.some(start => name.startsWith(start))) continue;
    const supported = QUALIFIERS.map(start => `${start}.…`).join(', ');
    yield finding('value-not-supported', place.path, { field, value: shown(name), supported });
  }
  const secret = at(source, 'secretRef');
  if (
    (at(source, 'chapAuthDiscovery').value === true || at(source, 'chapAuthSession').value === true) &&
    !isGiven(secret)
  )
    yield finding('field-missing', secret.path, { field: 'secretRef' });
}

function* fibreChannelRules(source: Place): Iterable<Finding> {
  const wwns = at(source, 'targetWWNs');
  const isList = (place: Place) => Array.isArray(place.value) && place.value.length > 0;
  const [named, numbered] = [isList(wwns), isList(at(source, 'wwids'))];
  if (named && numbered) yield notTogether(wwns, 'wwids');
  if (!named && !numbered) yield* exactlyOne({ ...source, value: {} }, ['targetWWNs', 'wwids']);
  if (named) yield* required(at(source, 'lun'));
  if (named) yield* inRange(at(source, 'lun'), 0, LARGEST_BYTE);
}

function* reservedOptions(options: Place): Iterable<Finding> {
  for (const [key, place] of entriesOf(options)) {
    const domain = `.${key.split('/', 1)[0] ?? ''}`.toLowerCase();
    if (!domain.endsWith('.kubernetes.io') && !domain.endsWith('.k8s.io')) continue;
    const field = keyField(options, key);
    yield finding('field-not-allowed', place.path, { field: key, parent: 'options' }, { part: 'key', field });
  }
}
