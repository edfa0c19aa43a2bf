import { stringify } from 'yaml';
import type { KubernetesObject } from '../core/statefulset/model.ts';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** An object as YAML for a person to read: without who wrote which field, and without the copy of itself that kubectl leaves in it. */
export function liveText(object: KubernetesObject): string {
  const { apiVersion, kind, metadata, ...rest } = object;
  const { managedFields: _, annotations, ...kept } = metadata;
  const { [LAST_APPLIED]: __, ...notes } = annotations ?? {};
  const read = Object.keys(notes).length === 0 ? kept : { ...kept, annotations: notes };
  return stringify({ apiVersion, kind, metadata: read, ...rest }, { lineWidth: 0 });
}
