import { at, deepEqual, type JsonObject, listOf, numberOf, objectOf, stringOf, without } from '../json.ts';
import type { FieldError } from '../status.ts';
import { shareErrors } from './budget.ts';
import {
  annotationErrors,
  forbiddenField,
  invalidValue,
  items,
  labelErrors,
  labelMapErrors,
  notNegative,
  oneOf,
} from './errors.ts';
import { alwaysErrors, podSpecErrors } from './pod.ts';
import { workloadSelectorErrors } from './selector.ts';
import { claimSpecErrors } from './volumes.ts';

/** A StatefulSet (validation-rules.md 1.2, 1.3, 1.6). Claim templates are looked at on creation only: later they cannot change. */
export function statefulSetErrors(object: JsonObject, isNew: boolean): FieldError[] {
  const spec = objectOf(object['spec']);
  const claims = listOf(spec['volumeClaimTemplates']).map(item => stringOf(at(item, 'metadata', 'name')) ?? '');
  const service = stringOf(spec['serviceName']) ?? '';
  return [
    ...(isNew
      ? items('spec.volumeClaimTemplates', spec['volumeClaimTemplates']).flatMap(([path, template]) =>
          claimSpecErrors(`${path}.spec`, objectOf(template['spec'])),
        )
      : []),
    ...managementErrors(spec),
    ...strategyErrors(objectOf(spec['updateStrategy'])),
    ...retentionErrors(objectOf(spec['persistentVolumeClaimRetentionPolicy'])),
    ...notNegative('spec.replicas', spec['replicas']),
    ...notNegative('spec.minReadySeconds', spec['minReadySeconds']),
    ...notNegative('spec.ordinals.start', at(spec, 'ordinals', 'start')),
    ...(isNew && service !== '' ? labelErrors('spec.serviceName', service) : []),
    ...workloadSelectorErrors(spec, 'statefulset'),
    ...templateErrors(objectOf(spec['template']), 'StatefulSet', claims),
  ];
}

function managementErrors(spec: JsonObject): FieldError[] {
  const policy = spec['podManagementPolicy'];
  if (policy === 'OrderedReady' || policy === 'Parallel') return [];
  return [invalidValue('spec.podManagementPolicy', policy, "must be 'OrderedReady' or 'Parallel'")];
}

function strategyErrors(strategy: JsonObject): FieldError[] {
  const { type, rollingUpdate } = strategy;
  const rolling = { Partition: at(rollingUpdate, 'partition') ?? 0, MaxUnavailable: null };
  if (type === 'OnDelete') {
    const why = "only allowed for updateStrategy 'RollingUpdate'";
    return rollingUpdate === undefined ? [] : [invalidValue('spec.updateStrategy.rollingUpdate', rolling, why)];
  }
  if (type === 'RollingUpdate')
    return notNegative('spec.updateStrategy.rollingUpdate.partition', at(rollingUpdate, 'partition'));
  const shown = { Type: type, RollingUpdate: rollingUpdate === undefined ? null : rolling };
  return [invalidValue('spec.updateStrategy', shown, "must be 'RollingUpdate' or 'OnDelete'")];
}

function retentionErrors(policy: JsonObject): FieldError[] {
  const field = 'spec.persistentVolumeClaimRetentionPolicy';
  return ['whenDeleted', 'whenScaled'].flatMap(key => oneOf(`${field}.${key}`, policy[key], ['Retain', 'Delete']));
}

function templateErrors(template: JsonObject, kind: string, claims: readonly string[]): FieldError[] {
  const metadata = objectOf(template['metadata']);
  const spec = objectOf(template['spec']);
  return [
    ...labelMapErrors('spec.template.labels', metadata['labels']),
    ...annotationErrors('spec.template.annotations', metadata['annotations']),
    ...podSpecErrors('spec.template.spec', spec, claims),
    ...alwaysErrors(spec, kind),
  ];
}

const changeable = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
];

/** controller-semantics.md I2: one refusal however many fields changed. */
export function statefulSetChangeErrors(object: JsonObject, before: JsonObject): FieldError[] {
  const fixed = (each: JsonObject): JsonObject => without(objectOf(each['spec']), ...changeable);
  if (deepEqual(fixed(object), fixed(before))) return [];
  const names = changeable.map(name => `'${name}'`);
  const list = `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
  return [forbiddenField('spec', `updates to statefulset spec for fields other than ${list} are forbidden`)];
}

export function deploymentErrors(object: JsonObject): FieldError[] {
  const spec = objectOf(object['spec']);
  return [
    ...notNegative('spec.replicas', spec['replicas']),
    ...notNegative('spec.minReadySeconds', spec['minReadySeconds']),
    ...notNegative('spec.revisionHistoryLimit', spec['revisionHistoryLimit']),
    ...deadlineErrors(spec),
    ...deploymentStrategyErrors(objectOf(spec['strategy'])),
    ...workloadSelectorErrors(spec, 'deployment'),
    ...templateErrors(objectOf(spec['template']), 'Deployment', []),
  ];
}

function deadlineErrors(spec: JsonObject): FieldError[] {
  const deadline = numberOf(spec['progressDeadlineSeconds']);
  const field = 'spec.progressDeadlineSeconds';
  if (deadline === undefined || deadline > (numberOf(spec['minReadySeconds']) ?? 0))
    return notNegative(field, deadline);
  return [invalidValue(field, deadline, 'must be greater than minReadySeconds')];
}

function deploymentStrategyErrors(strategy: JsonObject): FieldError[] {
  const { type, rollingUpdate } = strategy;
  const field = 'spec.strategy.rollingUpdate';
  if (type === 'Recreate') {
    const why = "may not be specified when strategy `type` is 'Recreate'";
    return rollingUpdate === undefined ? [] : [forbiddenField(field, why)];
  }
  if (type !== 'RollingUpdate') return oneOf('spec.strategy.type', type, ['Recreate', 'RollingUpdate']);
  const surge = at(rollingUpdate, 'maxSurge');
  const unavailable = at(rollingUpdate, 'maxUnavailable');
  const isZero = (value: unknown): boolean => value === 0 || value === '0%';
  return [
    ...shareErrors(`${field}.maxUnavailable`, unavailable),
    ...surgeErrors(`${field}.maxSurge`, surge),
    ...(isZero(surge) && isZero(unavailable)
      ? [invalidValue(`${field}.maxUnavailable`, unavailable, 'may not be 0 when `maxSurge` is 0')]
      : []),
  ];
}

/** More than all again is fine. */
function surgeErrors(field: string, surge: unknown): FieldError[] {
  return shareErrors(field, surge).filter(({ message }) => !message.endsWith('must not be greater than 100%'));
}

export function replicaSetErrors(object: JsonObject): FieldError[] {
  const spec = objectOf(object['spec']);
  return [
    ...notNegative('spec.replicas', spec['replicas']),
    ...workloadSelectorErrors(spec, 'deployment'),
    ...templateErrors(objectOf(spec['template']), 'ReplicaSet', []),
  ];
}

/** The selector of a Deployment or ReplicaSet stays. */
export function selectorChangeErrors(object: JsonObject, before: JsonObject): FieldError[] {
  const selector = at(object, 'spec', 'selector');
  return deepEqual(selector, at(before, 'spec', 'selector'))
    ? []
    : [invalidValue('spec.selector', selector, 'field is immutable')];
}
