import { compareQuantities, parseQuantity, type Quantity } from '../../core/quantity.ts';
import { at, deepEqual, isObject, type JsonObject, listOf, objectOf, stringOf, withAt, without } from '../json.ts';
import type { FieldError } from '../status.ts';
import { forbiddenField, invalidValue, notSupported, oneOf, required, subdomainErrors } from './errors.ts';
import { selectorErrors } from './selector.ts';

const accessModes = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];

/** The spec of a claim or of a claim template (validation-rules.md 1.3, 4.2). */
export function claimSpecErrors(field: string, spec: JsonObject): FieldError[] {
  const className = stringOf(spec['storageClassName']) ?? '';
  return [
    ...modeErrors(`${field}.accessModes`, spec['accessModes'], 'at least 1 access mode is required'),
    ...(isObject(spec['selector']) ? selectorErrors(`${field}.selector`, spec['selector']) : []),
    ...sizeErrors(`${field}.resources[storage]`, at(spec, 'resources', 'requests', 'storage')),
    ...(className === '' ? [] : subdomainErrors(`${field}.storageClassName`, className)),
    ...oneOf(`${field}.volumeMode`, spec['volumeMode'], ['Block', 'Filesystem']),
  ];
}

function modeErrors(field: string, modes: unknown, why?: string): FieldError[] {
  const own = listOf(modes);
  if (own.length === 0) return [required(field, why)];
  const unknown = own.filter(mode => !accessModes.includes(String(mode)));
  const mixed = own.length > 1 && own.includes('ReadWriteOncePod');
  return [
    ...unknown.map(mode => notSupported(field, mode, accessModes)),
    ...(mixed ? [forbiddenField(field, 'may not use ReadWriteOncePod with other access modes')] : []),
  ];
}

const nothing: Quantity = { nano: 0n, format: 'decimal' };

function sizeErrors(field: string, value: unknown): FieldError[] {
  const size = parseQuantity(value);
  if (size === undefined) return [required(field)];
  return compareQuantities(size, nothing) > 0 ? [] : [invalidValue(field, value, 'must be greater than zero')];
}

/** A claim's spec stays, but for growth and for the volume it is given once. */
export function claimChangeErrors(object: JsonObject, before: JsonObject): FieldError[] {
  const asked = parseQuantity(at(object, 'spec', 'resources', 'requests', 'storage'));
  const capacity = parseQuantity(
    at(before, 'status', 'capacity', 'storage') ?? at(before, 'spec', 'resources', 'requests', 'storage'),
  );
  const shrunk = asked !== undefined && capacity !== undefined && compareQuantities(asked, capacity) < 0;
  const field = 'spec.resources.requests.storage';
  const shrink = shrunk ? [forbiddenField(field, 'field can not be less than status.capacity')] : [];
  if (deepEqual(fixedClaim(object, before), fixedClaim(before, before))) return shrink;
  const why =
    'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';
  return [forbiddenField('spec', why), ...shrink];
}

function fixedClaim(claim: JsonObject, before: JsonObject): JsonObject {
  let spec = withAt(objectOf(claim['spec']), ['resources', 'requests', 'storage'], undefined);
  spec = without(spec, 'volumeAttributesClassName');
  if (!at(before, 'spec', 'volumeName')) spec = without(spec, 'volumeName');
  // a claim without a class gets the default class later on (controller-semantics.md G6)
  return at(before, 'spec', 'storageClassName') === undefined ? without(spec, 'storageClassName') : spec;
}

const notSources = [
  'accessModes',
  'capacity',
  'claimRef',
  'mountOptions',
  'nodeAffinity',
  'persistentVolumeReclaimPolicy',
  'storageClassName',
  'volumeAttributesClassName',
  'volumeMode',
];

export function volumeErrors(object: JsonObject): FieldError[] {
  const spec = objectOf(object['spec']);
  const sources = Object.keys(spec).filter(key => !notSources.includes(key));
  const className = stringOf(spec['storageClassName']) ?? '';
  return [
    ...modeErrors('spec.accessModes', spec['accessModes']),
    ...(spec['capacity'] === undefined ? [required('spec.capacity')] : []),
    ...(spec['capacity'] === undefined ? [] : sizeErrors('spec.capacity[storage]', at(spec, 'capacity', 'storage'))),
    ...(sources.length === 0 ? [required('spec', 'must specify a volume type')] : []),
    ...sources.slice(1).map(source => forbiddenField(`spec.${source}`, 'may not specify more than 1 volume type')),
    ...(spec['local'] !== undefined && spec['nodeAffinity'] === undefined
      ? [required('spec.nodeAffinity', 'Local volume requires node affinity')]
      : []),
    ...(isObject(spec['nfs']) && !spec['nfs']['server'] ? [required('spec.nfs.server')] : []),
    ...oneOf('spec.persistentVolumeReclaimPolicy', spec['persistentVolumeReclaimPolicy'], [
      'Delete',
      'Recycle',
      'Retain',
    ]),
    ...(className === '' ? [] : subdomainErrors('spec.storageClassName', className)),
    ...oneOf('spec.volumeMode', spec['volumeMode'], ['Block', 'Filesystem']),
  ];
}

/** The source of a volume stays. */
export function volumeChangeErrors(object: JsonObject, before: JsonObject): FieldError[] {
  const source = (each: JsonObject): JsonObject => without(objectOf(each['spec']), ...notSources);
  if (deepEqual(source(object), source(before))) return [];
  return [forbiddenField('spec.persistentvolumesource', 'spec.persistentvolumesource is immutable after creation')];
}

export function storageClassErrors(object: JsonObject): FieldError[] {
  return [
    ...(object['provisioner'] ? [] : [required('provisioner')]),
    ...oneOf('reclaimPolicy', object['reclaimPolicy'], ['Delete', 'Retain']),
    ...oneOf('volumeBindingMode', object['volumeBindingMode'], ['Immediate', 'WaitForFirstConsumer']),
  ];
}

/** What a class promises stays. */
export function storageClassChangeErrors(object: JsonObject, before: JsonObject): FieldError[] {
  const why = 'updates to provisioner are forbidden.';
  const errors = [
    ...(deepEqual(object['parameters'], before['parameters'])
      ? []
      : [forbiddenField('parameters', 'updates to parameters are forbidden.')]),
    ...(object['provisioner'] === before['provisioner'] ? [] : [forbiddenField('provisioner', why)]),
    ...(object['reclaimPolicy'] === before['reclaimPolicy']
      ? []
      : [forbiddenField('reclaimPolicy', 'updates to reclaimPolicy are forbidden.')]),
  ];
  if (object['volumeBindingMode'] === before['volumeBindingMode']) return errors;
  return [...errors, invalidValue('volumeBindingMode', object['volumeBindingMode'], 'field is immutable')];
}
