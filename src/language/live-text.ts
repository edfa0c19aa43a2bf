import type { KubernetesObject } from '../core/statefulset/model.ts';
import { yamlText } from './yaml-text.ts';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
/** What stands for the values of a Secret. */
const HIDDEN = '(hidden)';

export interface LiveTextOptions {
  /** Also who wrote which field, and the copy of the object that kubectl leaves in it. */
  readonly noise?: boolean;
}

/** An object as YAML for a person to read. The values of a Secret are hidden, in the copy of it too. */
export function liveText(object: KubernetesObject, { noise = false }: LiveTextOptions = {}): string {
  const { apiVersion, kind, metadata, ...rest } = withoutSecrets(object);
  return yamlText({ apiVersion, kind, metadata: noise ? metadata : withoutNoise(metadata), ...rest });
}

/** Metadata without who wrote which field, and without the copy of the object that kubectl leaves in it. */
export function withoutNoise(metadata: KubernetesObject['metadata']): KubernetesObject['metadata'] {
  const { managedFields: _, annotations, ...kept } = metadata;
  const { [LAST_APPLIED]: __, ...notes } = annotations ?? {};
  return Object.keys(notes).length === 0 ? kept : { ...kept, annotations: notes };
}

/** A Secret with its keys and without its values; any other object as it is. */
export function withoutSecrets(object: KubernetesObject): KubernetesObject {
  if (object.kind !== 'Secret') return object;
  const { annotations } = object.metadata;
  const copied = annotations?.[LAST_APPLIED] === undefined ? annotations : { ...annotations, [LAST_APPLIED]: HIDDEN };
  const metadata = { ...object.metadata, ...(copied === undefined ? {} : { annotations: copied }) };
  return { ...object, metadata, ...hidden(object, 'data'), ...hidden(object, 'stringData') };
}

function hidden(object: KubernetesObject, field: 'data' | 'stringData'): Readonly<Record<string, unknown>> {
  const values: unknown = { ...object }[field as keyof KubernetesObject];
  if (typeof values !== 'object' || values === null) return {};
  return { [field]: Object.fromEntries(Object.keys(values).map(key => [key, HIDDEN])) };
}
