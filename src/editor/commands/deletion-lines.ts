import { allowanceOf, covers } from '../../core/budget.ts';
import { isReady, isTerminating } from '../../core/statefulset/health.ts';
import { revisionOf } from '../../core/statefulset/identity.ts';
import type { PersistentVolumeClaim, Pod, PodDisruptionBudget, StatefulSet } from '../../core/statefulset/model.ts';
import { ordinalOf, partedOrdinals, partitionOf } from '../../core/statefulset/ordinals.ts';
import type { Plan } from '../../core/statefulset/plan.ts';
import type { CommandSay } from '../../words/words.ts';
import { named } from '../target.ts';
import type { PreviewLine } from './preview-model.ts';

/** Pods that are to be deleted, and what stands around them. */
export interface Deletion {
  /** Whole, as the server gave them. */
  readonly pods: readonly Pod[];
  /** `undefined` for pods that nothing owns. */
  readonly owner: { readonly kind: string; readonly name: string } | undefined;
  /** All pods of the owner, these included. */
  readonly siblings: readonly Pod[];
  readonly claims: readonly PersistentVolumeClaim[];
  readonly budgets: readonly PodDisruptionBudget[];
}

/** Whether these are all the ready pods that their owner has. */
export function takesLastReady({ pods, siblings }: Deletion): boolean {
  const going = new Set(pods.map(({ metadata }) => metadata.name));
  const ready = siblings.filter(pod => isReady(pod) && !isTerminating(pod));
  return ready.length > 0 && ready.every(({ metadata }) => going.has(metadata.name));
}

/** What to know before pods are deleted, whoever owns them: who serves meanwhile, and that no disruption budget guards them. */
export function deletionNotes(deletion: Deletion, say: CommandSay): PreviewLine[] {
  const { pods, owner, budgets } = deletion;
  const lines: PreviewLine[] = [];
  if (owner !== undefined && takesLastReady(deletion))
    lines.push({ icon: 'warning', text: say('delete-last-ready', { pods: namesOf(pods), owner: named(owner) }) });
  for (const budget of budgets) {
    const own = pods.filter(({ metadata }) => covers(budget, metadata.labels));
    if (own.length === 0) continue;
    const { kind, allowed } = allowanceOf(budget);
    const values = { budget: budget.metadata.name, pods: namesOf(own), allowed };
    if (kind === 'allows') lines.push({ icon: 'info', text: say('delete-budget', values) });
    else lines.push({ icon: 'warning', text: say('delete-budget-refuses', values) });
  }
  return lines;
}

/** Why the pods of a set come back as they do, and what waits for them. The steps of the plan say at which revision. Facts C4 to C6. */
export function returnNotes(
  set: StatefulSet,
  { pods, siblings }: Deletion,
  plan: Plan,
  say: CommandSay,
): PreviewLine[] {
  const { updateRevision } = set.status ?? {};
  const outcomes = new Map(plan.pods.map(each => [each.pod, each]));
  const { held } = partedOrdinals(set);
  const isOnDelete = set.spec.updateStrategy?.type === 'OnDelete';
  const lines = pods.flatMap((pod): PreviewLine[] => {
    const { name } = pod.metadata;
    const outcome = outcomes.get(name);
    if (outcome?.outcome === 'deleted') return [{ icon: 'warning', text: say('delete-not-back', { pod: name }) }];
    const isHeld = !isOnDelete && held.includes(ordinalOf(set.metadata.name, name) ?? -1);
    const revision = outcome?.to ?? '?';
    if (isHeld && outcome?.to !== plan.updateRevision)
      return [{ icon: 'info', text: say('delete-held', { pod: name, revision, partition: partitionOf(set) }) }];
    if (outcome?.from === outcome?.to) return [];
    return [{ icon: 'info', text: say(isOnDelete ? 'delete-on-delete' : 'delete-updates', { pod: name, revision }) }];
  });
  const going = new Set(pods.map(({ metadata }) => metadata.name));
  const isUnfinished = siblings.some(pod => {
    const ordinal = ordinalOf(set.metadata.name, pod.metadata.name);
    const isLeft = !going.has(pod.metadata.name) && ordinal !== undefined && !held.includes(ordinal);
    return isLeft && revisionOf(pod) !== updateRevision;
  });
  if (isUnfinished && !isOnDelete && updateRevision !== undefined)
    lines.push({ icon: 'info', text: say('delete-holds-rollout', { pods: namesOf(pods) }) });
  return lines;
}

/** What becomes of the data of each pod: claims stay, and what lives only as long as the pod is lost. */
export function dataLines(
  { pods, owner, claims }: Deletion,
  comesBack: (pod: Pod) => boolean,
  say: CommandSay,
): PreviewLine[] {
  return pods.flatMap((pod): PreviewLine[] => {
    const { name, namespace } = pod.metadata;
    const mounted = (pod.spec.volumes ?? []).flatMap(
      ({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? [],
    );
    const going = mounted.filter(claim =>
      claims.some(
        ({ metadata }) =>
          metadata.name === claim && metadata.namespace === namespace && metadata.deletionTimestamp !== undefined,
      ),
    );
    const kept = mounted.filter(claim => !going.includes(claim));
    const lost = (pod.spec.volumes ?? []).filter(volume => 'emptyDir' in volume || 'ephemeral' in volume);
    const returns = owner?.kind === 'StatefulSet' && comesBack(pod);
    const lines: PreviewLine[] = [];
    if (kept.length > 0)
      lines.push({
        icon: 'database',
        text: say(returns ? 'delete-claims-return' : 'delete-claims-stay', { pod: name, claims: kept.join(', ') }),
      });
    // pvc-protection holds a claim only as long as a pod uses it. Fact G9.
    if (going.length > 0)
      lines.push({ icon: 'warning', text: say('delete-claims-go', { pod: name, claims: going.join(', ') }) });
    if (lost.length > 0)
      lines.push({
        icon: 'trash',
        text: say('delete-loses', { pod: name, volumes: lost.map(volume => volume.name).join(', ') }),
      });
    if (mounted.length === 0) lines.push({ icon: 'database', text: say('delete-no-claims', { pod: name }) });
    return lines;
  });
}

function namesOf(pods: readonly Pod[]): string {
  return pods.map(({ metadata }) => metadata.name).join(', ');
}
