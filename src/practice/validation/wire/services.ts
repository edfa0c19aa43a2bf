import { at, listOf } from '../../json.ts';
import { between, duplicate, invalidValue, type required } from '../errors.ts';
import { type Fault, forbidden, invalid, missing, valueAt, type Wordings } from '../wording.ts';

const range = between(1, 65_535);
const ofBalancers = forbidden("may only be used when `type` is 'LoadBalancer'");
const ofExternalNames = forbidden('may not be set for ExternalName services');

/** The server's words about Services (validation-rules.md 4.1). */
export const services: Wordings = {
  'service-ports-missing': missing(),
  'service-port-unnamed': missing(),
  'field-missing ports.port': portAndTarget,
  'out-of-range ports.port': portAndTarget,
  'duplicate-entry ports.port': ({ field, value, path, object }) => {
    const port = valueAt(object, path.slice(0, -1));
    const key = {
      Name: '',
      Protocol: at(port, 'protocol') ?? 'TCP',
      AppProtocol: null,
      Port: value,
      TargetPort: 0,
      NodePort: 0,
    };
    return duplicate(field, key);
  },
  'service-field-unfit': ofExternalNames,
  'service-field-unfit ports.nodePort': ({ field, values }) => ({
    field,
    type: 'Forbidden',
    message: `Forbidden: may not be used when \`type\` is '${values['type']}'`,
  }),
  'service-field-unfit externalTrafficPolicy': invalid('may only be set for externally-accessible services'),
  'service-field-unfit allocateLoadBalancerNodePorts': ofBalancers,
  'service-field-unfit loadBalancerClass': ofBalancers,
  'service-field-unfit annotations.*': ofBalancers,
  'service-field-unfit loadBalancerSourceRanges': ofBalancers,
  'headless-with-address': ({ field, values }) =>
    invalidValue(field, 'None', `may not be set to 'None' for ${values['type']} services`),
  'special-address': ({ field, value }) => invalidValue(field, value, specialAddress(String(value))),
  'cluster-ips-alone': ({ field, value }) =>
    invalidValue(field, listOf(value), 'must be empty when `clusterIP` is not specified'),
  'cluster-ips-differ': ({ object }) =>
    invalidValue('spec.clusterIPs', at(object, 'spec', 'clusterIPs'), 'first value must match `clusterIP`'),
  'too-many-entries spec.clusterIPs': invalid('may only hold up to 2 values'),
  'not-together spec.clusterIPs': ({ field, object }) =>
    invalidValue(field, at(object, 'spec', 'clusterIPs'), "'None' must be the first and only value"),
  'addresses-of-one-family': ({ object }) =>
    invalidValue(
      'spec.clusterIPs',
      at(object, 'spec', 'clusterIPs'),
      'may specify no more than one IP for each IP family',
    ),
  'address-of-other-family': ({ field, values, object }) => {
    const index = Number(/\[(\d+)\]$/.exec(field)?.[1] ?? 0);
    const address = listOf(at(object, 'spec', 'clusterIPs'))[index] ?? at(object, 'spec', 'clusterIP');
    return invalidValue(
      field,
      address,
      `expected an ${values['family']} value as indicated by \`ipFamilies[${index}]\``,
    );
  },
  'two-families-in-single-stack': ({ field, value, object }) => {
    const needs = (what: string): string =>
      `must be 'RequireDualStack' or 'PreferDualStack' when multiple ${what} are specified`;
    return [
      ...(listOf(at(object, 'spec', 'clusterIPs')).length > 1
        ? [invalidValue(field, value, needs('cluster IPs'))]
        : []),
      ...(listOf(at(object, 'spec', 'ipFamilies')).length > 1
        ? [invalidValue(field, value, needs('IP families'))]
        : []),
    ];
  },
  'out-of-range clientIP.timeoutSeconds': invalid('must be greater than 0 and less than 86400'),
  'field-needs-other healthCheckNodePort': invalid(
    "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
  ),
};

/** A port that is none is told twice where no target stands beside it: then it is the target too, and the field is the whole entry. */
function portAndTarget({ field, value }: Fault): ReturnType<typeof required>[] {
  const number = value ?? 0;
  if (field.endsWith('.port')) return [invalidValue(field, number, range)];
  return ['port', 'targetPort'].map(name => invalidValue(`${field}.${name}`, number, range));
}

function specialAddress(address: string): string {
  if (/^(0\.0\.0\.0|::)$/.test(address)) return `may not be unspecified (${address})`;
  if (/^(127\.|::1$)/.test(address)) return 'may not be in the loopback range (127.0.0.0/8, ::1/128)';
  if (/^(169\.254\.|fe80:)/i.test(address)) return 'may not be in the link-local range (169.254.0.0/16, fe80::/10)';
  return 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)';
}
