import { type Finding, finding } from '../../finding.ts';
import { formatPath } from '../../path.ts';
import { at, entriesOf, isGiven, itemsOf, type Place, textItemsOf, textListOf, textOf } from '../../place.ts';
import { givenLabel, givenQualifiedName, inRange, isMap, mapsOf, needsOther, notTogether } from '../demands.ts';
import { qualifiedName, required } from '../fields.ts';
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
  for (const name of textItemsOf(at(term, 'namespaces'))) yield* givenLabel(name, { field: namespace });
  yield* labelKeyLists(term);
}

/** Keys of labels of the pod itself, by which the selector is completed when the pod is made. */
function* labelKeyLists(term: Place): Iterable<Finding> {
  const mismatched = new Set(textListOf(at(term, 'mismatchLabelKeys')));
  for (const field of ['matchLabelKeys', 'mismatchLabelKeys']) yield* labelKeyList(at(term, field), term);
  for (const key of itemsOf(at(term, 'matchLabelKeys')))
    if (mismatched.has(textOf(key) ?? '')) yield notTogether(key, 'mismatchLabelKeys', { part: 'value' });
  yield* labelKeysSelected(at(term, 'matchLabelKeys'), term, index => `${formatPath(term.path)}[${index}]`);
}

/**
 * A key whose demand the server would add to a selector that has several for it. One that has a single demand is taken in a template; its
 * pods are refused. `field` is the server's name of a key. Facts: `validateMatchLabelKeysAndMismatchLabelKeys`, from 1.34 on for both.
 */
export function* labelKeysSelected(list: Place, owner: Place, field: (index: number) => string): Iterable<Finding> {
  const twice = keysTwice(at(owner, 'labelSelector'));
  for (const [index, key] of itemsOf(list).entries())
    if (twice.has(textOf(key) ?? '')) yield notTogether(key, 'labelSelector', { part: 'value', field: field(index) });
}

/** Such keys need a selector to complete. */
export function* labelKeyList(list: Place, owner: Place): Iterable<Finding> {
  const keys = textItemsOf(list);
  if (keys.length === 0) return;
  if (!isGiven(at(owner, 'labelSelector'))) yield needsOther(list, 'labelSelector');
  for (const key of keys) yield* givenQualifiedName(key);
}

/** Keys that the selector of a place asks for more than once; where a pod has the label, the server adds one more demand for it. */
function keysTwice(selector: Place): ReadonlySet<string> {
  const seen = new Set(entriesOf(at(selector, 'matchLabels')).map(([key]) => key));
  const twice = new Set<string>();
  for (const requirement of mapsOf(at(selector, 'matchExpressions'))) {
    const key = textOf(at(requirement, 'key')) ?? '';
    if (seen.has(key)) twice.add(key);
    seen.add(key);
  }
  return twice;
}
