import { at, deepEqual, type JsonObject, objectOf, stringOf } from '../json.ts';
import { resources, type ServedResource } from '../resources.ts';
import type { FieldError } from '../status.ts';
import { forbiddenField, invalidValue, required, tooLong } from './errors.ts';
import { configKeyErrors } from './names.ts';

/** Bytes that a ConfigMap or a Secret may hold. */
const mostBytes = 1024 * 1024;
const { configMaps, secrets } = resources;

/** What the server refuses of a ConfigMap or a Secret (`ValidateConfigMap` and `ValidateSecret`). */
export function keyValueErrors(resource: ServedResource, object: JsonObject): readonly FieldError[] {
  if (resource === configMaps) return configMapErrors(object);
  return resource === secrets ? secretErrors(object) : [];
}

/** What may not change in one: its type, and all of one that calls itself immutable. */
export function keyValueChangeErrors(
  resource: ServedResource,
  object: JsonObject,
  before: JsonObject,
): readonly FieldError[] {
  if (resource !== configMaps && resource !== secrets) return [];
  const type = object['type'];
  const isSame = resource === configMaps || type === before['type'];
  const typeChange = isSame ? [] : [invalidValue('type', type, 'field is immutable')];
  if (before['immutable'] !== true) return typeChange;
  const why = 'field is immutable when `immutable` is set';
  const changed = ['data', 'binaryData'].filter(key => !deepEqual(objectOf(object[key]), objectOf(before[key])));
  const fields = [...(object['immutable'] === true ? [] : ['immutable']), ...changed];
  return [...typeChange, ...fields.map(field => forbiddenField(field, why))];
}

function configMapErrors(object: JsonObject): readonly FieldError[] {
  const data = objectOf(object['data']);
  const binary = objectOf(object['binaryData']);
  const twice = 'duplicate of key present in binaryData';
  const errors = [
    ...Object.keys(data).flatMap(key => [
      ...configKeyErrors(`data[${key}]`, key),
      ...(Object.hasOwn(binary, key) ? [invalidValue(`data[${key}]`, key, twice)] : []),
    ]),
    ...Object.keys(binary).flatMap(key => configKeyErrors(`binaryData[${key}]`, key)),
  ];
  const size = sizeOf(data, 'utf8') + sizeOf(binary, 'base64');
  // the whole object is meant, which has no path
  return size > mostBytes ? [...errors, tooLong('[]', mostBytes)] : errors;
}

function secretErrors(object: JsonObject): readonly FieldError[] {
  const data = objectOf(object['data']);
  return [
    ...Object.keys(data).flatMap(key => configKeyErrors(`data[${key}]`, key)),
    ...(sizeOf(data, 'base64') > mostBytes ? [tooLong('data', mostBytes)] : []),
    ...typeErrors(object, data),
  ];
}

const accountName = 'kubernetes.io/service-account.name';

/** What a Secret of a known type must hold. */
function typeErrors(object: JsonObject, data: JsonObject): readonly FieldError[] {
  const missing = (...keys: readonly string[]): readonly FieldError[] =>
    keys.filter(key => !Object.hasOwn(data, key)).map(key => required(`data[${key}]`));
  switch (object['type']) {
    case 'kubernetes.io/service-account-token':
      return stringOf(at(object, 'metadata', 'annotations', accountName))
        ? []
        : [required(`metadata.annotations[${accountName}]`)];
    case 'kubernetes.io/dockercfg':
      return missing('.dockercfg');
    case 'kubernetes.io/dockerconfigjson':
      return missing('.dockerconfigjson');
    case 'kubernetes.io/basic-auth': {
      const either = missing('username', 'password');
      return either.length === 2 ? either : [];
    }
    case 'kubernetes.io/ssh-auth':
      return data['ssh-privatekey'] ? [] : [required('data[ssh-privatekey]')];
    case 'kubernetes.io/tls':
      return missing('tls.crt', 'tls.key');
    default:
      return [];
  }
}

function sizeOf(data: JsonObject, encoding: 'utf8' | 'base64'): number {
  return Object.values(data).reduce((sum: number, text) => sum + Buffer.byteLength(String(text), encoding), 0);
}
