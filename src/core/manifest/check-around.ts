import type { Finding } from './finding.ts';
import { governingServiceRules } from './rules/governing-service.ts';
import { staticVolumeRules } from './rules/static-volumes.ts';
import { versionRule } from './rules/version.ts';
import type { Neighbour, Surroundings } from './workspace.ts';

/** Everything that can be said about an object only beside others. Cheap: it looks up what the object refers to and nothing else. */
export function checkAround(self: Neighbour, around: Surroundings): Finding[] {
  const { kind, apiVersion } = self.object;
  if (kind !== 'StatefulSet' || versionRule(apiVersion, kind) !== undefined) return [];
  return [...governingServiceRules(self, around), ...staticVolumeRules(self, around)];
}
