import { compareQuantities, parseQuantity } from '../../core/quantity.ts';
import { changeableSetFields } from '../../core/statefulset/immutable.ts';
import { VOLUME_OPTIONS } from '../../core/volume/options.ts';
import { at, deepEqual, type JsonObject, listOf, objectOf, withAt, without } from '../json.ts';
import { resources, type ServedResource } from '../resources.ts';
import type { FieldError } from '../status.ts';
import { forbiddenField, invalidValue } from './errors.ts';
import { goSelector } from './go.ts';
import { podChangeErrors } from './pods.ts';

/** What may not change in an object of this kind (validation-rules.md, section 3; controller-semantics.md I2). */
export function changeErrors(resource: ServedResource, object: JsonObject, before: JsonObject): readonly FieldError[] {
  return changes.get(resource)?.(object, before) ?? [];
}

const immutable = 'field is immutable';

type ChangeRule = (object: JsonObject, before: JsonObject) => readonly FieldError[];

const changes: ReadonlyMap<ServedResource, ChangeRule> = new Map<ServedResource, ChangeRule>([
  [resources.statefulSets, statefulSetChanges],
  [resources.deployments, selectorChanges],
  [resources.replicaSets, selectorChanges],
  [resources.pods, podChangeErrors],
  [resources.services, serviceChanges],
  [resources.persistentVolumeClaims, claimChanges],
  [resources.persistentVolumes, volumeChanges],
  [resources.storageClasses, storageClassChanges],
  [resources.controllerRevisions, revisionChanges],
]);

/** One refusal however many fields changed. */
function statefulSetChanges(object: JsonObject, before: JsonObject): readonly FieldError[] {
  const fixed = (each: JsonObject): JsonObject => without(objectOf(each['spec']), ...changeableSetFields);
  if (deepEqual(fixed(object), fixed(before))) return [];
  const names = changeableSetFields.map(name => `'${name}'`);
  const list = `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
  return [forbiddenField('spec', `updates to statefulset spec for fields other than ${list} are forbidden`)];
}

/** The selector of a Deployment or ReplicaSet stays. */
function selectorChanges(object: JsonObject, before: JsonObject): readonly FieldError[] {
  const selector = at(object, 'spec', 'selector');
  const isSame = deepEqual(selector, at(before, 'spec', 'selector'));
  return isSame ? [] : [invalidValue('spec.selector', goSelector(selector), immutable)];
}

/** The address of a Service stays as long as its type has one. */
function serviceChanges(object: JsonObject, before: JsonObject): readonly FieldError[] {
  const address = at(object, 'spec', 'clusterIP');
  const former = at(before, 'spec', 'clusterIP');
  if (!former || !address || address === former) return [];
  return [invalidValue('spec.clusterIPs[0]', [address], 'may not change once set')];
}

/** A claim's spec stays, but for growth and for the volume it is given once. */
function claimChanges(object: JsonObject, before: JsonObject): readonly FieldError[] {
  const asked = parseQuantity(at(object, 'spec', 'resources', 'requests', 'storage'));
  const capacity = parseQuantity(
    at(before, 'status', 'capacity', 'storage') ?? at(before, 'spec', 'resources', 'requests', 'storage'),
  );
  const isShrunk = asked !== undefined && capacity !== undefined && compareQuantities(asked, capacity) < 0;
  const field = 'spec.resources.requests.storage';
  const shrink = isShrunk ? [forbiddenField(field, 'field can not be less than status.capacity')] : [];
  if (deepEqual(fixedClaim(object, before), fixedClaim(before, before))) return shrink;
  // The real server prints a diff of the two behind this, in a form that Go does not promise to keep.
  const why =
    'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';
  return [forbiddenField('spec', why), ...shrink, ...volumeModeChange(object, before)];
}

/** Claims and volumes alike; the server leaves `spec` out of the path. */
function volumeModeChange(object: JsonObject, before: JsonObject): readonly FieldError[] {
  const mode = at(object, 'spec', 'volumeMode');
  return mode === at(before, 'spec', 'volumeMode') ? [] : [invalidValue('volumeMode', mode, immutable)];
}

function fixedClaim(claim: JsonObject, before: JsonObject): JsonObject {
  let spec = withAt(objectOf(claim['spec']), ['resources', 'requests', 'storage'], undefined);
  spec = without(spec, 'volumeAttributesClassName');
  if (!at(before, 'spec', 'volumeName')) spec = without(spec, 'volumeName');
  // a claim without a class gets the default class later on (controller-semantics.md G6)
  return at(before, 'spec', 'storageClassName') === undefined ? without(spec, 'storageClassName') : spec;
}

/** The source of a volume stays. */
function volumeChanges(object: JsonObject, before: JsonObject): readonly FieldError[] {
  const source = (each: JsonObject): JsonObject => without(objectOf(each['spec']), ...VOLUME_OPTIONS);
  const isSame = deepEqual(source(object), source(before));
  const why = 'spec.persistentvolumesource is immutable after creation';
  return [
    ...(isSame ? [] : [forbiddenField('spec.persistentvolumesource', why)]),
    ...volumeModeChange(object, before),
    ...nodeAffinityChange(object, before),
  ];
}

/** Which nodes reach a volume is said once. */
function nodeAffinityChange(object: JsonObject, before: JsonObject): readonly FieldError[] {
  const affinity = at(object, 'spec', 'nodeAffinity');
  const former = at(before, 'spec', 'nodeAffinity');
  if (former === undefined || deepEqual(affinity, former)) return [];
  const why = 'field is immutable, except for updating from beta label to GA';
  return [invalidValue('nodeAffinity', affinity === undefined ? undefined : goNodeAffinity(affinity), why)];
}

/** As Go prints its internal type. */
function goNodeAffinity(affinity: unknown): unknown {
  const requirements = (list: unknown): unknown =>
    list === undefined
      ? null
      : listOf(list).map(each => ({
          Key: at(each, 'key') ?? '',
          Operator: at(each, 'operator') ?? '',
          Values: at(each, 'values') ?? null,
        }));
  const terms = listOf(at(affinity, 'required', 'nodeSelectorTerms')).map(term => ({
    MatchExpressions: requirements(at(term, 'matchExpressions')),
    MatchFields: requirements(at(term, 'matchFields')),
  }));
  return { Required: { NodeSelectorTerms: terms } };
}

/** What a class promises stays. */
function storageClassChanges(object: JsonObject, before: JsonObject): readonly FieldError[] {
  const fixed = ['parameters', 'provisioner', 'reclaimPolicy'].filter(key => !deepEqual(object[key], before[key]));
  const errors = fixed.map(key => forbiddenField(key, `updates to ${key} are forbidden.`));
  const mode = object['volumeBindingMode'];
  if (mode === before['volumeBindingMode']) return errors;
  return [...errors, invalidValue('volumeBindingMode', mode, immutable)];
}

function revisionChanges(object: JsonObject, before: JsonObject): readonly FieldError[] {
  const data = object['data'];
  return deepEqual(data, before['data']) ? [] : [invalidValue('data', data, immutable)];
}
