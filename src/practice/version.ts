import { type KubernetesVersion, parseVersion, version } from '../core/kubernetes-version.ts';

/** The version that was recorded, and that a practice cluster plays unless told. */
export const recordedVersion: KubernetesVersion = version(1, 36, 2);

/** The patch that stands for a minor version: the last one of which facts are known. */
const patches: ReadonlyMap<number, number> = new Map([
  [34, 4],
  [35, 4],
  [36, 2],
  [37, 0],
]);

/**
 * The version of a practice cluster: `1.35` or `v1.35.2`. It decides which gates are on and which names are taken; all else is as it is
 * recorded of 1.36.2. `undefined` for what makes no sense and for versions that differ in more than is known.
 */
export function readVersion(text: string): KubernetesVersion | undefined {
  const read = parseVersion(text);
  if (read === undefined || read.major !== 1) return undefined;
  const last = patches.get(read.minor);
  if (last === undefined) return undefined;
  return Number.isFinite(read.patch) ? read : version(1, read.minor, last);
}

/** `v1.36.2`, as servers and nodes name themselves. */
export function gitVersionOf({ major, minor, patch }: KubernetesVersion): string {
  return `v${major}.${minor}.${patch}`;
}
