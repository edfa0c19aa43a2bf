import { podName, ranges } from '../core/statefulset/ordinals.ts';

/** The pods with these ordinals, lowest first: `web-0, web-1` or `web-2…web-4`. */
export function podsUpward(set: string, ordinals: Iterable<number>): string {
  return ranges(ordinals)
    .map(run => joined(set, run.first, run.last))
    .join(', ');
}

/** The pods with these ordinals, highest first, as a rollout takes them: `web-4…web-2`. */
export function podsDownward(set: string, ordinals: Iterable<number>): string {
  return ranges(ordinals)
    .toReversed()
    .map(run => joined(set, run.last, run.first))
    .join(', ');
}

function joined(set: string, from: number, to: number): string {
  if (from === to) return podName(set, from);
  const between = Math.abs(from - to) === 1 ? ', ' : '…';
  return `${podName(set, from)}${between}${podName(set, to)}`;
}

/** The images of a pod's containers, shortened to what follows the last slash; a digest is left out where a tag stands. */
export function imagesOf(containers: readonly { readonly image?: string }[] | undefined): string {
  return (containers ?? [])
    .flatMap(container => (container.image === undefined ? [] : [shortImage(container.image)]))
    .join(', ');
}

/** `registry.example/team/app:v2@sha256:…` makes `app:v2`; `app@sha256:0123456789ab…` makes `app@sha256:0123456`. */
export function shortImage(image: string): string {
  const [name = image, digest] = image.slice(image.lastIndexOf('/') + 1).split('@');
  if (digest === undefined || name.includes(':')) return name;
  return `${name}@${digest.slice(0, digest.indexOf(':') + 8)}`;
}
