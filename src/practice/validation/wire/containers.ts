import { at, listOf, stringOf } from '../../json.ts';
import type { FieldError } from '../../status.ts';
import { between, duplicate, invalidValue, notFoundValue, notSupported, required } from '../errors.ts';
import { portNameErrors, qualifiedNameErrors, subdomainErrors } from '../names.ts';
import { type Fault, forbidden, invalid, invalidAs, missing, repeated, valueAt, type Wordings } from '../wording.ts';

const noPort = invalidAs(0, between(1, 65_535));
const emptyReference = ({ field }: Fault): FieldError[] => subdomainErrors(field, '');
const twoSources = invalidAs('', 'may not have more than one field specified at a time');
const notHeader =
  "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')";
const notVariable = "a valid environment variable name must consist only of printable ASCII characters other than '='";
const notConfigKey =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

/** The server's words about containers: names, ports, variables, probes and mounts (validation-rules.md 1.5). */
export const containers: Wordings = {
  'containers-missing': missing(),
  'duplicate-container-name': repeated,
  'init-container-probe': forbidden('may not be set for init containers without restartPolicy=Always'),
  'field-needs-other restartPolicyRules': missing('must specify restartPolicy when restart rules are used'),

  'invalid-port-name': ({ field, value }) => portNameErrors(field, stringOf(value) ?? ''),
  'duplicate-name-of-port': repeated,
  'duplicate-host-port': ({ field, path, object }) => {
    const port = valueAt(object, path.slice(0, -1));
    const protocol = stringOf(at(port, 'protocol')) ?? 'TCP';
    return duplicate(field, `${protocol}/${stringOf(at(port, 'hostIP')) ?? ''}/${at(port, 'hostPort')}`);
  },
  'host-port-differs': invalid('must match `containerPort` when `hostNetwork` is true'),

  'invalid-env-name': invalid(notVariable),
  'invalid-config-key': invalid(notConfigKey),
  'not-together env.valueFrom': invalidAs('', 'may not be specified when `value` is not empty'),
  'not-together valueFrom.*': twoSources,
  'not-together envFrom.*': twoSources,
  'one-of-missing valueFrom': invalidAs(
    '',
    'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`',
  ),
  'one-of-missing envFrom': invalidAs('', 'must specify one of: `configMapRef` or `secretRef`'),
  'field-missing configMapKeyRef.name': emptyReference,
  'field-missing secretKeyRef.name': emptyReference,
  'field-path-not-supported': unsupportedPath,
  'invalid-label-key fieldRef.fieldPath': ({ field, value }) => {
    const key = /\['(.*)'\]$/s.exec(stringOf(value) ?? '')?.[1] ?? '';
    return qualifiedNameErrors(field, key);
  },
  'value-not-supported fieldRef.apiVersion': ({ field, path, value, object }) => {
    const fieldPath = at(valueAt(object, path.slice(0, -1)), 'fieldPath');
    return invalidValue(field, fieldPath, `error converting fieldPath: unsupported pod version: ${String(value)}`);
  },
  'value-not-supported divisor': ({ field, path, object }) => {
    const resource = stringOf(at(valueAt(object, path.slice(0, -1)), 'resource')) ?? '';
    return invalidValue(field, resource, divisorRule(resource));
  },
  'field-needs-other fileKeyRef.volumeName': ({ field, value }) =>
    invalidValue(field, value, 'referenced volume must be of type emptyDir'),

  'one-of-missing': missing('must specify a handler type'),
  'not-together livenessProbe.*': forbidden('may not specify more than 1 handler type'),
  'not-together readinessProbe.*': forbidden('may not specify more than 1 handler type'),
  'not-together startupProbe.*': forbidden('may not specify more than 1 handler type'),
  'not-together preStop.*': forbidden('may not specify more than 1 handler type'),
  'not-together postStart.*': forbidden('may not specify more than 1 handler type'),
  'field-missing httpGet.port': noPort,
  'field-missing tcpSocket.port': noPort,
  'field-missing grpc.port': noPort,
  'value-not-supported successThreshold': invalid('must be 1'),
  'field-not-allowed readinessProbe.terminationGracePeriodSeconds': invalid('must not be set for readinessProbes'),
  'below-minimum livenessProbe.terminationGracePeriodSeconds': invalid('must be greater than 0'),
  'below-minimum startupProbe.terminationGracePeriodSeconds': invalid('must be greater than 0'),
  'invalid-header': invalid(notHeader),
  'field-missing httpHeaders.name': invalidAs('', notHeader),
  'sleep-beyond-grace-period': ({ field, values }) =>
    invalidValue(
      field,
      values['seconds'],
      `must be non-negative and less than terminationGracePeriodSeconds (${values['gracePeriod']})`,
    ),

  'mount-without-volume': ({ field, value }) => notFoundValue(field, value),
  'field-missing volumeMounts.name': ({ field }) => [required(field), notFoundValue(field, '')],
  'field-missing volumeDevices.name': ({ field }) => [required(field), notFoundValue(field, '')],
  'duplicate-mount-path': ({ field, path, value, object }) => {
    const list = path.at(-1) === 'mountPath' ? 'volumeMounts' : 'volumeDevices';
    const isSame = mountsBefore(object, path, list).some(mount => at(mount, String(path.at(-1))) === value);
    if (isSame) return invalidValue(field, value, 'must be unique');
    return invalidValue(
      field,
      value,
      `must not already exist as a path in ${list === 'volumeMounts' ? 'volumeDevices' : 'volumeMounts'}`,
    );
  },
  'path-not-relative': invalid('must be a relative path'),
  'path-leads-upwards': ({ field, value }) =>
    (stringOf(value) ?? '').split('/').includes('..')
      ? invalidValue(field, value, "must not contain '..'")
      : invalidValue(field, value, "must not start with '..'"),
  'path-not-absolute': invalid('must be an absolute path'),
  'not-together subPathExpr': invalid('subPathExpr and subPath are mutually exclusive'),
  'field-needs-other mountPropagation': forbidden(
    'Bidirectional mount propagation is available only to privileged containers',
  ),
  'field-needs-other recursiveReadOnly': forbidden('may only be specified when readOnly is true'),
  'not-together recursiveReadOnly': forbidden('may only be specified when mountPropagation is None or not specified'),
  'device-needs-claim': invalid('can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode'),
  'mount-and-device': ({ field, value, path }) =>
    invalidValue(
      field,
      value,
      `must not already exist in ${path.includes('volumeMounts') ? 'volumeDevices' : 'volumeMounts'}`,
    ),
};

