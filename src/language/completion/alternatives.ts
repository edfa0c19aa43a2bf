import { SOURCES as PERSISTENT_SOURCES } from '../../core/manifest/rules/persistent-volume-sources.ts';
import { SOURCES as VARIABLE_SOURCES } from '../../core/manifest/rules/pod/environment.ts';
import { HOOK_HANDLERS, PROBE_HANDLERS } from '../../core/manifest/rules/pod/probes.ts';
import { PROJECTIONS } from '../../core/manifest/rules/pod/volume-files.ts';
import { VOLUME_SOURCES } from '../../core/manifest/rules/pod/volume-sources.ts';

/** Fields of a struct of which the server takes only one. */
const alternatives: Readonly<Record<string, readonly string[]>> = {
  V1Volume: VOLUME_SOURCES,
  V1VolumeProjection: PROJECTIONS,
  V1PersistentVolumeSpec: PERSISTENT_SOURCES,
  V1EnvVar: ['value', 'valueFrom'],
  V1EnvVarSource: VARIABLE_SOURCES,
  V1EnvFromSource: ['configMapRef', 'secretRef'],
  V1DownwardAPIVolumeFile: ['fieldRef', 'resourceFieldRef'],
  V1Probe: PROBE_HANDLERS,
  V1LifecycleHandler: HOOK_HANDLERS,
  V1PodResourceClaim: ['resourceClaimName', 'resourceClaimTemplateName'],
  V1PodDisruptionBudgetSpec: ['minAvailable', 'maxUnavailable'],
};

/** Whether a field may not stand beside one that is written. */
export function isExcluded(struct: string, field: string, written: readonly string[]): boolean {
  const choices = Object.hasOwn(alternatives, struct) ? alternatives[struct] : undefined;
  return choices?.includes(field) === true && choices.some(other => other !== field && written.includes(other));
}
