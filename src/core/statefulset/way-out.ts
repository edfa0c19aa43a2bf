import type { Decision } from './decision.ts';
import { revisionOf } from './identity.ts';
import type { Pod, StatefulSet } from './model.ts';
import { ordinalOf, partitionOf, startOf } from './ordinals.ts';
import type { Cause, Diagnosis, WayOut } from './verdict-model.ts';

/** What is wrong with the pod itself, so that a pod from another template may be better. */
const IN_THE_POD: ReadonlySet<Cause> = new Set(['image-pull', 'crash-loop', 'container-config', 'not-ready']);

/**
 * The safe way past a broken pod. Under OrderedReady the controller never replaces a pod that was never available, whatever the
 * template says by now: it must be deleted, but only once what it comes back as is better. Section C, deadlock.
 */
export function wayOutOfBrokenPod(
  set: StatefulSet,
  decision: Decision,
  pod: Pod,
  diagnosis: Diagnosis,
): { readonly cause?: Cause; readonly wayOut?: WayOut; readonly pod?: string } {
  if (!IN_THE_POD.has(diagnosis.cause)) return {};
  const name = pod.metadata.name;
  const revision = revisionOf(pod);
  const parallel = set.spec.podManagementPolicy === 'Parallel';
  const comesBackAs = revisionAfterDeletion(set, decision, pod);
  if (revision !== decision.updateRevision && revision !== comesBackAs)
    return { cause: 'outdated-broken-pod', wayOut: 'delete-pod', pod: name };
  if (revision !== decision.updateRevision) return { wayOut: 'lower-partition-then-delete-pod', pod: name };
  if (decision.currentRevision === decision.updateRevision)
    return { wayOut: 'fix-template-then-delete-pod', pod: name };
  return { wayOut: parallel ? 'restore-revision' : 'restore-revision-then-delete-pod', pod: name };
}

/** Fact C4: below the partition a pod returns at the current revision. */
function revisionAfterDeletion(set: StatefulSet, decision: Decision, pod: Pod): string {
  if (set.spec.updateStrategy?.type === 'OnDelete') return decision.updateRevision;
  const border = startOf(set) + partitionOf(set);
  const ordinal = ordinalOf(set.metadata.name, pod.metadata.name) ?? 0;
  return ordinal < border ? decision.currentRevision : decision.updateRevision;
}
