import type { Pod, PodStatus } from '../../core/statefulset/model.ts';
import { uidOf, unlessStale } from '../controllers/context.ts';
import type { Registry } from '../registry.ts';
import { resources } from '../resources.ts';

const kubelet = { fieldManager: 'kubelet' } as const;

/** Writes what a node says of a pod, made of the pod as it is now. A pod that is gone, or another one of that name, is left alone. */
export function writePodStatus(registry: Registry, pod: Pod, statusOf: (current: Pod) => PodStatus): void {
  const current = registry.find(resources.pods, pod.metadata.namespace, pod.metadata.name);
  if (current === undefined || uidOf(current) !== uidOf(pod)) return;
  const status = statusOf(current);
  unlessStale(() => registry.updateStatus(resources.pods, { ...current, status }, kubelet));
}

/** Removes a pod whose containers have stopped. */
export function removePod(registry: Registry, pod: Pod): void {
  const options = { gracePeriodSeconds: 0, preconditions: { uid: uidOf(pod) } };
  unlessStale(() => registry.delete(resources.pods, pod.metadata.namespace, pod.metadata.name, options));
}
