import { leftText, quotaRoom } from '../quota/room.ts';
import type { ResourceQuota } from '../quota/scope.ts';
import { canonicalJson } from '../statefulset/revision.ts';
import { fencepostsOf, isRolling, replicasOf } from './fenceposts.ts';
import type { Deployment } from './model.ts';

/** What becomes of the pods of a Deployment, as a code and values for `words`. Its pods have no order that could be told. */
export interface ChangeLine {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
  /** Not all of it will happen by itself. */
  readonly stops?: true;
}

/** Tells a change of a Deployment; without `before` it is created. `quotas` are those of its namespace, as far as they are known. */
export function deploymentLines(
  before: Deployment | undefined,
  after: Deployment,
  quotas: readonly ResourceQuota[] = [],
): readonly ChangeLine[] {
  const wanted = replicasOf(after);
  if (before === undefined) {
    // One that is paused from the beginning gets no ReplicaSet. Fact F4.
    if (after.spec.paused === true) return [line('plan-deployment-paused-new', {})];
    return [line('deployment-creates', { wanted }), ...quotaLines(after, wanted, 0, quotas)];
  }
  const had = replicasOf(before);
  const rolls = canonicalJson(before.spec.template) !== canonicalJson(after.spec.template);
  const added = Math.max(0, wanted - had);
  return [
    ...(rolls ? [rollout(after)] : []),
    ...(had === wanted ? [] : [line('deployment-scales', { from: had, to: wanted })]),
    ...quotaLines(after, added, rolls && wanted >= had ? surgeNeeded(after) : 0, quotas),
  ];
}

/** Whether a change makes more pods than there were; without `before` it is created. */
export function addsPods(before: Deployment | undefined, after: Deployment): boolean {
  return replicasOf(after) > (before === undefined ? 0 : replicasOf(before));
}

function rollout(after: Deployment): ChangeLine {
  // A Deployment that is paused scales and replaces nothing. Fact F4.
  if (after.spec.paused === true) return line('plan-deployment-paused', {});
  return line(isRolling(after) ? 'deployment-rolls' : 'deployment-recreates', { wanted: replicasOf(after) });
}

/** Pods that must come before the first old one may go: where none may be missing, one more is needed, if any is wanted. Fact F4.3. */
function surgeNeeded(after: Deployment): number {
  if (after.spec.paused === true) return 0;
  const { surge, unavailable } = fencepostsOf(after);
  return unavailable === 0 ? Math.min(1, surge, replicasOf(after)) : 0;
}

/** Whether quotas let the new pods in: first those that are wanted besides, then those that a replacement needs. */
function quotaLines(
  { spec }: Deployment,
  added: number,
  surge: number,
  quotas: readonly ResourceQuota[],
): readonly ChangeLine[] {
  const room = quotaRoom(quotas);
  const pod = { kind: 'Pod', pod: { spec: spec.template.spec } } as const;
  const fits = room.fits(pod);
  if (fits >= added + surge) return [];
  room.count(pod, fits);
  const refusal = room.refusal(pod);
  if (refusal === undefined) return [];
  const code = fits < added ? 'deployment-quota' : 'deployment-quota-surge';
  return [{ ...line(code, { quota: refusal.quota, left: leftText(refusal), fits, wanted: added }), stops: true }];
}

function line(code: string, values: ChangeLine['values']): ChangeLine {
  return { code, values };
}
