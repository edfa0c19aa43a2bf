import { qualifiedNameFault } from '../../../core/names.ts';
import { formatQuantity, parseQuantity } from '../../../core/quantity.ts';
import { at } from '../../json.ts';
import { invalidValue, notFoundValue, notSupported, required } from '../errors.ts';
import { qualifiedNameErrors } from '../names.ts';
import { type Fault, forbidden, missing, valueAt, type Wordings } from '../wording.ts';

/** The server's words about what containers and pods ask for (validation-rules.md, rows 140–149). */
export const resources: Wordings = {
  'unknown-resource': unknownResource,
  'unknown-pod-resource': ({ field, path }) => notSupported(field, path.at(-1), ['cpu', 'hugepages-', 'memory']),
  'amount-not-multiple': ({ field, value, values }) => {
    const amount = canonical(value);
    const why =
      values['step'] === '1' ? 'must be an integer' : `${amount} is not positive integer multiple of ${values['step']}`;
    return invalidValue(field, amount, why);
  },
  'request-above-limit': ({ field, value, values, ...fault }) =>
    invalidValue(
      field,
      canonical(value),
      `must be less than or equal to ${values['resource']} limit of ${limitOf(fault)}`,
    ),
  'request-differs-from-limit': ({ field, value, values, ...fault }) =>
    invalidValue(field, canonical(value), `must be equal to ${values['resource']} limit of ${limitOf(fault)}`),
  'limit-missing': missing('Limit must be set for non overcommitable resources'),
  'hugepages-alone': forbidden('HugePages require cpu or memory'),
  'pod-request-below-containers': ({ field, value, values }) =>
    invalidValue(
      field,
      canonical(value ?? '0'),
      `must be greater than or equal to aggregate container requests of ${values['sum']}`,
    ),
  'container-limit-above-pod': ({ field, value, values }) =>
    invalidValue(field, canonical(value), `must be less than or equal to pod limits of ${values['limit']}`),
  'resource-claim-unknown': ({ field, value }) => notFoundValue(field, value),
  'field-missing claims.name': ({ field }) => required(field),
  'field-not-allowed resources.claims': forbidden('claims may not be set for Resources at pod-level'),
  'one-of-missing resourceClaims': ({ field, value }) =>
    invalidValue(field, goClaim(value), 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`'),
  'not-together resourceClaims.*': ({ field, path, object }) => {
    const why = 'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified';
    return invalidValue(field.replace(/\.[^.]*$/, ''), goClaim(valueAt(object, path.slice(0, -1))), why);
  },
  'value-not-supported resizePolicy.restartPolicy': ({ field, value, values }) =>
    values['supported'] === 'NotRequired'
      ? invalidValue(field, value, 'must be NotRequired for init containers that are no sidecars')
      : {
          field,
          type: 'NotSupported',
          message: `Unsupported value: "${String(value)}": supported values: "NotRequired", "RestartContainer"`,
        },
};

/** A claim of a pod as Go prints its internal type. */
function goClaim(claim: unknown): unknown {
  return {
    Name: at(claim, 'name') ?? '',
    ResourceClaimName: at(claim, 'resourceClaimName') ?? null,
    ResourceClaimTemplateName: at(claim, 'resourceClaimTemplateName') ?? null,
  };
}

/** Names of resources that quotas know as well; containers may ask for the first three of them. */
const standard =
  /^((requests\.|limits\.)?(cpu|memory|ephemeral-storage)|(requests\.)?storage|pods|services(\.(nodeports|loadbalancers))?|replicationcontrollers|resourcequotas|secrets|configmaps|persistentvolumeclaims|(requests\.)?hugepages-.+)$/;

function unknownResource({ field, path }: Fault): ReturnType<typeof qualifiedNameErrors> {
  const name = String(path.at(-1));
  const odd = qualifiedNameErrors(field, name);
  if (name.includes('/')) {
    return qualifiedNameFault(name) === undefined
      ? [invalidValue(field, name, "doesn't follow extended resource name standard")]
      : odd;
  }
  const isStandard = odd.length > 0 || standard.test(name);
  return [
    ...odd,
    ...(isStandard ? [] : [invalidValue(field, name, 'must be a standard resource type or fully qualified')]),
    invalidValue(field, name, 'must be a standard resource for containers'),
  ];
}

function limitOf({ path, object }: Pick<Fault, 'path' | 'object'>): string {
  const name = path.at(-1) ?? '';
  return canonical(valueAt(object, [...path.slice(0, -2), 'limits', name]));
}

/** An amount as the server prints it. */
function canonical(value: unknown): string {
  const quantity = parseQuantity(value);
  return quantity === undefined ? String(value) : formatQuantity(quantity);
}
