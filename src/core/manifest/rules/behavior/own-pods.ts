import { type Unmet, unmetBy } from '../../../labels.ts';
import type { Labels } from '../../../statefulset/model.ts';
import { type Finding, finding } from '../../finding.ts';
import { at, isFields, isGiven, itemsOf, type Place, textOf, textsOf } from '../../place.ts';
import { shown } from '../fields.ts';
import { selectorAt } from '../selector.ts';
import { OWN_LABELS } from './identity.ts';

/** Labels that pods have though their template does not: controllers write them. */
const WRITTEN_LATER: ReadonlySet<string> = new Set([...OWN_LABELS, 'pod-template-hash']);

/** Keys, whatever stands before the slash, whose value says which application a pod is of. All others may say it of many. */
const NAMING: ReadonlySet<string> = new Set(['app', 'application', 'component', 'k8s-app', 'name', 'service']);

/**
 * Rules of a pod template about its own pods that count others instead. A spread is worked out over the pods that its selector takes, so
 * pods that it does not take are not spread (documentation, Pod Topology Spread Constraints, "Implicit conventions"). Anti-affinity may
 * be about others; it is told only where none of it counts the own pods, and what it asks for is what the template calls them under another
 * key, or is the name of the workload or of its Service.
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
  if (terms.some(term => takes(term, labels))) return;
  for (const term of terms) {
    if (isGiven(at(term, 'namespaces')) || isGiven(at(term, 'namespaceSelector'))) continue;
    const unmet = unmetIn(term, labels);
    if (unmet !== undefined && isAboutItself(unmet, labels, names)) yield told('podAntiAffinity', unmet);
  }
}

interface Missed extends Unmet {
  readonly place: Place;
}

function takes(rule: Place, labels: Labels): boolean {
  const place = at(rule, 'labelSelector');
  const selector = isFields(place.value) ? selectorAt(place) : undefined;
  return selector !== undefined && unmetBy(selector, labels).length === 0;
}

/** The first label that a rule's selector asks for and the pods do not have. */
function unmetIn(rule: Place, labels: Labels): Missed | undefined {
  const place = at(rule, 'labelSelector');
  const selector = isFields(place.value) ? selectorAt(place) : undefined;
  const lacking = selector === undefined ? [] : unmetBy(selector, labels);
  const first = lacking.find(
    ({ operator, key }) => (operator === 'In' || operator === 'Exists') && !WRITTEN_LATER.has(key),
  );
  if (first === undefined) return undefined;
  const { from } = first;
  const steps = 'label' in from ? ['matchLabels', from.label] : ['matchExpressions', from.expression];
  return { ...first, place: at(place, ...steps) };
}

function isAboutItself({ operator, key, wanted, found }: Unmet, labels: Labels, names: readonly unknown[]): boolean {
  if (operator !== 'In' || wanted.length === 0 || !isNaming(key)) return false;
  const values = Object.entries(labels).flatMap(([own, value]) => (isNaming(own) ? [value] : []));
  return wanted.every(one => (found === undefined && values.includes(one)) || names.includes(one));
}

function isNaming(key: string): boolean {
  return NAMING.has(key.slice(key.indexOf('/') + 1));
}

function told(rule: string, { key, wanted, place }: Missed): Finding {
  const [only, ...more] = wanted;
  const label = only === undefined || more.length > 0 ? key : `${key}: ${only}`;
  return finding('rule-misses-own-pods', place.path, { rule, key: shown(label) });
}
