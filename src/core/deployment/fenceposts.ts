import type { Deployment } from './model.ts';

/** How many pods a rolling update may add to the wanted number, and how many it may do without. */
export interface Fenceposts {
  readonly surge: number;
  readonly unavailable: number;
}

/**
 * The fenceposts of a Deployment in pods: surge is rounded up, unavailable down, and if both come to nothing one pod may be unavailable,
 * or the update could never begin. Recreate knows neither. Fact F4.3.
 */
export function fencepostsOf(deployment: Deployment): Fenceposts {
  if (!isRolling(deployment)) return { surge: 0, unavailable: 0 };
  const replicas = replicasOf(deployment);
  const { maxSurge, maxUnavailable } = deployment.spec.strategy?.rollingUpdate ?? {};
  const surge = scaled(maxSurge ?? '25%', replicas, Math.ceil);
  const unavailable = scaled(maxUnavailable ?? '25%', replicas, Math.floor);
  if (surge === 0 && unavailable === 0) return { surge, unavailable: Math.min(1, replicas) };
  return { surge, unavailable: Math.min(unavailable, replicas) };
}

export function isRolling(deployment: Deployment): boolean {
  return (deployment.spec.strategy?.type ?? 'RollingUpdate') === 'RollingUpdate';
}

/** Desired number of pods; the API server fills in 1. */
export function replicasOf(deployment: Deployment): number {
  return deployment.spec.replicas ?? 1;
}

/** A number of pods, or a share of `total` as text such as `25%`. Anything unreadable counts as none. */
function scaled(value: number | string, total: number, round: (share: number) => number): number {
  if (typeof value === 'number') return value;
  const percent = /^(\d+)%$/.exec(value);
  return percent === null ? 0 : round((Number(percent[1]) * total) / 100);
}
