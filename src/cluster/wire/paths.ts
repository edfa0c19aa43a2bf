import { withoutTrailing } from '../../core/without-trailing.ts';
import type { DeleteOptions, ListOptions, PatchType, ResourcePath, WatchOptions, WriteOptions } from '../connection.ts';

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** The address of a collection or of one object in it, below whatever path the server's own address has. */
export function urlOf(server: URL, resource: ResourcePath, name: string | undefined, query: Query): URL {
  const { group, version, namespace } = resource;
  const base = group === '' ? ['api', version] : ['apis', group, version];
  const scope = namespace === undefined ? [] : ['namespaces', namespace];
  const path = [...base, ...scope, resource.name, ...(name === undefined ? [] : name.split('/'))];
  return urlAt(server, path, query);
}

export function urlAt(server: URL, path: readonly string[], query: Query = {}): URL {
  const url = new URL(server);
  url.pathname = `${withoutTrailing(server.pathname, '/')}/${path.map(encodeURIComponent).join('/')}`;
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(key, String(value));
  }
  return url;
}

export function listQuery(options: ListOptions): Query {
  const { limit, continue: next, fieldSelector, labelSelector } = options;
  return { limit, continue: next, fieldSelector, labelSelector };
}

export function watchQuery(options: WatchOptions, timeoutSeconds: number): Query {
  return {
    watch: true,
    allowWatchBookmarks: true,
    resourceVersion: options.resourceVersion,
    fieldSelector: options.fieldSelector,
    timeoutSeconds,
  };
}

export function writeQuery(options: WriteOptions): Query {
  return {
    dryRun: options.dryRun ? 'All' : undefined,
    fieldManager: options.fieldManager,
    force: options.force ? true : undefined,
    fieldValidation: options.strict ? 'Strict' : undefined,
  };
}

/** The body of a DELETE. A grace period is never sent: Ordinal force-deletes nothing. */
export function deleteBody(options: DeleteOptions): object {
  const { uid, resourceVersion, propagation, dryRun } = options;
  const preconditions = { ...(uid && { uid }), ...(resourceVersion && { resourceVersion }) };
  return {
    apiVersion: 'v1',
    kind: 'DeleteOptions',
    ...(propagation === undefined ? {} : { propagationPolicy: propagation }),
    ...(Object.keys(preconditions).length === 0 ? {} : { preconditions }),
    ...(dryRun ? { dryRun: ['All'] } : {}),
  };
}

export const PATCH_TYPES: Readonly<Record<PatchType, string>> = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
};
