import type { Container, Pod } from '../statefulset/model.ts';

export interface PodContainer {
  readonly name: string;
  readonly role: 'container' | 'sidecar' | 'init';
  readonly isRunning: boolean;
  readonly container: Container;
}

/** The containers of a pod, its own first, then sidecars (init containers that start again) and init containers. */
export function containersOf({ spec, status }: Pod): PodContainer[] {
  const statuses = [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])];
  const described = (role: PodContainer['role'], container: Container): PodContainer => ({
    name: container.name,
    role,
    isRunning: statuses.some(({ name, state }) => name === container.name && state?.running !== undefined),
    container,
  });
  const before = (spec.initContainers ?? []).map(each =>
    described(each.restartPolicy === 'Always' ? 'sidecar' : 'init', each),
  );
  return [
    ...spec.containers.map(each => described('container', each)),
    ...before.filter(({ role }) => role === 'sidecar'),
    ...before.filter(({ role }) => role === 'init'),
  ];
}
