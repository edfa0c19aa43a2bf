import type { LabelSelector } from '../../core/statefulset/model.ts';
import { at, type JsonObject, listOf, objectOf, stringOf } from '../json.ts';

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
