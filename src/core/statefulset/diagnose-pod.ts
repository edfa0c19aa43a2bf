import { diagnoseContainers } from './diagnose-containers.ts';
import { diagnoseNode, diagnoseTermination } from './diagnose-node.ts';
import { diagnoseAvailability, diagnoseReadiness } from './diagnose-readiness.ts';
import { diagnoseScheduling } from './diagnose-scheduling.ts';
import { outOfSpace } from './diagnose-space.ts';
import { isReady, isTerminating } from './health.ts';
import type { Pod } from './model.ts';
import type { Cause, Diagnosis, Surroundings } from './verdict-model.ts';

/** Why an existing pod is not ready, gone or available, whichever the controller waits for. */
export function diagnosePod(pod: Pod, evidence: Surroundings): Diagnosis {
  if (isTerminating(pod)) return diagnoseTermination(pod, evidence);
  if (isReady(pod)) return diagnoseAvailability(pod, evidence);
  return withFullVolume(
    pod,
    evidence,
    diagnoseNode(pod, evidence) ??
      diagnoseContainers(pod, evidence) ??
      diagnoseScheduling(pod, evidence) ??
      diagnoseReadiness(pod, evidence),
  );
}

/** Causes that a volume without room may have. */
const OF_A_PROGRAM: ReadonlySet<Cause> = new Set(['crash-loop', 'not-ready']);

/** A program that cannot write ends, or turns unready: then its volume is to be seen to, and neither pod nor template. */
function withFullVolume(pod: Pod, evidence: Surroundings, diagnosis: Diagnosis): Diagnosis {
  if (diagnosis.verdict !== 'stuck' || !OF_A_PROGRAM.has(diagnosis.cause)) return diagnosis;
  const full = outOfSpace(pod, evidence);
  return full === undefined
    ? diagnosis
    : { ...diagnosis, ...full, evidence: [...new Set([...diagnosis.evidence, ...full.evidence])] };
}
