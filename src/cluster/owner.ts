import type { Owner } from '../core/owners.ts';
import type { KubernetesObject } from '../core/statefulset/model.ts';
import { ClusterError, type Connection, type ResourcePath } from './connection.ts';
import { servedAs } from './served.ts';
import { fieldsOf } from './wire/json.ts';

/** An object by all that is needed to read it. */
export interface OwnerObject {
  readonly apiVersion: string;
  readonly kind: string;
  /** `''` for an object without. */
  readonly namespace: string;
  readonly name: string;
}

/** An owner that is an object of the cluster. A Helm release is none: Helm keeps it in Secrets of its own. */
export type FindableOwner = Exclude<Owner, { readonly by: 'helm' }>;

/** Where Argo CD keeps its applications unless told otherwise; asked where all namespaces must not be. */
const ARGO_NAMESPACE = 'argocd';

/** The newest version first; of the older ones a cluster may serve one only. */
const VERSIONS = {
  Application: ['argoproj.io/v1alpha1'],
  Kustomization: ['kustomize.toolkit.fluxcd.io/v1', 'kustomize.toolkit.fluxcd.io/v1beta2'],
  HelmRelease: ['helm.toolkit.fluxcd.io/v2', 'helm.toolkit.fluxcd.io/v2beta2', 'helm.toolkit.fluxcd.io/v2beta1'],
  HorizontalPodAutoscaler: ['autoscaling/v2', 'autoscaling/v1'],
  ScaledObject: ['keda.sh/v1alpha1'],
} as const;

/** Finds the object that an owner of `object` is, as far as labels and references tell; `undefined` if there is none. Rejects with a `ClusterError`. */
export async function findOwner(
  connection: Connection,
  object: KubernetesObject,
  owner: FindableOwner,
): Promise<OwnerObject | undefined> {
  const namespace = object.metadata.namespace ?? '';
  switch (owner.by) {
    case 'controller': {
      const { apiVersion, kind, name } = owner;
      const served = await servedAs(connection, apiVersion, kind);
      // An owner is in the namespace of what it owns, or in none.
      return served === undefined
        ? undefined
        : { apiVersion, kind, namespace: served.namespaced ? namespace : '', name };
    }
    case 'argo-cd':
      return findApplication(connection, owner.name);
    case 'flux':
      return findIn(
        connection,
        owner.kind,
        owner.namespace ?? namespace,
        ({ metadata }) => metadata.name === owner.name,
      );
    case 'autoscaler': {
      const kind = owner.name === 'KEDA' ? 'ScaledObject' : 'HorizontalPodAutoscaler';
      return findIn(connection, kind, namespace, found => scales(found, object));
    }
  }
}

/** `shop`, or `team-a_shop` where applications may be in any namespace. */
async function findApplication(connection: Connection, tracked: string): Promise<OwnerObject | undefined> {
  const [own, name] = tracked.includes('_') ? tracked.split('_', 2) : ['', tracked];
  const isMeant = ({ metadata }: KubernetesObject) => metadata.name === name;
  try {
    return await findIn(connection, 'Application', own ?? '', isMeant, name);
  } catch (error) {
    if (!(error instanceof ClusterError) || error.failure.kind !== 'forbidden' || own !== '') throw error;
    return findIn(connection, 'Application', ARGO_NAMESPACE, isMeant, name);
  }
}

async function findIn(
  connection: Connection,
  kind: keyof typeof VERSIONS,
  namespace: string,
  isMeant: (object: KubernetesObject) => boolean,
  named?: string,
): Promise<OwnerObject | undefined> {
  for (const apiVersion of VERSIONS[kind]) {
    const served = await servedAs(connection, apiVersion, kind);
    if (served === undefined) continue;
    const [version = '', group = ''] = apiVersion.split('/').reverse();
    const resource: ResourcePath = { group, version, name: served.name, ...(namespace === '' ? {} : { namespace }) };
    const options = named === undefined ? {} : { fieldSelector: `metadata.name=${named}` };
    const { items } = await connection.list(resource, options);
    const found = items.find(isMeant);
    return found === undefined
      ? undefined
      : { apiVersion, kind, namespace: found.metadata.namespace ?? '', name: found.metadata.name };
  }
  return undefined;
}

/** Whether an autoscaler or a ScaledObject names this workload. KEDA means a Deployment where no kind is written. */
function scales(scaler: KubernetesObject, { kind, metadata }: KubernetesObject): boolean {
  const target = fieldsOf(fieldsOf(fieldsOf({ ...scaler })['spec'])['scaleTargetRef']);
  return target['name'] === metadata.name && (target['kind'] ?? 'Deployment') === kind;
}
