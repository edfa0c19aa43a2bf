import { ClusterError, type Connection, type ResourcePath, type ServedResource } from './connection.ts';
import { isKindName, KINDS } from './mirror/kinds.ts';

/** How a server serves a kind, asked only where it is not one that Ordinal knows; `undefined` if it does not. Rejects with a `ClusterError`. */
export async function servedAs(
  connection: Connection,
  apiVersion: string,
  kind: string,
): Promise<Pick<ServedResource, 'name' | 'namespaced'> | undefined> {
  const { group, version } = groupVersion(apiVersion);
  if (isKindName(kind) && KINDS[kind].group === group && KINDS[kind].version === version) return KINDS[kind];
  try {
    const served = await connection.resources(group, version);
    // `statuses` and the like are of the same kind.
    return served.find(resource => resource.kind === kind && !resource.name.includes('/'));
  } catch (error) {
    if (error instanceof ClusterError && error.failure.kind === 'not-found') return undefined;
    throw error;
  }
}

/** Where objects of a kind are; `undefined` if the server does not serve it. */
export async function pathOf(
  connection: Connection,
  apiVersion: string,
  kind: string,
  namespace: string | undefined,
): Promise<ResourcePath | undefined> {
  const served = await servedAs(connection, apiVersion, kind);
  if (served === undefined) return undefined;
  const scope = served.namespaced && namespace !== undefined && namespace !== '' ? { namespace } : {};
  return { ...groupVersion(apiVersion), name: served.name, ...scope };
}

/** `apps/v1` has a group, `v1` has none. */
export function groupVersion(apiVersion: string): { readonly group: string; readonly version: string } {
  const [version = '', group = ''] = apiVersion.split('/').reverse();
  return { group, version };
}
