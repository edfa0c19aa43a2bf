import { at, type JsonObject, numberOf, objectOf, stringOf } from '../json.ts';
import { changed } from '../kinds/pod-template.ts';
import type { Surroundings } from '../kinds/rules.ts';
import { resources } from '../resources.ts';
import { forbidden, type StatusError } from '../status.ts';

/** The plugin ServiceAccount (validation-rules.md T3). Every namespace has an account named `default`. Throws 403. */
export function requireServiceAccount(pod: JsonObject, around: Surroundings): void {
  const spec = objectOf(pod['spec']);
  const name = stringOf(spec['serviceAccountName']) || stringOf(spec['serviceAccount']) || defaultAccount;
  const namespace = stringOf(at(pod, 'metadata', 'namespace')) ?? '';
  if (name === defaultAccount || around.get(resources.serviceAccounts, namespace, name) !== undefined) return;
  throw refusal(pod, `error looking up service account ${namespace}/${name}: serviceaccount "${name}" not found`);
}

const defaultAccount = 'default';

/** The plugin Priority (T4, T5): gives the pod the priority of its class, or of the default class. Throws 403. */
export function withPriority(pod: JsonObject, around: Surroundings): JsonObject {
  const spec = objectOf(pod['spec']);
  const named = stringOf(spec['priorityClassName']) ?? '';
  const found =
    named === ''
      ? around.list(resources.priorityClasses).find(each => at(each, 'globalDefault') === true)
      : around.get(resources.priorityClasses, undefined, named);
  if (named !== '' && found === undefined) throw refusal(pod, `no PriorityClass with name ${named} was found`);
  const computed = numberOf(at(found, 'value')) ?? 0;
  const asked = numberOf(spec['priority']);
  if (asked !== undefined && asked !== computed)
    throw refusal(
      pod,
      `the integer value of priority (${asked}) must not be provided in pod spec; priority admission controller computed ${computed} from the given PriorityClass name`,
    );
  const policy = stringOf(at(found, 'preemptionPolicy')) ?? 'PreemptLowerPriority';
  const wanted = stringOf(spec['preemptionPolicy']);
  if (wanted !== undefined && wanted !== policy)
    throw refusal(
      pod,
      `the string value of PreemptionPolicy (${wanted}) must not be provided in pod spec; priority admission controller computed ${policy} from the given PriorityClass name`,
    );
  const className = found === undefined ? {} : { priorityClassName: found.metadata.name };
  return changed(pod, 'spec', own => ({ ...own, ...className, priority: computed, preemptionPolicy: policy }));
}

/** The plugin RuntimeClass (T6, T7). Nodes here have none. Throws 403. */
export function requireRuntimeClass(pod: JsonObject): void {
  const spec = objectOf(pod['spec']);
  const name = stringOf(spec['runtimeClassName']) ?? '';
  if (name !== '') throw refusal(pod, `pod rejected: RuntimeClass "${name}" not found`);
  if (Object.keys(objectOf(spec['overhead'])).length > 0)
    throw refusal(pod, 'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead');
}

function refusal(pod: JsonObject, why: string): StatusError {
  return forbidden(resources.pods, stringOf(at(pod, 'metadata', 'name')) ?? '', why);
}
