import type { Finding } from './finding.ts';
import { governingServiceRules } from './rules/governing-service.ts';
import { staticVolumeRules } from './rules/static-volumes.ts';
import { versionRule } from './rules/version.ts';
import type { Neighbour, Surroundings } from './workspace.ts';

/** The kinds that are looked at beside an object. While none of them changes, what is said about it does not change either. */
export const KINDS_AROUND = [
  'Service',
  'Endpoints',
  'EndpointSlice',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'StorageClass',
];

/** Everything that can be said about an object only beside others. Cheap: it looks up what the object refers to and nothing else. */
export function checkAround(self: Neighbour, around: Surroundings): Finding[] {
  const { kind, apiVersion } = self.object;
  if (kind !== 'StatefulSet' || versionRule(apiVersion, kind) !== undefined) return [];
  return [...governingServiceRules(self, around), ...staticVolumeRules(self, around)];
}
