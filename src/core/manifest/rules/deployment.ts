import { type Finding, finding } from '../finding.ts';
import { at, isFields, isGiven, type Place } from '../place.ts';
import { integer, oneOf } from './fields.ts';
import { metadataRules } from './metadata.ts';
import { podTemplateRules } from './pod.ts';
import { workloadSelectorRules } from './selector.ts';

/** A Deployment by itself: what it shares with a StatefulSet, and its strategy. */
export function* deploymentRules(object: Place): Iterable<Finding> {
  yield* metadataRules(object, false);
  const spec = at(object, 'spec');
  if (isGiven(spec) && !isFields(spec.value)) return;
  for (const field of ['replicas', 'minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds'])
    yield* integer(at(spec, field));
  yield* strategyRules(at(spec, 'strategy'));
  yield* workloadSelectorRules(spec);
  yield* podTemplateRules(at(spec, 'template'), { kind: 'Deployment', claims: [] });
}

function* strategyRules(strategy: Place): Iterable<Finding> {
  const type = at(strategy, 'type');
  const rolling = at(strategy, 'rollingUpdate');
  yield* oneOf(type, ['RollingUpdate', 'Recreate', '']);
  if (type.value === 'Recreate' && isGiven(rolling))
    yield finding('recreate-with-rolling-update', rolling.path, {}, { part: 'key' });
}
