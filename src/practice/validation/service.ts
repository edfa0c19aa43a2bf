import { isIPv4 } from 'node:net';
import { at, type JsonObject, listOf, objectOf, stringOf } from '../json.ts';
import type { Surroundings } from '../kinds/rules.ts';
import { nodePorts } from '../kinds/service.ts';
import type { FieldError } from '../status.ts';
import {
  duplicate,
  forbiddenField,
  invalidValue,
  items,
  labelErrors,
  labelMapErrors,
  oneOf,
  required,
} from './errors.ts';

const types = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];

/** A Service (validation-rules.md 4.1). */
export function serviceErrors(object: JsonObject, around: Surroundings): FieldError[] {
  const spec = objectOf(object['spec']);
  const type = stringOf(spec['type']) ?? '';
  return [
    ...addressErrors(spec, type),
    ...portListErrors(spec, type),
    ...takenErrors(object, around),
    ...labelMapErrors('spec.selector', spec['selector']),
    ...oneOf('spec.sessionAffinity', spec['sessionAffinity'], ['ClientIP', 'None']),
    ...oneOf('spec.type', spec['type'], types),
    ...oneOf('spec.internalTrafficPolicy', spec['internalTrafficPolicy'], ['Cluster', 'Local']),
    ...(type === 'ExternalName' && !spec['externalName'] ? [required('spec.externalName')] : []),
    ...(type === 'ClusterIP' && spec['externalTrafficPolicy'] !== undefined
      ? [
          invalidValue(
            'spec.externalTrafficPolicy',
            spec['externalTrafficPolicy'],
            'may only be set for externally-accessible services',
          ),
        ]
      : []),
  ];
}

function addressErrors(spec: JsonObject, type: string): FieldError[] {
  const addresses = listOf(spec['clusterIPs']);
  const address = stringOf(spec['clusterIP']) ?? '';
  if (address === '' && addresses.length > 0) {
    return [invalidValue('spec.clusterIPs', addresses, 'must be empty when `clusterIP` is not specified')];
  }
  if (address === '') return [];
  if (type === 'ExternalName') return [forbiddenField('spec.clusterIPs', 'may not be set for ExternalName services')];
  const field = 'spec.clusterIPs[0]';
  if (address === 'None') {
    const exposed = type === 'NodePort' || type === 'LoadBalancer';
    return exposed ? [invalidValue(field, address, `may not be set to 'None' for ${type} services`)] : [];
  }
  if (addresses[0] !== address)
    return [invalidValue('spec.clusterIPs', addresses, 'first value must match `clusterIP`')];
  return isIPv4(address)
    ? []
    : [invalidValue(field, address, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)')];
}

function portListErrors(spec: JsonObject, type: string): FieldError[] {
  const ports = items('spec.ports', spec['ports']);
  const headless = spec['clusterIP'] === 'None';
  const seen = new Set<string>();
  const pairs = new Set<string>();
  const errors = ports.flatMap(([path, port]) => {
    const name = stringOf(port['name']) ?? '';
    const pair = `${String(port['protocol'])}/${String(port['port'])}`;
    const nameErrors =
      name === ''
        ? ports.length > 1
          ? [required(`${path}.name`)]
          : []
        : seen.has(name)
          ? [duplicate(`${path}.name`, name)]
          : labelErrors(`${path}.name`, name);
    const pairErrors = pairs.has(pair) ? [duplicate(path, port)] : [];
    seen.add(name);
    pairs.add(pair);
    const nodePort =
      type === 'ClusterIP' && port['nodePort']
        ? [forbiddenField(`${path}.nodePort`, "may not be used when `type` is 'ClusterIP'")]
        : [];
    return [
      ...nameErrors,
      ...numberErrors(path, port),
      ...oneOf(`${path}.protocol`, port['protocol'], ['SCTP', 'TCP', 'UDP']),
      ...nodePort,
      ...pairErrors,
    ];
  });
  return ports.length === 0 && !headless && type !== 'ExternalName' ? [required('spec.ports')] : errors;
}

function numberErrors(path: string, port: JsonObject): FieldError[] {
  return ['port', 'targetPort'].flatMap(key => {
    const value = port[key] ?? 0;
    if (typeof value !== 'number' || (value >= 1 && value <= 65_535)) return [];
    return [invalidValue(`${path}.${key}`, value, 'must be between 1 and 65535, inclusive')];
  });
}

function takenErrors(object: JsonObject, around: Surroundings): FieldError[] {
  const taken = nodePorts(around, stringOf(at(object, 'metadata', 'uid')));
  return items('spec.ports', at(object, 'spec', 'ports')).flatMap(([path, port]) => {
    const nodePort = port['nodePort'];
    if (typeof nodePort !== 'number' || nodePort === 0) return [];
    if (nodePort < 30_000 || nodePort > 32_767) {
      const why = 'provided port is not in the valid range. The range of valid ports is 30000-32767';
      return [invalidValue(`${path}.nodePort`, nodePort, why)];
    }
    return taken.has(nodePort)
      ? [invalidValue(`${path}.nodePort`, nodePort, 'provided port is already allocated')]
      : [];
  });
}

/** The address of a Service stays as long as its type has one. */
export function serviceChangeErrors(object: JsonObject, before: JsonObject): FieldError[] {
  const address = at(object, 'spec', 'clusterIP');
  const former = at(before, 'spec', 'clusterIP');
  if (!former || !address || address === former) return [];
  return [invalidValue('spec.clusterIPs[0]', [address], 'may not change once set')];
}
