/** A version of a kind that the API server no longer serves, and what to write instead. */
export interface Removed {
  readonly kind: string;
  readonly apiVersion: string;
  /** The version that is served now; empty where the kind is gone for good. */
  readonly use: string;
  /** The first minor version of Kubernetes without it. */
  readonly since: string;
}

const removed: readonly Removed[] = [
  ...gone(['StatefulSet', 'Deployment', 'ControllerRevision'], ['apps/v1beta1'], 'apps/v1', '1.16'),
  ...gone(
    ['StatefulSet', 'Deployment', 'DaemonSet', 'ReplicaSet', 'ControllerRevision'],
    ['apps/v1beta2'],
    'apps/v1',
    '1.16',
  ),
  ...gone(['Deployment', 'DaemonSet', 'ReplicaSet', 'StatefulSet'], ['extensions/v1beta1'], 'apps/v1', '1.16'),
  ...gone(['NetworkPolicy'], ['extensions/v1beta1'], 'networking.k8s.io/v1', '1.16'),
  ...gone(['Ingress'], ['extensions/v1beta1', 'networking.k8s.io/v1beta1'], 'networking.k8s.io/v1', '1.22'),
  ...gone(['PodDisruptionBudget'], ['policy/v1beta1'], 'policy/v1', '1.25'),
  ...gone(['PodSecurityPolicy'], ['policy/v1beta1', 'extensions/v1beta1'], '', '1.25'),
  ...gone(
    ['StorageClass', 'VolumeAttachment', 'CSIDriver', 'CSINode'],
    ['storage.k8s.io/v1beta1'],
    'storage.k8s.io/v1',
    '1.22',
  ),
  ...gone(['CronJob'], ['batch/v1beta1', 'batch/v2alpha1'], 'batch/v1', '1.25'),
  ...gone(['EndpointSlice'], ['discovery.k8s.io/v1beta1'], 'discovery.k8s.io/v1', '1.25'),
  ...gone(['HorizontalPodAutoscaler'], ['autoscaling/v2beta1'], 'autoscaling/v2', '1.25'),
  ...gone(['HorizontalPodAutoscaler'], ['autoscaling/v2beta2'], 'autoscaling/v2', '1.26'),
  ...gone(['CustomResourceDefinition'], ['apiextensions.k8s.io/v1beta1'], 'apiextensions.k8s.io/v1', '1.22'),
];

const byName = new Map(removed.map(entry => [`${entry.apiVersion}/${entry.kind}`, entry]));

/** What became of a version of a kind; `undefined` while it is served, or if it never was. */
export function removedVersion(apiVersion: string, kind: string): Removed | undefined {
  return byName.get(`${apiVersion}/${kind}`);
}

function gone(kinds: readonly string[], versions: readonly string[], use: string, since: string): Removed[] {
  return kinds.flatMap(kind => versions.map(apiVersion => ({ kind, apiVersion, use, since })));
}
