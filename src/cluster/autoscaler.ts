import { ownersOf } from '../core/owners.ts';
import type { KubernetesObject } from '../core/statefulset/model.ts';
import { ClusterError, type Connection } from './connection.ts';
import { findOwner } from './owner.ts';

/** A code and values for `words`. */
export interface AutoscalerRemark {
  readonly code: 'reverts-autoscaler' | 'autoscalers-unread';
  readonly values: Readonly<Record<string, string>>;
}

const OWNER = { by: 'autoscaler', name: 'HorizontalPodAutoscaler' } as const;

/**
 * What to know before the number of a workload's pods is changed: that an autoscaler decides it, though it may never have written it yet;
 * or that autoscalers must not be read, so that there may be one. Nothing where the object's own fields tell already. Rejects with a
 * `ClusterError` for anything but a missing right.
 */
export async function autoscalerRemarks(
  connection: Connection,
  workload: KubernetesObject,
): Promise<AutoscalerRemark[]> {
  if (ownersOf(workload).some(({ by }) => by === OWNER.by)) return [];
  try {
    const found = await findOwner(connection, workload, OWNER);
    return found === undefined ? [] : [{ code: 'reverts-autoscaler', values: { name: `${found.kind} ${found.name}` } }];
  } catch (error) {
    if (!(error instanceof ClusterError) || error.failure.kind !== 'forbidden') throw error;
    return [{ code: 'autoscalers-unread', values: {} }];
  }
}
