import { byteLength } from '../../../names.ts';
import { type Finding, type FindingOptions, finding } from '../../finding.ts';
import { formatPath } from '../../path.ts';
import { at, entriesOf, isGiven, type Place, textOf } from '../../place.ts';
import { exactlyOne, inRange, keyField, notTogether, requiredItems } from '../demands.ts';
import { dnsLabel, fieldName, oneOf, required, shown } from '../fields.ts';
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
/** The names of iSCSI, each by its own rule (RFC 3720). As on the server, what stands before an `iqn` name does not matter. */
const ISCSI_NAMES: Readonly<Record<string, RegExp>> = {
  iqn: /iqn\.\d{4}-\d{2}\.[A-Za-z0-9.-]+:[^,;*&$|\s]+$/,
  eui: /^eui.[A-Za-z0-9]{16}$/,
  naa: /^naa.[A-Za-z0-9]{32}$/,
};
const LONGEST_TENANT = 64;
const LONGEST_INTERFACE = 64;
/** A host and a port, or several of them. */
const HOST_AND_PORT = /^(?:\[[^\]]*\]|[^:[\]]*):[^:[\]]*$/;
/** The addresses of Azure's disks begin with one of these, by the kind of the disk. */
const MANAGED_DISK = '/subscriptions/';
const BLOB_DISK = 'https://';

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
      yield* flockerRules(source);
      return;
    case 'azureDisk':
      yield* azureDiskRules(source);
      return;
    case 'quobyte':
      yield* quobyteRules(source);
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

/** The empty text names no dataset. */
function* flockerRules(source: Place): Iterable<Finding> {
  const place = at(source, 'datasetName');
  const name = textOf(place) ?? '';
  const named = Object.fromEntries(
    ['datasetName', 'datasetUUID'].map(field => [field, at(source, field).value]).filter(([, value]) => value !== ''),
  );
  yield* exactlyOne({ ...source, value: named }, ['datasetName', 'datasetUUID']);
  if (name.includes('/')) yield finding('invalid-name', place.path, { field: 'datasetName', name: shown(name) });
}

function* iscsiRules(source: Place): Iterable<Finding> {
  yield* inRange(at(source, 'lun'), 0, LARGEST_BYTE);
  if (textOf(at(source, 'iqn')) !== '') yield* iscsiName(at(source, 'iqn'));
  // The server writes this one without its capital, and takes the empty text for a bad name.
  yield* iscsiName(at(source, 'initiatorName'), { field: `${formatPath(source.path)}.initiatorname` });
  const secret = at(source, 'secretRef');
  if (
    (at(source, 'chapAuthDiscovery').value === true || at(source, 'chapAuthSession').value === true) &&
    !isGiven(secret)
  )
    yield finding('field-missing', secret.path, { field: 'secretRef' });
}

/** With an initiator of its own a volume gets an interface that is named by volume and portal. `field` is the server's name of what is too long. */
export function* iscsiInterface(source: Place, volume: string, field: string): Iterable<Finding> {
  const portal = at(source, 'targetPortal');
  const name = `${volume}:${textOf(portal) ?? ''}`;
  if (!isGiven(at(source, 'initiatorName')) || byteLength(name) <= LONGEST_INTERFACE) return;
  const values = { field: 'targetPortal', name: shown(name), length: byteLength(name), limit: LONGEST_INTERFACE };
  yield finding('name-too-long', portal.path, values, { field });
}

function* iscsiName(place: Place, options: FindingOptions = {}): Iterable<Finding> {
  const name = textOf(place);
  if (name === undefined) return;
  const [, shape] = Object.entries(ISCSI_NAMES).find(([start]) => name.startsWith(start)) ?? [];
  if (shape?.test(name) === true) return;
  const supported = Object.keys(ISCSI_NAMES)
    .map(start => `${start}.…`)
    .join(', ');
  const values = { field: fieldName(place.path), value: shown(name), supported };
  yield finding('value-not-supported', place.path, values, options);
}

function* quobyteRules(source: Place): Iterable<Finding> {
  const place = at(source, 'registry');
  const registry = textOf(place) ?? '';
  const tenant = textOf(at(source, 'tenant')) ?? '';
  if (tenant.length > LONGEST_TENANT) {
    const values = { field: 'tenant', name: shown(tenant), length: tenant.length, limit: LONGEST_TENANT };
    yield finding('name-too-long', at(source, 'tenant').path, values);
  } else if (registry !== '' && !registry.split(',').every(pair => HOST_AND_PORT.test(pair)))
    yield finding('value-not-supported', place.path, {
      field: 'registry',
      value: shown(registry),
      supported: 'host:port',
    });
}

/** Without a kind the disk is a shared blob. */
function* azureDiskRules(source: Place): Iterable<Finding> {
  yield* oneOf(at(source, 'cachingMode'), ['None', 'ReadOnly', 'ReadWrite']);
  yield* oneOf(at(source, 'kind'), ['Dedicated', 'Managed', 'Shared']);
  const place = at(source, 'diskURI');
  const address = textOf(place) ?? '';
  const start = at(source, 'kind').value === 'Managed' ? MANAGED_DISK : BLOB_DISK;
  if (address !== '' && !address.startsWith(start))
    yield finding('value-not-supported', place.path, {
      field: 'diskURI',
      value: shown(address),
      supported: `${start}…`,
    });
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
