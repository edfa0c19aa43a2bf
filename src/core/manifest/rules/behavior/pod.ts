import type { KubernetesVersion } from '../../../kubernetes-version.ts';
import { type Finding, finding } from '../../finding.ts';
import { at, isFields, isGiven, itemsOf, type Place, textOf } from '../../place.ts';
import { finalizerRules } from '../metadata.ts';
import { containerBehavior } from './container.ts';
import { absurdCores } from './cpu.ts';

/** A pod template that is accepted, and pods that are refused, or never start, or not as they read. Facts T1–T9, R5, R11, R16–R24, 331. */
export function* podBehavior(template: Place, kind: string, version: KubernetesVersion): Iterable<Finding> {
  const spec = at(template, 'spec');
  for (const { path, values } of finalizerRules(at(template, 'metadata', 'finalizers')))
    yield finding('pod-finalizer-refused', path, values);
  yield* admission(spec);
  yield* waiting(spec);
  yield* gracePeriod(at(spec, 'terminationGracePeriodSeconds'), kind);
  yield* nullSelectors(spec);
  for (const amounts of ['requests', 'limits']) yield* absurdCores(at(spec, 'resources', amounts));
  for (const secret of itemsOf(at(spec, 'imagePullSecrets'))) {
    const name = at(secret, 'name');
    if (isFields(secret.value) && (!isGiven(name) || name.value === ''))
      yield finding('pull-secret-unnamed', name.path);
  }
  for (const container of [...itemsOf(at(spec, 'initContainers')), ...itemsOf(at(spec, 'containers'))])
    yield* containerBehavior(container, spec, version);
}

/** What admission refuses in pods only. Facts T2, T5, T7, T8. */
function* admission(spec: Place): Iterable<Finding> {
  for (const volume of itemsOf(at(spec, 'volumes'))) {
    const image = at(volume, 'image');
    const reference = at(image, 'reference');
    if (isFields(image.value) && (!isGiven(reference) || reference.value === ''))
      yield finding('image-volume-without-reference', reference.path);
  }
  const priority = at(spec, 'priority');
  if (typeof priority.value === 'number' && priority.value !== 0 && !textOf(at(spec, 'priorityClassName')))
    yield finding('priority-without-class', priority.path, { priority: priority.value });
  const overhead = at(spec, 'overhead');
  if (isFields(overhead.value) && Object.keys(overhead.value).length > 0 && !textOf(at(spec, 'runtimeClassName')))
    yield finding('overhead-without-class', overhead.path, {}, { part: 'key' });
  const node = at(spec, 'nodeName');
  if (textOf(node) && itemsOf(at(spec, 'schedulingGates')).length > 0)
    yield finding('node-name-with-gates', node.path, {}, { part: 'key' });
}

/** Pods that wait until somebody does something. Facts R5, R11. */
function* waiting(spec: Place): Iterable<Finding> {
  const isPinned = Boolean(textOf(at(spec, 'nodeName')));
  for (const gate of itemsOf(at(spec, 'schedulingGates'))) {
    const name = at(gate, 'name');
    if (textOf(name) && !isPinned) yield finding('scheduling-gate', name.path, { name: String(name.value) });
  }
  for (const gate of itemsOf(at(spec, 'readinessGates'))) {
    const type = at(gate, 'conditionType');
    if (textOf(type)) yield finding('readiness-gate', type.path, { type: String(type.value) });
  }
}

/** Facts R24 and 074. Only the pods of a set have an identity that two of them must never share. */
function* gracePeriod(place: Place, kind: string): Iterable<Finding> {
  const seconds = place.value;
  if (typeof seconds !== 'number') return;
  if (seconds < 0) yield finding('grace-period-negative', place.path, { value: seconds });
  if (seconds === 0 && kind === 'StatefulSet') yield finding('grace-period-zero', place.path);
}

/** Fact R16: no selector matches no pod, so the rule has no effect, or lets no pod run. */
function* nullSelectors(spec: Place): Iterable<Finding> {
  for (const field of ['podAffinity', 'podAntiAffinity']) {
    const affinity = at(spec, 'affinity', field);
    const preferred = itemsOf(at(affinity, 'preferredDuringSchedulingIgnoredDuringExecution')).map(term =>
      at(term, 'podAffinityTerm'),
    );
    for (const term of [...itemsOf(at(affinity, 'requiredDuringSchedulingIgnoredDuringExecution')), ...preferred])
      yield* nullSelector(term, field);
  }
  for (const constraint of itemsOf(at(spec, 'topologySpreadConstraints')))
    yield* nullSelector(constraint, 'topologySpreadConstraints');
}

function* nullSelector(term: Place, rule: string): Iterable<Finding> {
  const selector = at(term, 'labelSelector');
  if (isFields(term.value) && !isGiven(selector)) yield finding('rule-without-selector', selector.path, { rule });
}
