import type { Pod } from '../../core/statefulset/model.ts';

/** One run of a container, from its start to its end. */
export interface Run {
  /** Another one for the same container after a restart, and for another pod of the same name. */
  readonly key: string;
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

/** The containers of pods that have something to tell: those that run or have run. */
export function runsOf(pods: readonly Pod[]): Run[] {
  return pods.flatMap(({ metadata, status }) =>
    [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])].flatMap(
      ({ name, restartCount, state }) => {
        if (state?.running === undefined && state?.terminated === undefined) return [];
        const key = `${metadata.uid ?? ''}/${name}/${restartCount}`;
        return [{ key, namespace: metadata.namespace ?? '', pod: metadata.name, container: name }];
      },
    ),
  );
}

/** Whether a run goes on, as far as is known. */
export function isStillRunning(run: Run, pods: readonly Pod[]): boolean {
  return pods.some(({ metadata, status }) =>
    [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])].some(
      ({ name, restartCount, state }) =>
        state?.running !== undefined && `${metadata.uid ?? ''}/${name}/${restartCount}` === run.key,
    ),
  );
}

/** The containers that have a run before this one, whose log `previous` gives. */
export function restartedRunsOf(pods: readonly Pod[]): Run[] {
  return pods.flatMap(({ metadata, status }) =>
    [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])]
      .filter(({ restartCount, lastState }) => restartCount > 0 || lastState?.terminated !== undefined)
      .map(({ name, restartCount }) => ({
        key: `${metadata.uid ?? ''}/${name}/${restartCount - 1}`,
        namespace: metadata.namespace ?? '',
        pod: metadata.name,
        container: name,
      })),
  );
}

/**
 * What tells a run's lines from those of others: the pod where there are or may come `several`, the container where pods have more
 * than one, and nothing for a single one.
 */
export function prefixOf(run: Run, all: readonly Run[], several: boolean): string {
  const containers = new Set(all.map(({ container }) => container));
  if (containers.size > 1) return several ? `${run.pod}/${run.container} | ` : `${run.container} | `;
  return several ? `${run.pod} | ` : '';
}
