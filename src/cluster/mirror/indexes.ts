import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { fieldsOf } from '../wire/json.ts';

const SERVICE_LABEL = 'kubernetes.io/service-name';

/** What the controller with this uid owns. */
export function ownedBy(uid: string): string {
  return `owner:${uid}`;
}

/** Claims named `<base>-<digits>`, whatever the digits. */
export function claimsNamed(namespace: string, base: string): string {
  return `base:${namespace}/${base}`;
}

/** The endpoint slices of a Service. */
export function slicesOf(namespace: string, service: string): string {
  return `service:${namespace}/${service}`;
}

/** Events about the object with this uid. */
export function about(uid: string): string {
  return `about:${uid}`;
}

/** The keys under which an object is found, so that one set's relatives are found without looking at everybody's. */
export function indexKeys(object: KubernetesObject): string[] {
  const { kind, metadata } = object;
  const keys: string[] = [];
  for (const owner of metadata.ownerReferences ?? []) if (owner.controller) keys.push(ownedBy(owner.uid));
  const namespace = metadata.namespace ?? '';
  if (kind === 'PersistentVolumeClaim') {
    const base = /^(.+)-\d+$/.exec(metadata.name)?.[1];
    if (base !== undefined) keys.push(claimsNamed(namespace, base));
  }
  if (kind === 'EndpointSlice') {
    const service = metadata.labels?.[SERVICE_LABEL];
    if (service !== undefined) keys.push(slicesOf(namespace, service));
  }
  if (kind === 'Event' && 'involvedObject' in object) {
    const { uid } = fieldsOf(object.involvedObject);
    if (typeof uid === 'string') keys.push(about(uid));
  }
  return keys;
}
