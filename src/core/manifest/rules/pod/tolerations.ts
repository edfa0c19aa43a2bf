import { labelValueFault } from '../../../names.ts';
import { type Finding, finding } from '../../finding.ts';
import { formatPath } from '../../path.ts';
import { at, isGiven, type Place, textOf } from '../../place.ts';
import { mapsOf, needsOther, notTogether } from '../demands.ts';
import { oneOf, qualifiedName, shown } from '../fields.ts';

/** Taints that a pod tolerates. Facts: validation-rules.md, rows 184 and 215–219. Gt and Lt are behind a gate that is off. */

const OPERATORS = ['Equal', 'Exists', ''];
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute', ''];

export function* tolerationRules(list: Place): Iterable<Finding> {
  for (const toleration of mapsOf(list)) {
    const operator = at(toleration, 'operator');
    const effect = at(toleration, 'effect');
    yield* qualifiedName(at(toleration, 'key'));
    yield* oneOf(operator, OPERATORS);
    yield* oneOf(effect, EFFECTS);
    yield* keyRule(toleration, operator);
    yield* valueRule(toleration, operator);
    const seconds = at(toleration, 'tolerationSeconds');
    if (isGiven(seconds) && effect.value !== 'NoExecute')
      yield needsOther(seconds, 'effect: NoExecute', { field: formatPath(effect.path) });
  }
}

/** Without a key every taint is meant, which only Exists can say. */
function* keyRule(toleration: Place, operator: Place): Iterable<Finding> {
  const key = at(toleration, 'key');
  if ((isGiven(key) && key.value !== '') || operator.value === 'Exists') return;
  const isOdd = isGiven(operator) && typeof operator.value !== 'string';
  if (!isOdd)
    yield finding('toleration-without-key', toleration.path, {}, { part: 'key', field: formatPath(operator.path) });
}

/** The server blames the operator for the value. */
function* valueRule(toleration: Place, operator: Place): Iterable<Finding> {
  const place = at(toleration, 'value');
  const value = textOf(place) ?? '';
  const field = formatPath(operator.path);
  if (value === '') return;
  if (operator.value === 'Exists') yield notTogether(place, 'operator: Exists', { field });
  else if ((textOf(operator) ?? 'Equal') === 'Equal' || operator.value === '') {
    if (labelValueFault(value) === undefined) return;
    const key = textOf(at(toleration, 'key')) ?? '';
    yield finding('invalid-label-value', place.path, { key: shown(key), value: shown(value) }, { field });
  }
}
