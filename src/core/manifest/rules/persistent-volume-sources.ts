import { dnsSubdomainFault } from '../../names.ts';
import { type Finding, finding } from '../finding.ts';
import { formatPath } from '../path.ts';
import { at, isFields, isGiven, type Place, textOf } from '../place.ts';
import { inRange } from './demands.ts';
import { dnsLabel, dnsSubdomain, oneOf, required, shown } from './fields.ts';
import { noStepsUp } from './pod/paths.ts';

/** What a volume can lie on, in the order in which the server looks, with the fields that each needs. Facts: `ValidatePersistentVolumeSpec`. */
const sources: Readonly<Record<string, readonly string[]>> = {
  hostPath: ['path'],
  gcePersistentDisk: ['pdName'],
  awsElasticBlockStore: ['volumeID'],
  glusterfs: ['endpoints', 'path'],
  flocker: [],
  nfs: ['server', 'path'],
  rbd: ['monitors', 'image'],
  quobyte: ['registry', 'volume'],
  cephfs: ['monitors'],
  iscsi: ['targetPortal', 'iqn'],
  cinder: ['volumeID'],
  fc: [],
  flexVolume: ['driver'],
  azureFile: ['secretName', 'shareName'],
  vsphereVolume: ['volumePath'],
  photonPersistentDisk: ['pdID'],
  portworxVolume: ['volumeID'],
  azureDisk: ['diskName', 'diskURI'],
  scaleIO: ['gateway', 'system', 'volumeName'],
  local: ['path'],
  storageos: ['volumeName'],
  csi: ['driver', 'volumeHandle'],
};

const HOST_PATH_TYPES = [
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];
const LONGEST_DRIVER = 63;

/** Exactly one thing that a volume lies on, and that said completely. */
export function* persistentVolumeSourceRules(spec: Place): Iterable<Finding> {
  const given = Object.keys(sources).filter(name => isGiven(at(spec, name)));
  const [first, ...more] = given;
  if (first === undefined) {
    yield finding('volume-source-missing', spec.path, {}, { part: 'key' });
    return;
  }
  for (const name of more)
    yield finding('two-volume-sources', at(spec, name).path, { first, second: name }, { part: 'key' });
  yield* sourceRules(at(spec, first), first);
}

function* sourceRules(source: Place, name: string): Iterable<Finding> {
  if (!isFields(source.value)) return;
  for (const key of sources[name] ?? []) {
    const place = at(source, key);
    const isEmpty = Array.isArray(place.value) && place.value.length === 0;
    yield* required(isEmpty ? { ...place, value: undefined } : place);
  }
  if (name === 'hostPath' || name === 'local') yield* noStepsUp(at(source, 'path'));
  if (name === 'hostPath') yield* oneOf(at(source, 'type'), ['', ...HOST_PATH_TYPES]);
  if (name === 'nfs') yield* absolutePath(at(source, 'path'));
  if (name === 'iscsi') yield* inRange(at(source, 'lun'), 0, 255);
  if (name === 'gcePersistentDisk' || name === 'awsElasticBlockStore') yield* inRange(at(source, 'partition'), 0, 255);
  if (name === 'csi') yield* csiRules(source);
}

function* absolutePath(place: Place): Iterable<Finding> {
  const path = textOf(place) ?? '';
  if (path !== '' && !path.startsWith('/'))
    yield finding('path-not-absolute', place.path, { field: 'path', path: shown(path) });
}

function* csiRules(source: Place): Iterable<Finding> {
  const driver = at(source, 'driver');
  const name = textOf(driver) ?? '';
  if (name.length > LONGEST_DRIVER) {
    const values = { field: 'driver', name: shown(name), limit: LONGEST_DRIVER, length: name.length };
    yield finding('name-too-long', driver.path, values);
  } else if (name !== '' && dnsSubdomainFault(name.toLowerCase()) !== undefined)
    yield finding('invalid-name', driver.path, { field: 'driver', name: shown(name) });
  for (const key of [
    'controllerPublishSecretRef',
    'controllerExpandSecretRef',
    'nodePublishSecretRef',
    'nodeExpandSecretRef',
  ])
    yield* secretRules(at(source, key));
}

function* secretRules(secret: Place): Iterable<Finding> {
  if (!isFields(secret.value)) return;
  const field = formatPath(secret.path);
  yield* required(at(secret, 'name'), { field: `${field}.name` });
  yield* dnsSubdomain(at(secret, 'name'));
  yield* required(at(secret, 'namespace'));
  yield* dnsLabel(at(secret, 'namespace'));
}
