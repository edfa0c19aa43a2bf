import type { Container } from '../../core/statefulset/model.ts';

/** What becomes of a container once its pod has come to a node. */
const fateNames = ['ready', 'image-missing', 'crash-loop', 'never-ready', 'slow'] as const;
export type Fate = (typeof fateNames)[number];

export function isFate(value: unknown): value is Fate {
  return fateNames.some(name => name === value);
}

const fateByTag: ReadonlyMap<string, Fate> = new Map<string, Fate>([
  ['broken', 'image-missing'],
  ['crash', 'crash-loop'],
  ['unready', 'never-ready'],
  ['slow', 'slow'],
]);

/** The fate that a container's image tag orders: `app:broken` never pulls, most tags just work. */
export function fateOfImage(container: Container): Fate {
  return fateByTag.get(tagOf(container.image ?? '')) ?? 'ready';
}

/** `registry:5000/app:v2@sha256:…` has the tag `v2`; an image without a tag has none. */
export function tagOf(image: string): string {
  const name = image.split('@')[0] ?? '';
  const last = name.slice(name.lastIndexOf('/') + 1);
  const colon = last.lastIndexOf(':');
  return colon < 0 ? '' : last.slice(colon + 1);
}
