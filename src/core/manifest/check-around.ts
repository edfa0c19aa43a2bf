import type { Finding } from './finding.ts';
import { adviceRules } from './rules/around/advice.ts';
import { budgetAround } from './rules/around/budget.ts';
import { claimsAround } from './rules/around/claims.ts';
import { duplicateRules } from './rules/around/duplicates.ts';
import { peersAround } from './rules/around/peers.ts';
import { selectorsAround } from './rules/around/selectors.ts';
import { serviceAround } from './rules/around/service.ts';
import { governingServiceRules } from './rules/governing-service.ts';
import { staticVolumeRules } from './rules/static-volumes.ts';
import { versionRule } from './rules/version.ts';
import type { Neighbour, Surroundings } from './workspace.ts';

/** Everything that can be said about an object only beside others, and advice. Cheap: it looks up what the object refers to and nothing else. */
export function checkAround(self: Neighbour, around: Surroundings): Finding[] {
  const { kind, apiVersion } = self.object;
  if (versionRule(apiVersion, kind) !== undefined) return [];
  const found = [...duplicateRules(self, around)];
  if (kind === 'PodDisruptionBudget') found.push(...budgetAround(self, around));
  if (kind === 'Service') found.push(...serviceAround(self, around));
  if (kind === 'StatefulSet' || kind === 'Deployment') found.push(...claimsAround(self, around));
  if (kind !== 'StatefulSet') return found;
  return [
    ...found,
    ...governingServiceRules(self, around),
    ...staticVolumeRules(self, around),
    ...selectorsAround(self, around),
    ...peersAround(self, around),
    ...adviceRules(self),
  ];
}
