import { diagnoseContainers } from './diagnose-containers.ts';
import { diagnoseNode, diagnoseTermination } from './diagnose-node.ts';
import { diagnoseAvailability, diagnoseReadiness } from './diagnose-readiness.ts';
import { diagnoseScheduling } from './diagnose-scheduling.ts';
import { isReady, isTerminating } from './health.ts';
import type { Pod } from './model.ts';
import type { Diagnosis, Surroundings } from './verdict-model.ts';

/** Why an existing pod is not ready, gone or available, whichever the controller waits for. */
export function diagnosePod(pod: Pod, evidence: Surroundings): Diagnosis {
  if (isTerminating(pod)) return diagnoseTermination(pod, evidence);
  if (isReady(pod)) return diagnoseAvailability(pod, evidence);
  return (
    diagnoseNode(pod, evidence) ??
    diagnoseContainers(pod, evidence) ??
    diagnoseScheduling(pod, evidence) ??
    diagnoseReadiness(pod, evidence)
  );
}
