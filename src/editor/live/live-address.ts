import { isTarget, type Target } from '../target.ts';

/** In place of a namespace, for objects of none; no namespace can be called so. */
const NOWHERE = '-';

/** The path of a live document: `/shop/StatefulSet/web.live.yaml`. Its last part is what the tab says: not what the manifest's tab says. */
export function uriPath({ namespace, kind, name }: Target): string {
  return `/${namespace === '' ? NOWHERE : namespace}/${kind}/${name}.live.yaml`;
}

/** The object that a path names; `undefined` if it is none of ours. */
export function addressOf(path: string): Target | undefined {
  const [, namespace, kind, file] = /^\/([^/]+)\/([^/]+)\/([^/]+)\.live\.yaml$/.exec(path) ?? [];
  const target = { kind, namespace: namespace === NOWHERE ? '' : namespace, name: file };
  return isTarget(target) ? target : undefined;
}
