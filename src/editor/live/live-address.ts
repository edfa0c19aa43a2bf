import { isTarget, type Target } from '../target.ts';

/** An object to be shown: one of a kind that the mirror has, or of any kind that the server serves. */
export type LiveAddress = Target | AnyObject;

/** An object of a kind that only its apiVersion tells. */
export interface AnyObject {
  readonly apiVersion: string;
  readonly kind: string;
  /** `''` for an object without. */
  readonly namespace: string;
  readonly name: string;
}

/** In place of a namespace, for objects of none; no namespace can be called so. */
const NOWHERE = '-';

/**
 * The path of a live document: `/shop/StatefulSet/web.live.yaml`, or `/shop/Kafka.v1beta2.kafka.strimzi.io/prod.live.yaml` with the kind as
 * kubectl takes it. Its last part is what the tab says: not what the manifest's tab says.
 */
export function uriPath(address: LiveAddress): string {
  const { namespace, name } = address;
  return `/${namespace === '' ? NOWHERE : namespace}/${kindPart(address)}/${name}.live.yaml`;
}

/** The object that a path names; `undefined` if it is none of ours. */
export function addressOf(path: string): LiveAddress | undefined {
  const [, place, kind = '', name = ''] = /^\/([^/]+)\/([^/]+)\/([^/]+)\.live\.yaml$/.exec(path) ?? [];
  const namespace = place === NOWHERE ? '' : place;
  const target = { kind, namespace, name };
  if (isTarget(target)) return target;
  const [, own, version, group = ''] = /^([A-Za-z]+)\.([a-z0-9]+)\.(.*)$/.exec(kind) ?? [];
  if (own === undefined || version === undefined || namespace === undefined) return undefined;
  return { apiVersion: group === '' ? version : `${group}/${version}`, kind: own, namespace, name };
}

function kindPart(address: LiveAddress): string {
  if (!('apiVersion' in address)) return address.kind;
  const [version, group = ''] = address.apiVersion.split('/').reverse();
  return `${address.kind}.${version}.${group}`;
}
