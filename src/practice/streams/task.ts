import type { Container, Pod } from '../../core/statefulset/model.ts';
import type { ApiRequest } from '../api/exchange.ts';
import type { Target } from '../api/target.ts';
import type { Registry } from '../registry.ts';
import { resources } from '../resources.ts';
import { badRequest, StatusError } from '../status.ts';

/** The pod that a stream is asked for, on a node. Throws 404, and 400 before it has come to a node. */
export function podOf(registry: Registry, target: Target): Pod {
  const pod = registry.get(resources.pods, target.namespace, target.name ?? '');
  if (!pod.spec.nodeName) throw badRequest(`pod ${pod.metadata.name} does not have a host assigned`);
  return pod;
}

/** The container that is meant, which must run: the only one where none is named. Throws as the API server and nodes do. */
export function runningContainer(pod: Pod, request: ApiRequest): Container {
  const name = request.query.get('container') ?? '';
  const all = [...pod.spec.containers, ...(pod.spec.initContainers ?? []), ...(pod.spec.ephemeralContainers ?? [])];
  const [only] = pod.spec.containers;
  const container = name === '' && pod.spec.containers.length === 1 ? only : all.find(each => each.name === name);
  if (container === undefined) {
    const names = pod.spec.containers.map(each => each.name).join(' ');
    throw badRequest(
      name === ''
        ? `a container name must be specified for pod ${pod.metadata.name}, choose one of: [${names}]`
        : `container ${name} is not valid for pod ${pod.metadata.name}`,
    );
  }
  if (!isRunning(pod, container)) throw new StatusError(404, 'NotFound', `container not found ("${container.name}")`);
  return container;
}

export function isRunning(pod: Pod, container: Container): boolean {
  const { containerStatuses = [], initContainerStatuses = [], ephemeralContainerStatuses = [] } = pod.status ?? {};
  const statuses = [...containerStatuses, ...initContainerStatuses, ...ephemeralContainerStatuses];
  return statuses.some(status => status.name === container.name && status.state?.running !== undefined);
}

/** Calls back once when the container has stopped or started anew; call the result to stop looking. */
export function whenEnded(registry: Registry, pod: Pod, container: Container, ended: () => void): () => void {
  const restarts = restartsOf(pod, container);
  const stop = registry.subscribe(({ type, resource, object }) => {
    if (resource !== resources.pods || object.metadata.uid !== pod.metadata.uid) return;
    const now =
      type === 'DELETED' ? undefined : registry.find(resources.pods, pod.metadata.namespace, pod.metadata.name);
    if (now !== undefined && isRunning(now, container) && restartsOf(now, container) === restarts) return;
    stop();
    ended();
  });
  return stop;
}

function restartsOf(pod: Pod, container: Container): number {
  return pod.status?.containerStatuses?.find(status => status.name === container.name)?.restartCount ?? 0;
}
