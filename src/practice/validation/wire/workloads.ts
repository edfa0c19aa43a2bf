import { at, isObject, numberOf, objectOf, stringOf } from '../../json.ts';
import type { FieldError } from '../../status.ts';
import { between, forbiddenField, invalidValue, notSupported, required } from '../errors.ts';
import { goMap } from '../go.ts';
import { labelValueErrors, qualifiedNameErrors } from '../names.ts';
import { type Fault, forbidden, invalid, missing, type Wordings } from '../wording.ts';

const mismatch = ({ object }: Fault): FieldError => {
  const labels = at(object, 'spec', 'template', 'metadata', 'labels');
  const shown = isObject(labels) ? goMap(labels) : undefined;
  return invalidValue('spec.template.metadata.labels', shown, '`selector` does not match template `labels`');
};

const oddOperator = ({ field, value }: Fault): FieldError =>
  invalidValue(field, value ?? '', 'not a valid selector operator');

const oneValue = (fault: Fault): FieldError =>
  required(fault.field, "must be specified single value when `operator` is 'Lt' or 'Gt'");

const notAShare =
  "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

/** The server's words about sets, Deployments and their selectors (validation-rules.md 1.2). */
export const workloads: Wordings = {
  'selector-missing': fault => [required('spec.selector'), mismatch(fault)],
  'selector-empty': ({ field, kind }) =>
    invalidValue(field, {}, `empty selector is invalid for ${kind === 'StatefulSet' ? 'statefulset' : 'deployment'}`),
  'selector-mismatch': mismatch,
  'selector-label-missing': mismatch,
  'selector-excludes-template': mismatch,
  'selector-operator': oddOperator,
  'field-missing matchExpressions.operator': oddOperator,
  'field-missing matchFields.operator': oddOperator,
  'selector-values-missing': missing("must be specified when `operator` is 'In' or 'NotIn'"),
  'selector-values-unwanted': forbidden("may not be specified when `operator` is 'Exists' or 'DoesNotExist'"),
  'selector-one-value': oneValue,
  'selector-one-value matchFields.values': missing(
    "must be only one value when `operator` is 'In' or 'NotIn' for node field selector",
  ),
  'field-missing matchExpressions.key': ({ field }) => qualifiedNameErrors(field, ''),
  'invalid-label-value values': ({ field, value }) => labelValueErrors(field, stringOf(value) ?? ''),
  'value-not-supported podManagementPolicy': invalid("must be 'OrderedReady' or 'Parallel'"),
  'value-not-supported updateStrategy.type': ({ object }) => {
    const { type, rollingUpdate } = objectOf(at(object, 'spec', 'updateStrategy'));
    const shown = { Type: type, RollingUpdate: rollingUpdate === undefined ? null : rolling(object) };
    return invalidValue('spec.updateStrategy', shown, "must be 'RollingUpdate' or 'OnDelete'");
  },
  'rolling-update-under-on-delete': ({ field, object }) =>
    invalidValue(field, rolling(object), "only allowed for updateStrategy 'RollingUpdate'"),
  'recreate-with-rolling-update': forbidden("may not be specified when strategy `type` is 'Recreate'"),
  'rollout-cannot-move': ({ field, value }) => invalidValue(field, value ?? 0, 'may not be 0 when `maxSurge` is 0'),
  'deadline-before-ready': ({ object }) =>
    invalidValue(
      'spec.progressDeadlineSeconds',
      at(object, 'spec', 'progressDeadlineSeconds'),
      'must be greater than minReadySeconds',
    ),
  'value-not-supported template.spec.restartPolicy': ({ field, value }) => [
    ...(value === 'OnFailure' || value === 'Never'
      ? []
      : [notSupported(field, value, ['Always', 'OnFailure', 'Never'])]),
    notSupported(field, value, ['Always']),
  ],
  'template-field-forbidden activeDeadlineSeconds': ({ field, value, kind }) => {
    const seconds = numberOf(value) ?? 0;
    const isOdd = seconds < 1 || seconds > 2_147_483_647;
    const owner = kind === 'Deployment' ? 'ReplicaSet' : kind;
    return [
      ...(isOdd ? [invalidValue(field, value, between(1, 2_147_483_647))] : []),
      forbiddenField(field, `activeDeadlineSeconds in ${owner} is not Supported`),
    ];
  },
  'below-minimum activeDeadlineSeconds': invalid(between(1, 2_147_483_647)),
  'template-field-forbidden': forbidden('ephemeral containers not allowed in pod template'),
  'not-a-share': invalid(notAShare),
  'below-minimum updateStrategy.rollingUpdate.maxUnavailable': ({ field, value }) =>
    numberOf(value) !== undefined && Number(value) < 0
      ? invalidValue(field, value, 'must be greater than or equal to 0')
      : invalidValue(field, value, 'cannot be 0'),
  'not-a-share updateStrategy.rollingUpdate.maxUnavailable': ({ field, value }) => [
    invalidValue(field, value, notAShare),
    invalidValue(field, value, 'cannot be 0'),
  ],
  'share-above-all': invalid('must not be greater than 100%'),
};

/** The `rollingUpdate` of a set as Go prints it. Where the gate is off the server has dropped `maxUnavailable`. */
function rolling(object: Fault['object']): unknown {
  const { partition, maxUnavailable } = objectOf(at(object, 'spec', 'updateStrategy', 'rollingUpdate'));
  return { Partition: partition ?? 0, MaxUnavailable: maxUnavailable ?? null };
}
