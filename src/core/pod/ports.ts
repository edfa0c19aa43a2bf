import { isReady } from '../statefulset/health.ts';
import type { Pod, Service } from '../statefulset/model.ts';

/** A port that a container says it listens at. */
export interface DeclaredPort {
  readonly container: string;
  readonly name: string | undefined;
  readonly port: number;
}

/** The TCP ports that the containers of a pod declare. Declaring is a courtesy: a program may listen at others, or at none of them. */
export function declaredPorts({ spec }: Pod): DeclaredPort[] {
  const containers = [
    ...spec.containers,
    ...(spec.initContainers ?? []).filter(each => each.restartPolicy === 'Always'),
  ];
  return containers.flatMap(({ name: container, ports = [] }) =>
    ports
      .filter(({ protocol = 'TCP' }) => protocol === 'TCP')
      .map(({ name, containerPort: port }) => ({ container, name, port })),
  );
}

/** The port of a pod to which a Service leads what comes to one of its own; `undefined` where the pod has none of the wanted name. */
export function podPortOf({ spec }: Service, port: number, pod: Pod): number | undefined {
  const wanted = spec.ports?.find(each => each.port === port)?.targetPort ?? port;
  if (typeof wanted === 'number') return wanted;
  return declaredPorts(pod).find(({ name }) => name === wanted)?.port;
}

/** Whether a pod runs and is not on its way out. */
export function isReachable({ metadata, status }: Pod): boolean {
  return status?.phase === 'Running' && metadata.deletionTimestamp === undefined;
}

/** The pod that is asked in the name of all: one that is ready before one that only runs; `undefined` if none runs. */
export function bestPod(pods: readonly Pod[]): Pod | undefined {
  const running = pods.filter(isReachable);
  return running.find(isReady) ?? running[0];
}
