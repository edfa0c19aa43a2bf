import { SERVER_FIELDS } from '../../core/server-fields.ts';
import type { KubernetesObject } from '../../core/statefulset/model.ts';
import type { ClusterFailure, Connection } from '../connection.ts';
import { groupVersion, servedAs } from '../served.ts';
import { kubectl } from './kubectl.ts';
import type { ApplyChange, Outcome, Site, Target } from './types.ts';

/** The manager under which the server notes what Ordinal writes. */
export const FIELD_MANAGER = 'ordinal';

export interface ApplyOptions {
  /** Where objects without a namespace go. */
  readonly namespace: string;
  /** Takes over fields that other managers own. */
  readonly force?: boolean;
  /** The file, for the kubectl command. */
  readonly file?: string;
  readonly site?: Site;
}

/**
 * Makes up the server-side apply of a manifest. Kinds that Ordinal does not know are looked up on the server. Rejects with a `ClusterError`
 * if that fails. What only the server writes is left out, so that what `kubectl get -o yaml` printed can be applied too.
 */
export async function describeApply(
  connection: Connection,
  manifest: KubernetesObject,
  options: ApplyOptions,
): Promise<Outcome<ApplyChange>> {
  const missing = missingField(manifest);
  if (missing !== undefined) return { refused: { code: 'change-no-identity', values: { field: missing } } };
  const { apiVersion, kind } = manifest;
  const served = await servedAs(connection, apiVersion, kind);
  if (served === undefined) return { refused: { code: 'change-unknown-kind', values: { kind, apiVersion } } };
  const namespace = served.namespaced ? (manifest.metadata.namespace ?? options.namespace) : undefined;
  const scope = namespace === undefined ? {} : { namespace };
  const target: Target = {
    kind,
    name: manifest.metadata.name,
    ...scope,
    resource: { ...groupVersion(apiVersion), name: served.name, ...scope },
  };
  const { force = false, file = '-', site = {} } = options;
  const forced = force ? ['--force-conflicts'] : [];
  return {
    change: {
      send: 'apply',
      target,
      effect: { do: 'apply', force },
      manifest: withoutServerFields(manifest, namespace),
      force,
      kubectl: kubectl(
        site,
        target,
        'apply',
        '--server-side',
        `--field-manager=${FIELD_MANAGER}`,
        ...forced,
        '--filename',
        file,
      ),
    },
  };
}

/** Which field is missing without which nobody knows what is to be applied. */
export function missingField(manifest: KubernetesObject): string | undefined {
  const given: Partial<KubernetesObject> = manifest;
  if (!given.apiVersion) return 'apiVersion';
  if (!given.kind) return 'kind';
  return given.metadata?.name ? undefined : 'metadata.name';
}

function withoutServerFields(manifest: KubernetesObject, namespace: string | undefined): KubernetesObject {
  const { metadata, ...rest } = manifest;
  const content = Object.fromEntries(Object.entries(rest).filter(([key]) => key !== 'status'));
  const kept = Object.fromEntries(Object.entries(metadata).filter(([key]) => !SERVER_FIELDS.has(key)));
  const scope = namespace === undefined ? {} : { namespace };
  return {
    apiVersion: manifest.apiVersion,
    kind: manifest.kind,
    ...content,
    metadata: { ...kept, name: metadata.name, ...scope },
  };
}

/** A field that an apply would change and somebody else owns. */
export interface FieldConflict {
  readonly manager: string;
  readonly field: string;
}

/** Who owns what, from the refusal of an apply; empty for any other failure. Fact I5. */
export function fieldConflicts(failure: ClusterFailure): FieldConflict[] {
  return (failure.causes ?? []).flatMap(({ reason, field, message }) => {
    if (reason !== 'FieldManagerConflict') return [];
    return [{ field, manager: /^conflict with "([^"]*)"/.exec(message)?.[1] ?? message }];
  });
}

/**
 * Whether the other is Ordinal itself: what it patched (an image, a partition) the server notes apart from what it applied,
 * and names the one in the way of the other.
 */
export function isOwn({ manager }: FieldConflict): boolean {
  return manager === FIELD_MANAGER;
}
