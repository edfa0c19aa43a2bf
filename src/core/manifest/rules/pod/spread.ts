import { type Finding, finding } from '../../finding.ts';
import { formatPath } from '../../path.ts';
import { at, isGiven, type Place, textOf } from '../../place.ts';
import { inRange, mapsOf, needsOther } from '../demands.ts';
import { oneOf, required, shown } from '../fields.ts';
import { selectorRules } from '../selector.ts';
import { labelKeyList, labelKeysSelected } from './affinity.ts';

/** How pods are spread over zones and nodes. Facts: validation-rules.md, rows 225–230. */

const UNSATISFIABLE = ['DoNotSchedule', 'ScheduleAnyway'];
const INCLUSION = ['Honor', 'Ignore'];

export function* spreadRules(list: Place): Iterable<Finding> {
  const constraints = mapsOf(list);
  for (const constraint of constraints) yield* constraintRules(constraint);
  yield* twice(constraints);
}

function* constraintRules(constraint: Place): Iterable<Finding> {
  const skew = at(constraint, 'maxSkew');
  if (!isGiven(skew)) yield finding('field-missing', skew.path, { field: 'maxSkew' });
  else yield* inRange(skew, 1);
  yield* required(at(constraint, 'topologyKey'));
  const action = at(constraint, 'whenUnsatisfiable');
  yield* required(action);
  if (action.value !== '') yield* oneOf(action, UNSATISFIABLE);
  const domains = at(constraint, 'minDomains');
  yield* inRange(domains, 1);
  if (isGiven(domains) && action.value !== 'DoNotSchedule')
    yield needsOther(domains, 'whenUnsatisfiable: DoNotSchedule');
  for (const field of ['nodeAffinityPolicy', 'nodeTaintsPolicy']) yield* oneOf(at(constraint, field), INCLUSION);
  yield* selectorRules(at(constraint, 'labelSelector'));
  yield* labelKeys(constraint);
}

function* labelKeys(constraint: Place): Iterable<Finding> {
  const list = at(constraint, 'matchLabelKeys');
  yield* labelKeyList(list, constraint);
  yield* labelKeysSelected(list, constraint, index => `${formatPath(list.path)}[${index}]`);
}

/** Two constraints with one key and one action say the same thing twice. The server names the first of them, by both fields. */
function* twice(constraints: readonly Place[]): Iterable<Finding> {
  const seen = new Map<string, Place>();
  for (const constraint of constraints) {
    const key = textOf(at(constraint, 'topologyKey')) ?? '';
    const action = textOf(at(constraint, 'whenUnsatisfiable')) ?? '';
    const pair = `${key}, ${action}`;
    const before = seen.get(pair);
    if (before !== undefined && key !== '') {
      const field = `${formatPath(before.path)}.{topologyKey, whenUnsatisfiable}`;
      const place = at(constraint, 'topologyKey');
      yield finding(
        'duplicate-entry',
        place.path,
        { value: shown(pair), list: 'topologySpreadConstraints' },
        { field },
      );
    }
    seen.set(pair, constraint);
  }
}
