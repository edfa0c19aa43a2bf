import { formatQuantity, parseQuantity } from '../../../core/quantity.ts';
import { stringOf } from '../../json.ts';
import { between, duplicate, invalidValue, negative, notSupported, tooLong, tooMany } from '../errors.ts';
import { labelErrors, qualifiedNameErrors, subdomainErrors } from '../names.ts';
import { type Fault, invalid, missing, type Wordings } from '../wording.ts';

/** What the server says of codes that mean the same wherever they are found. */
export const general: Wordings = {
  'field-missing': missing(),
  'value-not-supported': ({ field, value, values }) =>
    notSupported(field, value ?? '', String(values['supported'] ?? '').split(', ')),
  'below-minimum': ({ field, value, values }) => {
    const least = Number(values['minimum'] ?? 0);
    const why = least === 0 ? negative : `must be greater than or equal to ${least}`;
    return invalidValue(field, amount(value, field), why);
  },
  'out-of-range': ({ field, value, values }) =>
    invalidValue(field, value, between(Number(values['minimum']), Number(values['maximum']))),
  'duplicate-entry': ({ field, value }) => duplicate(field, value),
  'too-many-entries': ({ field, values }) => tooMany(field, Number(values['count']), Number(values['limit'])),
  'invalid-name': nameErrors,
  'name-has-dots': nameErrors,
  'name-too-long': nameErrors,
  'name-too-long hostnameOverride': ({ field, values }) => tooLong(field, Number(values['limit'])),
  'name-too-long csi.driver': ({ field, values }) => tooLong(field, Number(values['limit'])),
  'name-too-long dnsConfig.searches': invalid(
    'must not have more than 2048 characters (including spaces) in the search list',
  ),
  'invalid-label-key': ({ field, value }) => qualifiedNameErrors(field, stringOf(value) ?? ''),
  'field-needs-other': invalid('may not be specified without another field'),
  'field-not-allowed': ({ field, value }) => invalidValue(field, value, 'may not be specified here'),
};

/** An amount of a resource as the server prints it; numbers of other fields as they are. */
function amount(value: unknown, field: string): unknown {
  if (!field.endsWith(']')) return value;
  const quantity = parseQuantity(value);
  return quantity === undefined ? value : formatQuantity(quantity);
}

/** Fields that hold DNS subdomains; other names are one label. */
const subdomains = new Set([
  'apiGroup',
  'driver',
  'externalName',
  'gmsaCredentialSpecName',
  'hostnames',
  'hostnameOverride',
  'nodeName',
  'priorityClassName',
  'resourceClaimName',
  'resourceClaimTemplateName',
  'runtimeClassName',
  'searches',
  'serviceAccount',
  'serviceAccountName',
  'storageClassName',
  'values',
  'volumeAttributesClassName',
]);
/** Structs that name another object by its `name`. */
const references = /(KeyRef|MapRef|[sS]ecretRef|SecretRef)$/;
const labelKinds = ['StatefulSet', 'Service', 'Namespace'];

function nameErrors({ field, path, value, kind }: Fault): ReturnType<typeof labelErrors> {
  const name = stringOf(value) ?? '';
  const names = path.filter(step => typeof step === 'string');
  const last = names.at(-1) ?? '';
  const isOwn = names.length === 2 && names[0] === 'metadata' && last !== 'namespace';
  const isLabel = isOwn
    ? labelKinds.includes(kind)
    : !(subdomains.has(last) || (last === 'name' && references.test(names.at(-2) ?? '')));
  // What a generated name begins with may end in a hyphen, and so may the name of a source of variables.
  const isPrefix = last === 'generateName' || names.includes('envFrom');
  const tested = isPrefix && name.length > 1 ? name.replace(/-$/, 'a') : name;
  return isLabel
    ? labelErrors(field, name, tested)
    : subdomainErrors(field, name, last === 'driver' ? tested.toLowerCase() : tested);
}
