import { labelValueFault } from '../../names.ts';
import { type Finding, finding } from '../finding.ts';
import { at, isFields, isGiven, itemsOf, type Place, textItemsOf, textOf } from '../place.ts';
import { givenSubdomain } from './demands.ts';
import { shown } from './fields.ts';
import { keyRule, operatorRule } from './selector.ts';

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'];

/** Which nodes a volume can be reached from, or a pod run on: `nodeSelectorTerms`. Facts: rows 222–224 (`ValidateNodeSelector`). */
export function* nodeTermRules(selector: Place): Iterable<Finding> {
  const terms = at(selector, 'nodeSelectorTerms');
  if (isGiven(terms) && !Array.isArray(terms.value)) return;
  if (itemsOf(terms).length === 0) yield finding('field-missing', terms.path, { field: 'nodeSelectorTerms' });
  for (const term of itemsOf(terms)) yield* nodeTermRule(term);
}

/** One term: requirements on labels, and on the node's name. */
export function* nodeTermRule(term: Place): Iterable<Finding> {
  for (const requirement of itemsOf(at(term, 'matchExpressions'))) yield* expressionRules(requirement);
  for (const requirement of itemsOf(at(term, 'matchFields'))) yield* fieldRules(requirement);
}

function* expressionRules(requirement: Place): Iterable<Finding> {
  if (requirement.value !== null && !isFields(requirement.value)) return;
  const operator = at(requirement, 'operator');
  const given = textOf(operator) ?? '';
  const values = at(requirement, 'values');
  const count = itemsOf(values).length;
  if (!isGiven(at(requirement, 'key')) || textOf(at(requirement, 'key')) !== undefined)
    yield* keyRule(at(requirement, 'key'));
  yield* operatorRule(operator, OPERATORS);
  if ((given === 'In' || given === 'NotIn') && count === 0)
    yield finding('selector-values-missing', values.path, { operator: given });
  if ((given === 'Exists' || given === 'DoesNotExist') && count > 0)
    yield finding('selector-values-unwanted', values.path, { operator: given }, { part: 'key' });
  if ((given === 'Gt' || given === 'Lt') && count !== 1)
    yield finding('selector-one-value', values.path, { operator: given });
  for (const place of itemsOf(values)) {
    const value = textOf(place);
    if (value !== undefined && labelValueFault(value) !== undefined)
      yield finding('invalid-label-value', place.path, {
        key: textOf(at(requirement, 'key')) ?? '',
        value: shown(value),
      });
  }
}

/** Nodes by name: one name, and no other field than that. */
function* fieldRules(requirement: Place): Iterable<Finding> {
  if (requirement.value !== null && !isFields(requirement.value)) return;
  const key = at(requirement, 'key');
  const operator = at(requirement, 'operator');
  const given = textOf(operator) ?? '';
  if (given !== 'In' && given !== 'NotIn') yield* operatorRule(operator, ['In', 'NotIn']);
  else if (itemsOf(at(requirement, 'values')).length !== 1)
    yield finding('selector-one-value', at(requirement, 'values').path, { operator: given });
  for (const name of textItemsOf(at(requirement, 'values')))
    if (key.value === 'metadata.name') yield* givenSubdomain(name);
  if (key.value !== 'metadata.name')
    yield finding('value-not-supported', key.path, {
      field: 'key',
      value: shown(key.value ?? ''),
      supported: 'metadata.name',
    });
}
