import type { CountedPod } from '../quota/usage.ts';
import { revisionOf } from './identity.ts';
import type { ControllerRevision, Pod } from './model.ts';
import { templateOf } from './revision.ts';

/**
 * A pod as quotas count it. Of a pod that is only watched its resources are not kept; they stand in the template that it was made from. What
 * a LimitRange gave it besides is given to the pod in its place, too.
 */
export function countedPod(pod: Pod, revisions: readonly ControllerRevision[]): CountedPod {
  if (pod.spec.containers.some(container => 'resources' in container)) return pod;
  const revision = revisions.find(({ metadata }) => metadata.name === revisionOf(pod));
  const spec = (revision === undefined ? undefined : templateOf(revision))?.spec ?? pod.spec;
  return pod.status === undefined ? { spec } : { spec, status: pod.status };
}
