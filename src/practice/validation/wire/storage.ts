import { formatQuantity, parseQuantity } from '../../../core/quantity.ts';
import { at, isObject, stringOf } from '../../json.ts';
import { duplicate, invalidValue, notSupported, required, tooLong } from '../errors.ts';
import { goMap, goSelector } from '../go.ts';
import { qualifiedNameErrors } from '../names.ts';
import { forbidden, invalid, missing, type Wordings } from '../wording.ts';

/** The server's words about claims, volumes, classes and budgets (validation-rules.md 1.3 and 4.2 to 4.5). */
export const storage: Wordings = {
  'claim-access-modes-missing': ({ field, kind }) =>
    kind === 'PersistentVolume' ? required(field) : required(field, 'at least 1 access mode is required'),
  'access-mode-alone': forbidden('may not use ReadWriteOncePod with other access modes'),
  'claim-storage-missing': missing(),
  'storage-not-positive': ({ field, value }) => {
    const quantity = parseQuantity(value);
    return invalidValue(field, quantity === undefined ? value : formatQuantity(quantity), 'must be greater than zero');
  },
  'claim-data-source': ({ field, value }) =>
    invalidValue(field, value, "must be 'PersistentVolumeClaim' when referencing the default apiGroup"),
  // What the server shows there is a path of its own, which has nothing to show.
  'data-sources-differ': ({ field, object }) =>
    stringOf(at(object, 'spec', 'dataSourceRef', 'namespace'))
      ? invalidValue(field, {}, 'may not be specified when dataSourceRef.namespace is specified')
      : invalidValue(field, {}, 'must match dataSourceRef'),

  'volume-capacity-missing': ({ field, object }) => {
    const capacity = at(object, 'spec', 'capacity');
    const isEmpty = !isObject(capacity) || Object.keys(capacity).length === 0;
    return isEmpty ? [required(field), notSupported(field, undefined, ['storage'])] : otherCapacity(field, capacity);
  },
  'volume-capacity-other': ({ field, object }) => otherCapacity(field, at(object, 'spec', 'capacity')),
  'volume-source-missing': missing('must specify a volume type'),
  'two-volume-sources': forbidden('may not specify more than 1 volume type'),
  'recycle-of-root': forbidden("may not be 'recycle' for a hostPath mount of '/'"),
  'local-volume-without-node': missing('Local volume requires node affinity'),
  'field-missing nodeAffinity.required': missing('must specify required node constraints'),
  'field-missing volumeAttributesClassName': missing('an empty string is disallowed'),
  'field-missing spec.csi': missing('has to be specified when using volumeAttributesClassName'),

  'too-many-entries parameters': ({ field, values }) => tooLong(field, Number(values['limit'])),
  'invalid-name parameters.*': ({ field }) => invalidValue(field, '', 'field can not be empty.'),
  'field-missing matchLabelExpressions': ({ field }) => duplicate(field, ''),
  'invalid-provisioner': ({ field, value }) => {
    const name = stringOf(value) ?? '';
    return qualifiedNameErrors(field, name, name.toLowerCase());
  },

  'not-together spec.maxUnavailable': ({ field, object }) => {
    const spec = at(object, 'spec');
    const shown = {
      MinAvailable: at(spec, 'minAvailable') ?? null,
      Selector: at(spec, 'selector') === undefined ? null : goSelector(at(spec, 'selector')),
      MaxUnavailable: at(spec, 'maxUnavailable') ?? null,
      UnhealthyPodEvictionPolicy: at(spec, 'unhealthyPodEvictionPolicy') ?? null,
    };
    return invalidValue(field, shown, 'minAvailable and maxUnavailable cannot be both set');
  },
  'value-not-supported volumeMode': ({ field, value }) => notSupported(field, value, ['Block', 'Filesystem']),
  'invalid-address-range': invalid('must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'),
};

function otherCapacity(field: string, capacity: unknown): ReturnType<typeof required> {
  return notSupported(field, isObject(capacity) ? goMap(capacity) : undefined, ['storage']);
}
