import { selects } from '../../../labels.ts';
import type { LabelSelector, Labels } from '../../../statefulset/model.ts';
import { labelText } from '../../aspects.ts';
import type { ContentObject } from '../../content.ts';
import { type Finding, finding } from '../../finding.ts';
import { once } from '../../once.ts';
import { at, isFields, isGiven, type Place, placeOf, textsOf } from '../../place.ts';
import type { Neighbour, Surroundings } from '../../workspace.ts';
import { shown } from '../fields.ts';
import { selectorAt } from '../selector.ts';
import { percentOf } from '../shares.ts';
import { areTogether, isNear } from './near.ts';

const WORKLOADS = ['StatefulSet', 'Deployment'];

/** A budget and the pods it is for. Facts: validation-rules.md, R12–R14. */
export function* budgetAround(self: Neighbour, around: Surroundings): Iterable<Finding> {
  const spec = at(placeOf(self.object.value), 'spec');
  const place = at(spec, 'selector');
  if (!isFields(place.value)) return;
  const selector = selectorAt(place);
  const { namespace } = self.object;
  const [label] = Object.entries(selector.matchLabels ?? {});
  const candidates = WORKLOADS.flatMap(kind =>
    label === undefined ? around.list(kind, namespace) : around.meeting(kind, namespace, 'labels', labelText(label)),
  );
  const chosen = candidates.filter(other => selects(selector, labelsOf(other)));
  if (chosen.length === 0) yield* selectsNothing(self, around, place, selector);
  else yield* neverAllows(self, around, at(spec, 'minAvailable'), chosen);
}

/** Pods must stay that there are not more of. */
function* neverAllows(
  self: Neighbour,
  around: Surroundings,
  least: Place,
  chosen: readonly Neighbour[],
): Iterable<Finding> {
  const together = chosen.filter(other => areTogether(self, other));
  // The same labels elsewhere may be the same pods, or others.
  if (together.length === 0 || together.length < chosen.length) return;
  const replicas = together.reduce<number>((sum, { object }) => {
    const count = at(placeOf(object.value), 'spec', 'replicas').value;
    // A number that is kept elsewhere, or moved by an autoscaler, makes the sum unknown.
    return typeof count === 'number' && !isAutoscaled(object, around) ? sum + count : Number.NaN;
  }, 0);
  const wanted = wantedOf(least.value, replicas);
  if (!(replicas > 0) || wanted === undefined || wanted < replicas) return;
  const [first] = together;
  const related = first === undefined ? [] : [relatedTo(first, ['spec', 'replicas'])];
  yield finding('budget-above-replicas', least.path, { value: shown(least.value), replicas }, { related });
}

function isAutoscaled({ kind, name, namespace }: ContentObject, around: Surroundings): boolean {
  return around.list('HorizontalPodAutoscaler', namespace).some(({ object }) => {
    const target = at(placeOf(object.value), 'spec', 'scaleTargetRef');
    return at(target, 'kind').value === kind && at(target, 'name').value === name;
  });
}

/** How many pods must stay; a share is rounded up. A share of all of them is told without looking around. */
function wantedOf(value: unknown, replicas: number): number | undefined {
  if (typeof value === 'number') return value;
  const percent = typeof value === 'string' ? percentOf(value) : undefined;
  return percent === undefined || percent >= 100 ? undefined : Math.ceil((percent * replicas) / 100);
}

/** Labels that no workload of the workspace has, although one in the same folder has the same keys: most likely a slip. */
function* selectsNothing(
  self: Neighbour,
  around: Surroundings,
  place: Place,
  selector: LabelSelector,
): Iterable<Finding> {
  if (!around.knows(self.file) || (selector.matchExpressions ?? []).length > 0) return;
  const wanted = Object.entries(selector.matchLabels ?? {});
  const all = WORKLOADS.flatMap(kind => around.list(kind, self.object.namespace));
  const beside = all.filter(other => isNear(self, other));
  // Among several workloads of a folder the one that was meant cannot be told, unless it stands in the same file.
  const meant = beside.length === 1 ? beside : beside.filter(({ file }) => file === self.file);
  const near = meant.find(other => wanted.some(([key]) => Object.hasOwn(labelsOf(other), key)));
  if (near === undefined) return;
  const labels = labelsOf(near);
  const [key, value] = wanted.find(([name, text]) => labels[name] !== text) ?? ['', ''];
  if (key === '') return;
  const found = Object.hasOwn(labels, key) ? `${key}: ${labels[key] ?? ''}` : '–';
  const values = { wanted: `${key}: ${value}`, workload: near.object.name, found, value: labels[key] ?? '' };
  const related = [relatedTo(near, ['spec', 'template', 'metadata', 'labels', key])];
  yield finding('budget-selects-nothing', at(place, 'matchLabels', key).path, values, { related });
}

function labelsOf({ object }: Neighbour): Labels {
  return podLabels(object);
}

const podLabels = once(({ value }: ContentObject): Labels => {
  const labels = at(placeOf(value), 'spec', 'template', 'metadata', 'labels');
  return isGiven(labels) ? textsOf(labels) : {};
});

function relatedTo({ object }: Neighbour, path: readonly (string | number)[]) {
  return { kind: object.kind, namespace: object.namespace, name: object.name, path };
}
