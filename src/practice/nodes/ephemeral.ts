import { isFinished } from '../../core/statefulset/health.ts';
import type { Container, ContainerState, ContainerStatus, Pod } from '../../core/statefulset/model.ts';
import { type Context, isTerminating, keyOf, splitKey } from '../controllers/context.ts';
import type { Registry } from '../registry.ts';
import { resources } from '../resources.ts';
import { timestamp } from '../store.ts';
import { writePodStatus } from './pod-writes.ts';
import { unreadableImage } from './unreadable-image.ts';

/** Milliseconds until a container that was put into a running pod runs. */
const startsAfter = { recorded: 100, human: 1_200 } as const;

/** Plays the node's part of `kubectl debug`: starts ephemeral containers in pods that run. They are never started again. */
export function startEphemeralContainers(context: Context): void {
  const { registry, watches, conduct, clock } = context;
  const queue = context.queue('ephemeral containers', sync);

  watches.on(resources.pods, ({ type, object }) => {
    if (type !== 'DELETED' && unstarted(object).length > 0) queue.addAfter(keyOf(object), startsAfter[conduct.pace()]);
  });

  function sync(key: string): void {
    const { namespace, name } = splitKey(key);
    const pod = registry.find(resources.pods, namespace, name);
    if (pod === undefined || isTerminating(pod) || isFinished(pod) || pod.status?.phase !== 'Running') return;
    const fresh = unstarted(pod).map(container => statusOf(container, stateOf(pod, container)));
    if (fresh.length === 0) return;
    writePodStatus(registry, pod, ({ status }) => ({
      ...status,
      ephemeralContainerStatuses: [...(status?.ephemeralContainerStatuses ?? []), ...fresh],
    }));
  }

  function stateOf(pod: Pod, container: Container): ContainerState {
    const image = container.image ?? '';
    const message = unreadableImage(image);
    if (message !== undefined) return { waiting: { reason: 'InvalidImageName', message } };
    if (conduct.fateOf(pod, container) !== 'image-missing') return { running: { startedAt: timestamp(clock) } };
    return { waiting: { reason: 'ImagePullBackOff', message: `Back-off pulling image "${image}"` } };
  }
}

export function isEphemeral({ spec }: Pod, { name }: Container): boolean {
  return spec.ephemeralContainers?.some(each => each.name === name) === true;
}

/** An ephemeral container has ended: its pod goes on. */
export function endEphemeral(registry: Registry, pod: Pod, container: Container, exitCode: number): void {
  const finishedAt = timestamp(registry.clock);
  writePodStatus(registry, pod, ({ status }) => ({
    ...status,
    ephemeralContainerStatuses: (status?.ephemeralContainerStatuses ?? []).map(each => {
      if (each.name !== container.name) return each;
      const startedAt = each.state?.running?.startedAt ?? finishedAt;
      const reason = exitCode === 0 ? 'Completed' : 'Error';
      return { ...each, state: { terminated: { exitCode, reason, startedAt, finishedAt } } };
    }),
  }));
}

function unstarted({ spec, status }: Pod): readonly Container[] {
  const known = new Set(status?.ephemeralContainerStatuses?.map(({ name }) => name));
  return (spec.ephemeralContainers ?? []).filter(({ name }) => !known.has(name));
}

function statusOf(
  { name, image = '' }: Container,
  state: ContainerState,
): ContainerStatus & { readonly imageID: string } {
  const imageID = state.running === undefined ? '' : `hollow://${image}`;
  return { name, image, imageID, state, lastState: {}, ready: false, restartCount: 0 };
}
