/** A version of a kind that the API server no longer serves, and what to write instead. */
export interface Removed {
  readonly kind: string;
  readonly apiVersion: string;
  readonly use: string;
  /** The first minor version of Kubernetes without it. */
  readonly since: string;
}

/** Of the kinds that are checked; of others nothing is said. */
const removed: readonly Removed[] = [
  ...gone(['StatefulSet', 'Deployment'], ['apps/v1beta1', 'apps/v1beta2', 'extensions/v1beta1'], 'apps/v1', '1.16'),
  ...gone(['StorageClass'], ['storage.k8s.io/v1beta1'], 'storage.k8s.io/v1', '1.22'),
  ...gone(['PodDisruptionBudget'], ['policy/v1beta1'], 'policy/v1', '1.25'),
];

const byName = new Map(removed.map(entry => [`${entry.apiVersion}/${entry.kind}`, entry]));

/** What became of a version of a kind; `undefined` while it is served, or if it never was. */
export function removedVersion(apiVersion: string, kind: string): Removed | undefined {
  return byName.get(`${apiVersion}/${kind}`);
}

function gone(kinds: readonly string[], versions: readonly string[], use: string, since: string): Removed[] {
  return kinds.flatMap(kind => versions.map(apiVersion => ({ kind, apiVersion, use, since })));
}
