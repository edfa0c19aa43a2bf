import { VOLUME_OPTIONS } from '../../volume/options.ts';

/**
 * Structs that Go embeds in others: the server's decoder names them in the path of a value of the wrong type, though no manifest
 * holds such a key. Validation rules, section 2.
 */
export function embeddedName(struct: string, field: string): string | undefined {
  const embedded = EMBEDDED[struct];
  return embedded?.has(field) === true ? embedded.name : undefined;
}

interface Embedded {
  readonly name: string;
  has(field: string): boolean;
}

function only(name: string, ...fields: string[]): Embedded {
  return { name, has: field => fields.includes(field) };
}

function allBut(name: string, ...fields: string[]): Embedded {
  return { name, has: field => !fields.includes(field) };
}

const OBJECT_NAME = only('LocalObjectReference', 'name');

const EMBEDDED: Readonly<Record<string, Embedded>> = {
  V1Probe: only('ProbeHandler', 'exec', 'grpc', 'httpGet', 'tcpSocket'),
  V1Volume: allBut('VolumeSource', 'name'),
  V1PersistentVolumeSpec: allBut('PersistentVolumeSource', ...VOLUME_OPTIONS),
  V1ConfigMapEnvSource: OBJECT_NAME,
  V1ConfigMapKeySelector: OBJECT_NAME,
  V1ConfigMapProjection: OBJECT_NAME,
  V1ConfigMapVolumeSource: OBJECT_NAME,
  V1SecretEnvSource: OBJECT_NAME,
  V1SecretKeySelector: OBJECT_NAME,
  V1SecretProjection: OBJECT_NAME,
};
