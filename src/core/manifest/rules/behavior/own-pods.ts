import { type Unmet, unmetBy } from '../../../labels.ts';
import type { Labels } from '../../../statefulset/model.ts';
import { type Finding, finding } from '../../finding.ts';
import { at, isFields, isGiven, itemsOf, type Place, textOf, textsOf } from '../../place.ts';
import { shown } from '../fields.ts';
import { selectorAt } from '../selector.ts';

/**
 * Rules of a pod template about its own pods that count others instead. A spread is worked out over the pods that its selector takes, so
 * pods that it does not take are not spread (documentation, Pod Topology Spread Constraints, "Implicit conventions"). Anti-affinity may
 * be about others; it is told only where what it asks for stands under another key of the template, or is the name of the workload or of
 * its Service.
 */
export function* ownPods(template: Place, workload: Place): Iterable<Finding> {
  const names = [textOf(at(workload, 'metadata', 'name')), textOf(at(workload, 'spec', 'serviceName'))];
  const labels = textsOf(at(template, 'metadata', 'labels'));
  if (Object.keys(labels).length === 0) return;
  const spec = at(template, 'spec');
  for (const constraint of itemsOf(at(spec, 'topologySpreadConstraints'))) {
    const unmet = unmetIn(constraint, labels);
    if (unmet !== undefined) yield told('topologySpreadConstraints', unmet);
  }
  const affinity = at(spec, 'affinity', 'podAntiAffinity');
  const preferred = itemsOf(at(affinity, 'preferredDuringSchedulingIgnoredDuringExecution'));
  const terms = [
    ...itemsOf(at(affinity, 'requiredDuringSchedulingIgnoredDuringExecution')),
    ...preferred.map(term => at(term, 'podAffinityTerm')),
  ];
  for (const term of terms) {
    if (isGiven(at(term, 'namespaces')) || isGiven(at(term, 'namespaceSelector'))) continue;
    const unmet = unmetIn(term, labels);
    if (unmet !== undefined && isAboutItself(unmet, labels, names)) yield told('podAntiAffinity', unmet);
  }
}

interface Missed extends Unmet {
  readonly place: Place;
}

/** The first label that a rule's selector asks for and the pods do not have. */
function unmetIn(rule: Place, labels: Labels): Missed | undefined {
  const place = at(rule, 'labelSelector');
  const selector = isFields(place.value) ? selectorAt(place) : undefined;
  const lacking = selector === undefined ? [] : unmetBy(selector, labels);
  const first = lacking.find(({ operator }) => operator === 'In' || operator === 'Exists');
  if (first === undefined) return undefined;
  const { from } = first;
  const steps = 'label' in from ? ['matchLabels', from.label] : ['matchExpressions', from.expression];
  return { ...first, place: at(place, ...steps) };
}

function isAboutItself({ operator, wanted, found }: Unmet, labels: Labels, names: readonly unknown[]): boolean {
  if (operator !== 'In' || wanted.length === 0) return false;
  const values = Object.values(labels);
  return wanted.every(one => (found === undefined && values.includes(one)) || names.includes(one));
}

function told(rule: string, { key, wanted, place }: Missed): Finding {
  const [only, ...more] = wanted;
  const label = only === undefined || more.length > 0 ? key : `${key}: ${only}`;
  return finding('rule-misses-own-pods', place.path, { rule, key: shown(label) });
}
