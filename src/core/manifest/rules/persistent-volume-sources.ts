import { dnsSubdomainFault } from '../../names.ts';
import { type Finding, finding } from '../finding.ts';
import { formatPath } from '../path.ts';
import { at, isFields, isGiven, type Place, textOf } from '../place.ts';
import { givenLabel } from './demands.ts';
import { dnsLabel, dnsSubdomain, required, shown } from './fields.ts';
import { legacyVolumeRules } from './pod/legacy-volumes.ts';
import { noStepsUp } from './pod/paths.ts';
import { hostPathRules, LONGEST_DRIVER, nfsRules } from './pod/shared-sources.ts';

/** What a volume can lie on, in the order in which the server looks. Facts: `ValidatePersistentVolumeSpec`. */
export const SOURCES = [
  'hostPath',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'glusterfs',
  'flocker',
  'nfs',
  'rbd',
  'quobyte',
  'cephfs',
  'iscsi',
  'cinder',
  'fc',
  'flexVolume',
  'azureFile',
  'vsphereVolume',
  'photonPersistentDisk',
  'portworxVolume',
  'azureDisk',
  'scaleIO',
  'local',
  'storageos',
  'csi',
] as const;

type Source = (typeof SOURCES)[number];

/** Exactly one thing that a volume lies on, and that said completely. */
export function* persistentVolumeSourceRules(spec: Place): Iterable<Finding> {
  const given = SOURCES.filter(name => isGiven(at(spec, name)));
  const [first, ...more] = given;
  if (first === undefined) {
    yield finding('volume-source-missing', spec.path, {}, { part: 'key' });
    return;
  }
  for (const name of more)
    yield finding('two-volume-sources', at(spec, name).path, { first, second: name }, { part: 'key' });
  yield* sourceRules(at(spec, first), first);
}

function* sourceRules(source: Place, name: Source): Iterable<Finding> {
  if (!isFields(source.value)) return;
  switch (name) {
    case 'hostPath':
      yield* hostPathRules(source);
      return;
    case 'local':
      yield* required(at(source, 'path'));
      yield* noStepsUp(at(source, 'path'));
      return;
    case 'nfs':
      yield* nfsRules(source);
      return;
    case 'csi':
      for (const field of ['driver', 'volumeHandle']) yield* required(at(source, field));
      yield* csiRules(source);
      return;
    default:
      yield* legacyVolumeRules(source, name, formatPath(source.path.slice(0, -1)));
      yield* elsewhereRules(source, name);
  }
}

/** What lies in another namespace: a volume is in none, so the namespace of a Secret or of Endpoints must be said. */
function* elsewhereRules(source: Place, name: Source): Iterable<Finding> {
  const secret = at(source, 'secretRef');
  if (name === 'iscsi' && isFields(secret.value)) yield* required(at(secret, 'name'));
  if ((name === 'cinder' || name === 'storageos') && isFields(secret.value)) yield* required(at(secret, 'namespace'));
  if (name === 'glusterfs') yield* givenLabel(at(source, 'endpointsNamespace'));
  const namespace = at(source, 'secretNamespace');
  if (name === 'azureFile' && isGiven(namespace)) yield* required(namespace);
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
