import { ClusterError } from '../../cluster/connection.ts';
import { readKinds } from '../../cluster/snapshot.ts';
import type { ResourceQuota } from '../../core/quota/scope.ts';
import type { LiveCluster } from '../connect/session.ts';

/** The quotas of namespaces; `undefined` where they may not be read. */
export type Quotas = ReadonlyMap<string, readonly ResourceQuota[] | undefined>;

/** Kinds whose changes make pods. */
const MAKING_PODS = new Set(['StatefulSet', 'Deployment', 'Pod']);

/**
 * Reads the quotas of the namespaces in which changes make pods. They are read for a plan and not followed, because nothing else asks for
 * them. Never rejects with a refusal: a plan without them says that it does not know.
 */
export async function readQuotas(
  { connection }: Pick<LiveCluster, 'connection'>,
  targets: readonly { readonly kind: string; readonly namespace?: string }[],
): Promise<Quotas> {
  const making = targets.filter(({ kind }) => MAKING_PODS.has(kind));
  const namespaces = [...new Set(making.map(({ namespace = '' }) => namespace))];
  return new Map(await Promise.all(namespaces.map(async name => [name, await quotasOf(connection, name)] as const)));
}

async function quotasOf(
  connection: LiveCluster['connection'],
  namespace: string,
): Promise<readonly ResourceQuota[] | undefined> {
  try {
    const { objects } = await readKinds(connection, ['ResourceQuota'], namespace, connection.closed);
    return objects['ResourceQuota'] as readonly ResourceQuota[] | undefined;
  } catch (error) {
    if (error instanceof ClusterError) return undefined;
    throw error;
  }
}
