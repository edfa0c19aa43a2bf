import type { Container, Pod } from '../../core/statefulset/model.ts';
import type { Recorder } from '../controllers/events.ts';
import type { Saying } from './stage.ts';

/** What a node says of one of its pods, or of a container in it, in an event. */
export function sayOfPod(
  events: Recorder,
  about: Pod,
  saying: Saying,
  container: Pick<Container, 'name'> | undefined,
): void {
  const fieldPath = container === undefined ? {} : { fieldPath: `spec.containers{${container.name}}` };
  events.record({ about, ...saying, source: 'kubelet', host: about.spec.nodeName ?? '', ...fieldPath });
}

/** Says that the containers of a pod are being stopped, each that runs. */
export function sayKilling(events: Recorder, pod: Pod): void {
  const running = pod.status?.containerStatuses?.filter(status => status.state?.running !== undefined) ?? [];
  for (const { name } of running)
    sayOfPod(events, pod, { type: 'Normal', reason: 'Killing', message: `Stopping container ${name}` }, { name });
}
