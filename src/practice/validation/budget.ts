import { isObject, type JsonObject, objectOf } from '../json.ts';
import type { FieldError } from '../status.ts';
import { invalidValue, notNegative, oneOf } from './errors.ts';
import { selectorErrors } from './selector.ts';

/** A PodDisruptionBudget (validation-rules.md 4.5). */
export function disruptionBudgetErrors(object: JsonObject): FieldError[] {
  const spec = objectOf(object['spec']);
  const { minAvailable, maxUnavailable, selector, unhealthyPodEvictionPolicy } = spec;
  const shown = {
    MinAvailable: minAvailable ?? null,
    Selector: selector ?? null,
    MaxUnavailable: maxUnavailable ?? null,
    UnhealthyPodEvictionPolicy: unhealthyPodEvictionPolicy ?? null,
  };
  const both = minAvailable !== undefined && maxUnavailable !== undefined;
  return [
    ...(both ? [invalidValue('spec', shown, 'minAvailable and maxUnavailable cannot be both set')] : []),
    ...shareErrors('spec.minAvailable', minAvailable),
    ...shareErrors('spec.maxUnavailable', maxUnavailable),
    ...(isObject(selector) ? selectorErrors('spec.selector', selector) : []),
    ...oneOf('spec.unhealthyPodEvictionPolicy', unhealthyPodEvictionPolicy, ['AlwaysAllow', 'IfHealthyBudget']),
  ];
}

/** A number of pods, or a percentage of them. */
export function shareErrors(field: string, value: unknown): FieldError[] {
  if (typeof value !== 'string') return notNegative(field, value);
  const percent = /^([0-9]+)%$/.exec(value)?.[1];
  if (percent === undefined) {
    const why =
      "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";
    return [invalidValue(field, value, why)];
  }
  return Number(percent) > 100 ? [invalidValue(field, value, 'must not be greater than 100%')] : [];
}
