import { type Finding, finding } from '../finding.ts';
import { at, isFields, isGiven, numberOf, type Place } from '../place.ts';
import { integer, oneOf } from './fields.ts';
import { metadataRules } from './metadata.ts';
import { podTemplateRules } from './pod.ts';
import { workloadSelectorRules } from './selector.ts';
import { isNothing, shareRules } from './shares.ts';

/** The seconds that a rollout may stand still where nothing else is said. */
const DEFAULT_DEADLINE = 600;

/** A Deployment by itself: what it shares with a StatefulSet, and its strategy. */
export function* deploymentRules(object: Place): Iterable<Finding> {
  yield* metadataRules(object, 'subdomain');
  const spec = at(object, 'spec');
  if (isGiven(spec) && !isFields(spec.value)) return;
  for (const field of ['replicas', 'minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds'])
    yield* integer(at(spec, field));
  yield* deadlineRule(spec);
  yield* strategyRules(at(spec, 'strategy'));
  yield* workloadSelectorRules(spec);
  yield* podTemplateRules(at(spec, 'template'), { kind: 'Deployment', claims: [] });
}

/** A pod must be able to become available before the rollout is given up. */
function* deadlineRule(spec: Place): Iterable<Finding> {
  const deadline = at(spec, 'progressDeadlineSeconds');
  const ready = at(spec, 'minReadySeconds');
  const seconds = isGiven(deadline) ? numberOf(deadline) : DEFAULT_DEADLINE;
  const wait = isGiven(ready) ? numberOf(ready) : 0;
  if (seconds === undefined || wait === undefined || seconds < 0 || wait < 0 || seconds > wait) return;
  const place = isGiven(deadline) ? deadline : ready;
  const values = { deadline: seconds, ready: wait };
  yield finding('deadline-before-ready', place.path, values, { field: 'spec.progressDeadlineSeconds' });
}

function* strategyRules(strategy: Place): Iterable<Finding> {
  const type = at(strategy, 'type');
  const rolling = at(strategy, 'rollingUpdate');
  yield* oneOf(type, ['RollingUpdate', 'Recreate', '']);
  if (type.value === 'Recreate') {
    if (isGiven(rolling)) yield finding('recreate-with-rolling-update', rolling.path, {}, { part: 'key' });
    return;
  }
  const unavailable = at(rolling, 'maxUnavailable');
  const surge = at(rolling, 'maxSurge');
  yield* shareRules(unavailable);
  yield* shareRules(surge, true);
  if (isNothing(unavailable) && isNothing(surge)) yield finding('rollout-cannot-move', unavailable.path);
}
