import { at, stringOf } from '../../json.ts';
import { duplicate, invalidValue, notSupported, required } from '../errors.ts';
import { labelValueErrors, qualifiedNameErrors } from '../names.ts';
import { type Fault, forbidden, invalid, invalidAs, missing, repeated, valueAt, type Wordings } from '../wording.ts';

const notAddress = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
const notSpread = ['DoNotSchedule', 'ScheduleAnyway'];
const noName = ({ field }: Fault): ReturnType<typeof qualifiedNameErrors> => qualifiedNameErrors(field, '');

/** The server's words about where pods run and under which names they find others (validation-rules.md, rows 204–230). */
export const placement: Wordings = {
  'field-needs-other dnsPolicy': ({ field, value }) =>
    field.endsWith('nameservers')
      ? required(field, `must provide at least one DNS nameserver when \`dnsPolicy\` is ${String(value)}`)
      : required(field, `must provide \`dnsConfig\` when \`dnsPolicy\` is ${String(value)}`),
  'too-many-entries dnsConfig.nameservers': invalid('must not have more than 3 nameservers'),
  'too-many-entries dnsConfig.searches': invalid('must not have more than 32 search paths'),
  'invalid-address': invalid(notAddress),
  'misspelled-none': invalid(notAddress),
  'field-missing hostAliases.ip': invalidAs('', notAddress),

  'toleration-without-key': invalidAs(
    'Equal',
    'operator must be Exists when `key` is empty, which means "match all values and all keys"',
  ),
  'not-together tolerations.value': invalid("value must be empty when `operator` is 'Exists'"),
  'invalid-label-value tolerations.value': ({ field, value }) => labelValueErrors(field, stringOf(value) ?? ''),
  'field-needs-other tolerations.tolerationSeconds': ({ field, path, object }) => {
    const effect = at(valueAt(object, path.slice(0, -1)), 'effect') ?? '';
    return invalidValue(field, effect, "effect must be 'NoExecute' when `tolerationSeconds` is set");
  },
  'value-not-supported tolerations.operator': ({ field, value }) =>
    // A gate that is off refuses two operators that the server knows all the same.
    notSupported(
      field,
      value,
      value === 'Gt' || value === 'Lt' ? ['Equal', 'Exists', 'Lt', 'Gt'] : ['Equal', 'Exists'],
    ),

  'field-missing topologyKey': ({ field }) => [required(field, 'can not be empty'), ...qualifiedNameErrors(field, '')],
  'field-missing weight': invalidAs(0, 'must be in the range 1-100'),
  'out-of-range weight': invalid('must be in the range 1-100'),
  'field-missing nodeSelectorTerms': missing('must have at least one node selector term'),
  'value-not-supported matchFields.key': invalid('not a valid field selector key'),
  'field-needs-other matchLabelKeys': forbidden('must not be specified when labelSelector is not set'),
  'field-needs-other mismatchLabelKeys': forbidden('must not be specified when labelSelector is not set'),
  'not-together matchLabelKeys': ({ field, value, values }) =>
    invalidValue(field, value, `exists in both matchLabelKeys and ${values['other']}`),

  'field-missing topologySpreadConstraints.maxSkew': invalidAs(0, 'must be greater than zero'),
  'below-minimum topologySpreadConstraints.maxSkew': invalid('must be greater than zero'),
  'below-minimum topologySpreadConstraints.minDomains': invalid('must be greater than zero'),
  'field-missing topologySpreadConstraints.topologyKey': missing('can not be empty'),
  'field-missing whenUnsatisfiable': ({ field }) => notSupported(field, '', notSpread),
  'duplicate-entry topologySpreadConstraints.topologyKey': ({ field, path, object }) => {
    const constraint = valueAt(object, path.slice(0, -1));
    const pair = `{${String(at(constraint, 'topologyKey'))}, ${String(at(constraint, 'whenUnsatisfiable'))}}`;
    return duplicate(field, pair);
  },
  'field-needs-other minDomains': ({ field, value, path, object }) => {
    const action = at(valueAt(object, path.slice(0, -1)), 'whenUnsatisfiable');
    const why = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${String(action)}`;
    return invalidValue(field, value, why);
  },

  'field-missing readinessGates.conditionType': noName,
  'field-missing schedulingGates.name': noName,
  'duplicate-entry schedulingGates.name': repeated,
  'annotation-without-container': ({ field, values }) => invalidValue(field, values['name'], 'container not found'),
};
