import type { OwnerReference, PersistentVolumeClaim, Pod, PodTemplate, StatefulSet, Volume } from './model.ts';
import { claimName, claimTemplatesOf, podName } from './ordinals.ts';

/** Labels that the controller writes on every pod, over whatever the template says. Fact A3. */
const POD_NAME_LABEL = 'statefulset.kubernetes.io/pod-name';
const POD_INDEX_LABEL = 'apps.kubernetes.io/pod-index';
export const REVISION_LABEL = 'controller-revision-hash';

/** The revision a pod was made from, by name; empty for a pod that was adopted without one. */
export function revisionOf(pod: Pod): string {
  return pod.metadata.labels?.[REVISION_LABEL] ?? '';
}

/** The pod that the controller creates for an ordinal from a template. Facts A2 to A6. */
export function newPod(set: StatefulSet, template: PodTemplate, revision: string, ordinal: number): Pod {
  const name = podName(set.metadata.name, ordinal);
  const { annotations, finalizers, labels } = template.metadata ?? {};
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      generateName: `${set.metadata.name}-`,
      ...namespaceOf(set),
      labels: {
        ...labels,
        [POD_INDEX_LABEL]: String(ordinal),
        [REVISION_LABEL]: revision,
        [POD_NAME_LABEL]: name,
      },
      ...(annotations === undefined ? {} : { annotations }),
      ...(finalizers === undefined ? {} : { finalizers }),
      ownerReferences: [controllerReference(set)],
    },
    spec: {
      ...template.spec,
      ...volumesWith(set, ordinal, template.spec.volumes ?? []),
      hostname: name,
      subdomain: set.spec.serviceName ?? '',
    },
  };
}

/** The claims that the pod with this ordinal mounts, as the controller creates them, in order of the templates. Fact A6. */
export function newClaims(set: StatefulSet, ordinal: number): PersistentVolumeClaim[] {
  return claimTemplatesOf(set).map(template => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name: claimName(template.metadata.name, set.metadata.name, ordinal),
      ...namespaceOf(set),
      labels: { ...template.metadata.labels, ...set.spec.selector.matchLabels },
      ...(template.metadata.annotations === undefined ? {} : { annotations: template.metadata.annotations }),
    },
    spec: template.spec,
  }));
}

/** Whether a pod carries its own name as label and mounts its claims; if not, the controller repairs it. */
export function hasIdentity(set: StatefulSet, pod: Pod, ordinal: number): boolean {
  if (pod.metadata.labels?.[POD_NAME_LABEL] !== pod.metadata.name) return false;
  return mountsItsClaims(set, pod, ordinal);
}

/** Whether every claim template has its volume in the pod. */
export function mountsItsClaims(set: StatefulSet, pod: Pod, ordinal: number): boolean {
  return claimTemplatesOf(set).every(template => {
    const volume = pod.spec.volumes?.find(candidate => candidate.name === template.metadata.name);
    const wanted = claimName(template.metadata.name, set.metadata.name, ordinal);
    return volume?.persistentVolumeClaim?.claimName === wanted;
  });
}

/** The pod with its labels and volumes put right. The server refuses the volumes of a pod that exists. Section B. */
export function withIdentity(set: StatefulSet, pod: Pod, ordinal: number): Pod {
  const labels = {
    ...pod.metadata.labels,
    [POD_NAME_LABEL]: pod.metadata.name,
    [POD_INDEX_LABEL]: String(ordinal),
  };
  const spec = mountsItsClaims(set, pod, ordinal)
    ? pod.spec
    : { ...pod.spec, ...volumesWith(set, ordinal, pod.spec.volumes ?? []) };
  return { ...pod, metadata: { ...pod.metadata, labels }, spec };
}

/** The reference that makes a set the controller of an object. */
export function controllerReference(set: StatefulSet): OwnerReference {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    name: set.metadata.name,
    uid: set.metadata.uid ?? '',
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** Claims first; a template volume of the same name gives way. */
function volumesWith(set: StatefulSet, ordinal: number, others: readonly Volume[]): { volumes?: Volume[] } {
  const claims = claimTemplatesOf(set).map(template => ({
    name: template.metadata.name,
    persistentVolumeClaim: { claimName: claimName(template.metadata.name, set.metadata.name, ordinal) },
  }));
  const names = new Set(claims.map(claim => claim.name));
  const volumes = [...claims, ...others.filter(volume => !names.has(volume.name))];
  return volumes.length === 0 ? {} : { volumes };
}

function namespaceOf(set: StatefulSet): { namespace?: string } {
  return set.metadata.namespace === undefined ? {} : { namespace: set.metadata.namespace };
}
