import { selects } from '../../core/labels.ts';
import type { LabelSelector } from '../../core/statefulset/model.ts';
import { at, isObject, type JsonObject, listOf, objectOf, stringOf } from '../json.ts';
import type { FieldError } from '../status.ts';
import { forbiddenField, invalidValue, items, labelMapErrors, required } from './errors.ts';

/** A label selector by itself (validation-rules.md rows 38 to 46). */
export function selectorErrors(field: string, selector: JsonObject): FieldError[] {
  const labels = labelMapErrors(`${field}.matchLabels`, selector['matchLabels']);
  const expressions = items(`${field}.matchExpressions`, selector['matchExpressions']).flatMap(
    ([path, requirement]) => {
      const values = listOf(requirement['values']);
      const keyErrors = labelMapErrors(`${path}.key`, { [stringOf(requirement['key']) ?? '']: '' });
      const valueErrors = values.flatMap((value, index) => labelMapErrors(`${path}.values[${index}]`, { key: value }));
      return [...operatorErrors(path, stringOf(requirement['operator']) ?? '', values), ...keyErrors, ...valueErrors];
    },
  );
  return [...labels, ...expressions];
}

function operatorErrors(path: string, operator: string, values: readonly unknown[]): FieldError[] {
  if (operator === 'In' || operator === 'NotIn') {
    const why = "must be specified when `operator` is 'In' or 'NotIn'";
    return values.length > 0 ? [] : [required(`${path}.values`, why)];
  }
  if (operator === 'Exists' || operator === 'DoesNotExist') {
    const why = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
    return values.length === 0 ? [] : [forbiddenField(`${path}.values`, why)];
  }
  return [invalidValue(`${path}.operator`, operator, 'not a valid selector operator')];
}

/** The selector of a workload, and whether its template's labels match it. `kind` is how the server names the workload. */
export function workloadSelectorErrors(spec: JsonObject, kind: string): FieldError[] {
  const { selector } = spec;
  const labels = at(spec, 'template', 'metadata', 'labels');
  if (!isObject(selector)) return [required('spec.selector'), mismatch(labels)];
  const own = selectorErrors('spec.selector', selector);
  // a selector that cannot be read is echoed, and nothing is compared with it
  if (own.length > 0) return [...own, invalidValue('spec.selector', selector, '')];
  const isEmpty =
    Object.keys(objectOf(selector['matchLabels'])).length + listOf(selector['matchExpressions']).length === 0;
  if (isEmpty) return [invalidValue('spec.selector', selector, `empty selector is invalid for ${kind}`)];
  return selects(labelSelector(selector), labelsOf(labels)) ? [] : [mismatch(labels)];
}

function mismatch(labels: unknown): FieldError {
  return invalidValue('spec.template.metadata.labels', labels, '`selector` does not match template `labels`');
}

/** The selector as core reads it. */
export function labelSelector(selector: JsonObject): LabelSelector {
  return {
    matchLabels: labelsOf(selector['matchLabels']),
    matchExpressions: listOf(selector['matchExpressions']).map(item => ({
      key: stringOf(at(item, 'key')) ?? '',
      operator: stringOf(at(item, 'operator')) ?? '',
      values: listOf(at(item, 'values')).map(String),
    })),
  };
}

function labelsOf(labels: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(objectOf(labels)).map(([key, value]) => [key, String(value)]));
}
