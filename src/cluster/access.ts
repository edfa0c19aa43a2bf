import type { Change } from './change.ts';
import { ClusterError, type ClusterFailure, type Connection, type ResourcePath } from './connection.ts';
import { resourceOf } from './mirror/kinds.ts';
import { fieldsOf } from './wire/json.ts';

export type Verb = 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete';

export interface Permission {
  readonly verb: Verb;
  readonly resource: ResourcePath;
  /** One object; all of them without it. */
  readonly name?: string;
  readonly subresource?: string;
}

const REVIEWS: ResourcePath = { group: 'authorization.k8s.io', version: 'v1', name: 'selfsubjectaccessreviews' };

/**
 * Whether we may do something. Where the server cannot be asked this (an old or a small one), the answer is yes: the request itself will tell.
 * Rejects with a `ClusterError` if the server cannot be asked anything.
 */
export async function isAllowed(
  connection: Connection,
  { verb, resource, name, subresource }: Permission,
): Promise<boolean> {
  const resourceAttributes = {
    verb,
    group: resource.group,
    version: resource.version,
    resource: resource.name,
    ...(resource.namespace === undefined ? {} : { namespace: resource.namespace }),
    ...(name === undefined ? {} : { name }),
    ...(subresource === undefined ? {} : { subresource }),
  };
  const body = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec: { resourceAttributes } };
  try {
    const review = await connection.create(REVIEWS, body);
    return !('status' in review) || fieldsOf(review.status)['allowed'] !== false;
  } catch (error) {
    if (error instanceof ClusterError && ['not-found', 'forbidden', 'invalid'].includes(error.failure.kind))
      return true;
    throw error;
  }
}

/** The permissions that are missing, in the order asked. */
export async function missing(connection: Connection, wanted: readonly Permission[]): Promise<Permission[]> {
  const answers = await Promise.all(wanted.map(permission => isAllowed(connection, permission)));
  return wanted.filter((_, index) => answers[index] === false);
}

/** What must be allowed for a change to be sent. */
export function permissionFor({ send, target }: Change): Permission {
  return { verb: send === 'delete' ? 'delete' : 'patch', resource: target.resource, name: target.name };
}

export interface Namespaces {
  readonly names: readonly string[];
  /** Why these may not be all; the names are then those that are known otherwise. */
  readonly incomplete?: ClusterFailure;
}

/** The namespaces by name; where listing them is not allowed, those that are `known` (the context's own, those chosen before). */
export async function listNamespaces(connection: Connection, known: readonly string[]): Promise<Namespaces> {
  const names: string[] = [];
  let next: string | undefined;
  try {
    do {
      const page = await connection.list(resourceOf('Namespace'), {
        limit: 500,
        ...(next === undefined ? {} : { continue: next }),
      });
      names.push(...page.items.map(item => item.metadata.name));
      next = page.continue;
    } while (next !== undefined);
    return { names: names.sort() };
  } catch (error) {
    if (!(error instanceof ClusterError) || error.failure.kind !== 'forbidden') throw error;
    return { names: [...new Set(known.filter(name => name !== ''))].sort(), incomplete: error.failure };
  }
}
