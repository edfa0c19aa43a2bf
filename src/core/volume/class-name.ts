import type { Labels } from '../statefulset/model.ts';

/** Older than the field `storageClassName`, and still the one that counts where both are given. */
export const CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';

interface Classed {
  readonly metadata: { readonly annotations?: Labels };
  readonly spec: { readonly storageClassName?: string };
}

/** The class that a claim or volume names; empty where it wants none, `undefined` where it names none. `GetPersistentVolumeClaimClass` */
export function classNameOf({ metadata, spec }: Classed): string | undefined {
  return metadata.annotations?.[CLASS_ANNOTATION] ?? spec.storageClassName;
}
