import {
  DEFAULT_VERSION,
  hasMaxUnavailable,
  type KubernetesVersion,
  parseVersion,
  replacesUnavailable,
} from '../kubernetes-version.ts';
import type { Features } from './decision.ts';

/** The feature gates that change what the controller does, as they are by default in a version; where none is known, as in the default one. */
export function featuresOf(version: KubernetesVersion = DEFAULT_VERSION): Features {
  return { maxUnavailable: hasMaxUnavailable(version), replacesUnavailable: replacesUnavailable(version) };
}

/** The same for what a server says of itself, such as `v1.35.2+k3s1`. */
export function featuresOfServer(gitVersion: string | undefined): Features {
  return featuresOf(gitVersion === undefined ? undefined : parseVersion(gitVersion));
}
