import { type Finding, finding } from '../../finding.ts';
import { formatPath } from '../../path.ts';
import { at, entriesOf, isGiven, itemsOf, type Place, textListOf, textOf } from '../../place.ts';
import { inRange, isMap, mapsOf, needsOther, notTogether } from '../demands.ts';
import { dnsLabel, qualifiedName, required } from '../fields.ts';
import { nodeTermRule, nodeTermRules } from '../node-terms.ts';
import { selectorRules } from '../selector.ts';

/** Where a pod wants to run, by nodes and by other pods. Facts: validation-rules.md, rows 220–224. */

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
const HEAVIEST = 100;

export function* affinityRules(affinity: Place): Iterable<Finding> {
  if (!isMap(affinity)) return;
  yield* nodeAffinityRules(at(affinity, 'nodeAffinity'));
  for (const kind of ['podAffinity', 'podAntiAffinity']) {
    const place = at(affinity, kind);
    for (const term of mapsOf(at(place, REQUIRED))) yield* podTermRules(term);
    for (const term of mapsOf(at(place, PREFERRED))) {
      yield* weightRule(at(term, 'weight'));
      yield* podTermRules(at(term, 'podAffinityTerm'));
    }
  }
}

function* nodeAffinityRules(affinity: Place): Iterable<Finding> {
  const selector = at(affinity, REQUIRED);
  if (isMap(selector)) yield* nodeTermRules(selector);
  for (const term of mapsOf(at(affinity, PREFERRED))) {
    yield* weightRule(at(term, 'weight'));
    // A value that no label can have does no harm to a wish.
    for (const found of nodeTermRule(at(term, 'preference'))) if (found.code !== 'invalid-label-value') yield found;
  }
}

function* weightRule(weight: Place): Iterable<Finding> {
  if (!isGiven(weight)) yield finding('field-missing', weight.path, { field: 'weight' });
  else yield* inRange(weight, 1, HEAVIEST);
}

function* podTermRules(term: Place): Iterable<Finding> {
  if (isGiven(term) && !isMap(term)) return;
  yield* required(at(term, 'topologyKey'));
  yield* qualifiedName(at(term, 'topologyKey'));
  yield* selectorRules(at(term, 'labelSelector'));
  yield* selectorRules(at(term, 'namespaceSelector'));
  const namespace = formatPath(at(term, 'namespace').path);
  for (const name of itemsOf(at(term, 'namespaces'))) yield* dnsLabel(name, { field: namespace });
  yield* labelKeyLists(term);
}

/** Keys of labels of the pod itself, by which the selector is completed when the pod is made. */
function* labelKeyLists(term: Place): Iterable<Finding> {
  const mismatched = new Set(textListOf(at(term, 'mismatchLabelKeys')));
  for (const field of ['matchLabelKeys', 'mismatchLabelKeys']) yield* labelKeyList(at(term, field), term);
  for (const key of itemsOf(at(term, 'matchLabelKeys')))
    if (mismatched.has(textOf(key) ?? '')) yield notTogether(key, 'mismatchLabelKeys', { part: 'value' });
}

/** Such keys need a selector to complete. */
export function* labelKeyList(list: Place, owner: Place): Iterable<Finding> {
  const keys = itemsOf(list);
  if (keys.length === 0) return;
  if (!isGiven(at(owner, 'labelSelector'))) yield needsOther(list, 'labelSelector');
  for (const key of keys) {
    if (key.value === '') yield finding('invalid-label-key', key.path, { key: '' });
    yield* qualifiedName(key);
  }
}

/** Keys that the selector of a place names already. */
export function selectorKeys(selector: Place): ReadonlySet<string> {
  return new Set([
    ...entriesOf(at(selector, 'matchLabels')).map(([key]) => key),
    ...mapsOf(at(selector, 'matchExpressions')).map(requirement => textOf(at(requirement, 'key')) ?? ''),
  ]);
}
