import { formatVersion, hasMaxUnavailable, type KubernetesVersion } from '../../../kubernetes-version.ts';
import { type Finding, finding } from '../../finding.ts';
import { at, isGiven, type Place } from '../../place.ts';
import { shown } from '../fields.ts';

/** What a set does about updates that its manifest does not say. Facts R10 and 018. */
export function* updateBehavior(spec: Place, version: KubernetesVersion): Iterable<Finding> {
  const most = at(spec, 'updateStrategy', 'rollingUpdate', 'maxUnavailable');
  // One at a time is what happens anyway.
  if (isGiven(most) && most.value !== 1 && !hasMaxUnavailable(version)) {
    const values = { value: shown(most.value), version: formatVersion(version) };
    yield finding('max-unavailable-dropped', most.path, values);
  }
  const history = at(spec, 'revisionHistoryLimit');
  if (typeof history.value === 'number' && history.value < 0)
    yield finding('history-without-limit', history.path, { value: history.value });
}
