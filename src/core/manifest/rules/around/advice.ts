import { isMutableImage, isPlaceholder } from '../../../images.ts';
import { type Finding, finding } from '../../finding.ts';
import { at, isGiven, itemsOf, type Place, placeOf, textOf } from '../../place.ts';
import type { Neighbour } from '../../workspace.ts';

/** Worth knowing about a set that runs. For people only: an API server that checks what it got has nothing to advise. */
export function* adviceRules({ object }: Neighbour): Iterable<Finding> {
  const spec = at(placeOf(object.value), 'spec');
  const containers = itemsOf(at(spec, 'template', 'spec', 'containers'));
  const isOnDelete = at(spec, 'updateStrategy', 'type').value === 'OnDelete';
  if (isOnDelete) yield finding('update-by-hand', at(spec, 'updateStrategy', 'type').path, { set: object.name });
  else if (at(spec, 'replicas').value !== 0) yield* readiness(containers);
  for (const container of [...itemsOf(at(spec, 'template', 'spec', 'initContainers')), ...containers])
    if (at(container, 'imagePullPolicy').value !== 'Never') yield* mutableImage(at(container, 'image'));
  const retention = at(spec, 'persistentVolumeClaimRetentionPolicy', 'whenDeleted');
  if (retention.value === 'Delete' && itemsOf(at(spec, 'volumeClaimTemplates')).length > 0)
    yield finding('claims-deleted-with-set', retention.path, { set: object.name });
}

/** A rollout goes on as soon as a pod is ready; without a probe that is as soon as it runs. */
function* readiness(containers: readonly Place[]): Iterable<Finding> {
  const [first] = containers;
  if (first === undefined || containers.some(container => isGiven(at(container, 'readinessProbe')))) return;
  yield finding('readiness-probe-missing', at(first, 'name').path, { container: textOf(at(first, 'name')) ?? '' });
}

/** A pod that comes back after months may be another program than the ones beside it; one that is never pulled was put on the nodes by hand. */
function* mutableImage(place: Place): Iterable<Finding> {
  const image = textOf(place) ?? '';
  if (image.trim() !== '' && !isPlaceholder(image) && isMutableImage(image))
    yield finding('image-not-pinned', place.path, { image });
}
