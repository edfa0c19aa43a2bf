/** A version of Kubernetes, as far as what it accepts depends on it. */
export interface KubernetesVersion {
  readonly major: number;
  readonly minor: number;
  /** The last one of its minor version where it is not known. */
  readonly patch: number;
}

/** The version whose verdicts the rules were read off, and what counts where nobody says another. */
export const DEFAULT_VERSION: KubernetesVersion = version(1, 36);

/** A version of Kubernetes; without a patch the last one of the minor version is meant. */
export function version(major: number, minor: number, patch = Number.POSITIVE_INFINITY): KubernetesVersion {
  return { major, minor, patch };
}

/** Reads `1.35`, `v1.35.2` and what servers say of themselves, such as `v1.35.2+k3s1`. `undefined` for anything else. */
export function parseVersion(text: string): KubernetesVersion | undefined {
  const [, major, minor, patch] = /^\s*v?(\d{1,2})\.(\d{1,3})(?:\.(\d{1,3}))?(?:[-+].*)?\s*$/.exec(text) ?? [];
  if (major === undefined || minor === undefined) return undefined;
  return version(Number(major), Number(minor), patch === undefined ? undefined : Number(patch));
}

/** Whether a version is another one or newer. */
export function isAtLeast(one: KubernetesVersion, major: number, minor: number, patch = 0): boolean {
  if (one.major !== major) return one.major > major;
  return one.minor === minor ? one.patch >= patch : one.minor > minor;
}

/** `1.36`, or `1.35.2` where the patch is known. */
export function formatVersion({ major, minor, patch }: KubernetesVersion): string {
  return `${major}.${minor}${Number.isFinite(patch) ? `.${patch}` : ''}`;
}

/** Fact 1.4: the gate MaxUnavailableStatefulSet is on by default in 1.35.0 to 1.35.3, off from 1.35.4 through 1.36, and on again since 1.37. */
export function hasMaxUnavailable(one: KubernetesVersion): boolean {
  return isAtLeast(one, 1, 37) || (isAtLeast(one, 1, 35) && !isAtLeast(one, 1, 35, 4));
}

/** Section C, maxUnavailable: with the gate on, a Parallel set whose broken pods used up what may be unavailable stood still; mended in 1.37 (#137409). */
export function replacesUnavailable(one: KubernetesVersion): boolean {
  return isAtLeast(one, 1, 37);
}

/** Fact 448: a Service's name may start with a digit since 1.36; before it is an RFC 1035 label. */
export function allowsDigitFirst(one: KubernetesVersion): boolean {
  return isAtLeast(one, 1, 36);
}

/** Facts 293 and R22: the gate ContainerStopSignals is off by default through 1.36, and `lifecycle.stopSignal` is dropped. Of later versions nothing is known. */
export function mayKeepStopSignal(one: KubernetesVersion): boolean {
  return isAtLeast(one, 1, 37);
}
