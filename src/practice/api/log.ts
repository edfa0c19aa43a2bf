import type { Container, Pod } from '../../core/statefulset/model.ts';
import { resources } from '../resources.ts';
import { badRequest } from '../status.ts';
import { type ApiRequest, type ApiResponse, isSet, type Stream, textResponse } from './exchange.ts';
import type { ApiContext, Target } from './target.ts';

/** GET of a container's log. Nothing runs in the practice cluster, so the log says what would: when it started, and as what. */
export function readLog(context: ApiContext, target: Target, request: ApiRequest): ApiResponse {
  const pod = context.registry.get(resources.pods, target.namespace, target.name ?? '');
  const container = containerOf(pod, request.query.get('container') ?? '');
  const lines = linesOf(pod, container, request.query);
  const text = lines.map(line => `${line}\n`).join('');
  if (!isSet(request.query, 'follow')) return textResponse(200, text);
  return { ...textResponse(200, ''), body: followed(context, pod, text) };
}

function containerOf(pod: Pod, name: string): Container {
  const containers = [...(pod.spec.initContainers ?? []), ...pod.spec.containers];
  const [only] = pod.spec.containers;
  const chosen = name === '' && pod.spec.containers.length === 1 ? only : containers.find(each => each.name === name);
  if (chosen !== undefined) return chosen;
  const names = containers.map(each => each.name).join(' ');
  throw badRequest(
    name === ''
      ? `a container name must be specified for pod ${pod.metadata.name}, choose one of: [${names}]`
      : `container ${name} is not valid for pod ${pod.metadata.name}`,
  );
}

function linesOf(pod: Pod, container: Container, query: URLSearchParams): readonly string[] {
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  const status = statuses.find(each => each.name === container.name);
  const waiting = status === undefined ? 'ContainerCreating' : status.state?.waiting?.reason;
  const started = status?.state?.running?.startedAt ?? status?.state?.terminated?.startedAt;
  if (waiting !== undefined || started === undefined) {
    const why = `container "${container.name}" in pod "${pod.metadata.name}" is waiting to start: ${waiting ?? 'ContainerCreating'}`;
    throw badRequest(why);
  }
  const stamp = isSet(query, 'timestamps') ? `${started ?? ''} ` : '';
  const all = [
    `${container.name} starts from image ${container.image ?? ''} in ${pod.metadata.name} on ${pod.spec.nodeName ?? 'no node'}`,
    `${container.name} is up; this is the practice cluster, where nothing really runs`,
  ];
  const tail = query.get('tailLines');
  const shown = tail !== null && /^\d+$/.test(tail) ? all.slice(Math.max(0, all.length - Number(tail))) : all;
  return shown.map(line => stamp + line);
}

/** Goes on until the pod is gone. */
function followed(context: ApiContext, pod: Pod, text: string): Stream {
  return (send, end) => {
    send(text);
    return context.registry.subscribe(change => {
      if (change.type === 'DELETED' && change.object.metadata.uid === pod.metadata.uid) end();
    });
  };
}