/** Fields that the downward API knows, though not every place may use each of them. */
const knownPaths = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.restartPolicy',
  'spec.schedulerName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.phase',
  'status.podIP',
  'status.podIPs',
];

function unsupportedPath({ field, value, values }: Fault): FieldError {
  const path = stringOf(value) ?? '';
  const wrong = (why: string): FieldError => invalidValue(field, path, `error converting fieldPath: ${why}: ${path}`);
  if (/\['.*'\]$/s.test(path)) return wrong('field label does not support subscript');
  if (!knownPaths.includes(path)) return wrong('field label not supported');
  return notSupported(field, path, String(values['supported'] ?? '').split(', '));
}

function divisorRule(resource: string): string {
  const bytes = '1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei';
  if (resource.endsWith('.cpu')) return "only divisor's values 1m and 1 are supported with the cpu resource";
  const name = resource.endsWith('.memory')
    ? 'memory'
    : resource.endsWith('.ephemeral-storage')
      ? 'local ephemeral storage'
      : 'hugepages';
  return `only divisor's values ${bytes} are supported with the ${name} resource`;
}

function mountsBefore(object: Fault['object'], path: Fault['path'], list: string): readonly unknown[] {
  const index = path.at(-2);
  const container = valueAt(object, path.slice(0, -3));
  return listOf(at(container, list)).slice(0, typeof index === 'number' ? index : 0);
}
