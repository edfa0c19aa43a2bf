import { unmetBy } from '../../labels.ts';
import { labelValueFault, qualifiedNameFault } from '../../names.ts';
import type { LabelSelector } from '../../statefulset/model.ts';
import type { FindingCode } from '../catalogue.ts';
import { type Finding, finding } from '../finding.ts';
import { formatPath } from '../path.ts';
import { at, entriesOf, isFields, isGiven, itemsOf, type Place, textListOf, textOf, textsOf } from '../place.ts';
import { shown } from './fields.ts';
import { labelRules } from './metadata.ts';

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/** The form of a label selector, wherever it stands. Facts: validation-rules.md, 1.2 rows 38–46. */
export function* selectorRules(selector: Place): Iterable<Finding> {
  yield* labelRules(at(selector, 'matchLabels'), formatPath(at(selector, 'matchLabels').path));
  for (const requirement of itemsOf(at(selector, 'matchExpressions'))) yield* requirementRules(requirement);
}

function* requirementRules(requirement: Place): Iterable<Finding> {
  const key = at(requirement, 'key');
  const operator = at(requirement, 'operator');
  const values = at(requirement, 'values');
  // Null is an empty requirement.
  if (requirement.value !== null && !isFields(requirement.value)) return;
  const given = textOf(operator) ?? '';
  if (!isGiven(key) || typeof key.value === 'string') yield* keyRule(key);
  if (!isGiven(operator) || typeof operator.value === 'string') yield* operatorRule(operator, OPERATORS);
  const count = Array.isArray(values.value) ? values.value.length : 0;
  if ((given === 'In' || given === 'NotIn') && count === 0)
    yield finding('selector-values-missing', values.path, { operator: given });
  if ((given === 'Exists' || given === 'DoesNotExist') && count > 0) {
    yield finding('selector-values-unwanted', values.path, { operator: given }, { part: 'key' });
  }
  for (const place of itemsOf(values)) {
    const value = textOf(place);
    if (value === undefined || labelValueFault(value) === undefined) continue;
    yield finding('invalid-label-value', place.path, { key: textOf(key) ?? '', value: shown(value) });
  }
}

/** The key of a requirement: there, and a name that labels can have. */
export function* keyRule(key: Place): Iterable<Finding> {
  const text = textOf(key) ?? '';
  if (text === '') yield finding('field-missing', key.path, { field: 'key' });
  else if (qualifiedNameFault(text) !== undefined) yield finding('invalid-label-key', key.path, { key: shown(text) });
}

/** The operator of a requirement: there, and one of those that it can be. The server calls both invalid; a person is told what is missing. */
export function* operatorRule(operator: Place, supported: readonly string[]): Iterable<Finding> {
  const given = textOf(operator) ?? '';
  if (supported.includes(given)) return;
  if (!isGiven(operator)) yield finding('field-missing', operator.path, { field: 'operator' });
  else yield finding('selector-operator', operator.path, { operator: given, supported: supported.join(', ') });
}

/** A workload's selector: there, not empty, and met by the labels of its own template. Rows 31–37. */
export function* workloadSelectorRules(spec: Place): Iterable<Finding> {
  const place = at(spec, 'selector');
  const { value } = place;
  if (!isGiven(place)) {
    yield finding('selector-missing', place.path, {}, { echoes: ['spec.template.metadata.labels'] });
    return;
  }
  if (!isFields(value)) return;
  const before = [...selectorRules(place)];
  // A requirement that cannot be read spoils the selector, which the server says as well.
  yield* before.map(found => (found.path[2] === 'matchExpressions' ? { ...found, echoes: ['spec.selector'] } : found));
  const selector = selectorAt(place);
  const isEmpty =
    entriesOf(at(place, 'matchLabels')).length === 0 && itemsOf(at(place, 'matchExpressions')).length === 0;
  // Entries at the wrong depth (`selector: {app: web}`) are named by the schema's rules.
  if (isEmpty) yield finding('selector-empty', place.path, {}, { part: 'key' });
  else if (before.length === 0) yield* mismatches(spec, selector);
}

function* mismatches(spec: Place, selector: LabelSelector): Iterable<Finding> {
  const labels = at(spec, 'template', 'metadata', 'labels');
  if (isGiven(labels) && !isFields(labels.value)) return;
  // A label or demand of a wrong type is a fault of its own; comparing it would say the same twice.
  if (entriesOf(labels).some(([, { value }]) => typeof value !== 'string' && value !== null)) return;
  if (hasOddValues(spec)) return;
  const field = formatPath(labels.path);
  for (const { key, operator, wanted, found } of unmetBy(selector, textsOf(labels))) {
    const code = codeOf(operator, found);
    yield finding(code, at(labels, key).path, { key, wanted: wanted.join(', '), found: found ?? '' }, { field });
  }
}

function codeOf(operator: string, found: string | undefined): FindingCode {
  if (operator === 'NotIn' || operator === 'DoesNotExist') return 'selector-excludes-template';
  return found === undefined ? 'selector-label-missing' : 'selector-mismatch';
}

function hasOddValues(spec: Place): boolean {
  return entriesOf(at(spec, 'selector', 'matchLabels')).some(
    ([, { value }]) => typeof value !== 'string' && value !== null,
  );
}

/** A selector as our own type, with what is no text left out. */
export function selectorAt(place: Place): LabelSelector {
  return {
    matchLabels: textsOf(at(place, 'matchLabels')),
    matchExpressions: itemsOf(at(place, 'matchExpressions')).map(requirement => ({
      key: textOf(at(requirement, 'key')) ?? '',
      operator: textOf(at(requirement, 'operator')) ?? '',
      values: textListOf(at(requirement, 'values')),
    })),
  };
}
