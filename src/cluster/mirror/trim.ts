import type { KubernetesObject, ManagedFieldsEntry, ObjectMeta } from '../../core/statefulset/model.ts';
import { type Fields, fieldsOf } from '../wire/json.ts';
import { trimPod } from './trim-pod.ts';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * The part of an object that some room reads. Ten thousand whole pods would fill the extension host; most of a pod is what only the kubelet
 * reads. Sets and Deployments keep their template whole, because revisions are computed from it; of managedFields they keep who owns what
 * a change of ours would touch.
 */
export function trim(object: KubernetesObject): KubernetesObject {
  switch (object.kind) {
    case 'Pod':
      return { ...trimPod(object), metadata: trimMetadata(object.metadata) };
    case 'StatefulSet':
    case 'Deployment':
      return { ...object, metadata: { ...trimMetadata(object.metadata), ...owners(object.metadata) } };
    case 'PodDisruptionBudget':
      return { ...withoutDisrupted(object), metadata: trimMetadata(object.metadata) };
    default:
      return { ...object, metadata: trimMetadata(object.metadata) };
  }
}

/** A budget without the names of the pods that were evicted lately: a drain writes them again and again. */
function withoutDisrupted(object: KubernetesObject): KubernetesObject {
  if (!('status' in object)) return object;
  const { disruptedPods: _, ...status } = fieldsOf(object.status);
  return Object.assign({}, object, { status });
}

function trimMetadata(metadata: ObjectMeta): ObjectMeta {
  const { managedFields: _, annotations, ...rest } = metadata;
  if (annotations === undefined) return rest;
  const { [LAST_APPLIED]: __, ...kept } = annotations;
  return Object.keys(kept).length === 0 ? rest : { ...rest, annotations: kept };
}

function owners(metadata: ObjectMeta): Pick<ObjectMeta, 'managedFields'> {
  const kept = (metadata.managedFields ?? []).flatMap(entry => {
    const fieldsV1 = contested(fieldsOf(entry.fieldsV1));
    return Object.keys(fieldsV1).length === 0 ? [] : [withFields(entry, fieldsV1)];
  });
  return kept.length === 0 ? {} : { managedFields: kept };
}

function withFields(
  { manager, operation, subresource, time }: ManagedFieldsEntry,
  fieldsV1: Fields,
): ManagedFieldsEntry {
  return {
    ...(manager === undefined ? {} : { manager }),
    ...(operation === undefined ? {} : { operation }),
    ...(subresource === undefined ? {} : { subresource }),
    ...(time === undefined ? {} : { time }),
    fieldsV1,
  };
}

/** Of the fields that a manager owns, those that more than one may want: replicas, partition and template. */
function contested(fields: Fields): Fields {
  const spec = fieldsOf(fields['f:spec']);
  const rolling = fieldsOf(fieldsOf(spec['f:updateStrategy'])['f:rollingUpdate']);
  const partition =
    'f:partition' in rolling ? { 'f:updateStrategy': { 'f:rollingUpdate': { 'f:partition': {} } } } : {};
  const kept = {
    ...('f:replicas' in spec ? { 'f:replicas': {} } : {}),
    ...partition,
    ...('f:template' in spec ? { 'f:template': {} } : {}),
  };
  return Object.keys(kept).length === 0 ? {} : { 'f:spec': kept };
}
