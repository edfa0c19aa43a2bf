import { deletePod } from '../../cluster/change.ts';
import { about, ownedBy } from '../../cluster/mirror.ts';
import { deploymentParts } from '../../cluster/model.ts';
import { silentNodes } from '../../core/statefulset/diagnose-node.ts';
import { lastRefusal } from '../../core/statefulset/diagnose-refusal.ts';
import { isTerminating } from '../../core/statefulset/health.ts';
import type { KubernetesObject, OwnerReference, Pod, StatefulSet } from '../../core/statefulset/model.ts';
import { inOrder } from '../../core/statefulset/ordinals.ts';
import type { LiveCluster } from '../connect/session.ts';
import { siteOf } from '../connect/site.ts';
import { workloadOf } from '../connect/touched.ts';
import { answer } from '../problems.ts';
import { named } from '../target.ts';
import type { WorkloadKey } from '../views/tree-model.ts';
import { ofObject, type Planning, planFor } from './change-sections.ts';
import { type Chosen, chooseTargets, leftOutSections } from './choose-targets.ts';
import { clusterToChange } from './cluster-to-change.ts';
import { type Deletion, dataLines, deletionNotes, returnNotes, takesLastReady } from './deletion-lines.ts';
import type { Deps } from './deps.ts';
import { livePod } from './live.ts';
import { makeChange, type Proposed } from './make-change.ts';
import { planSections } from './plan-sections.ts';
import type { PreviewLine, PreviewSection } from './preview-model.ts';
import { untilKnown } from './until-known.ts';

/** Pods of one owner, or of none. */
interface Group {
  readonly owner: WorkloadKey | undefined;
  readonly pods: readonly Pod[];
}

/** Deletes pods; their controllers make others in their place. Several of them are one plan. */
export async function deletePodCommand(deps: Deps, argument: unknown, selected?: unknown): Promise<void> {
  const { say } = deps;
  const cluster = clusterToChange(deps, argument);
  const chosen = await chooseTargets(argument, selected, ['Pod'], say('choose-delete-pod'), cluster, deps);
  const title = say('do-delete-pods', { count: chosen.targets.length });
  // Whether a pod goes and comes back depends on its node, and on what the server refused of late.
  const namespaces = [...new Set(chosen.targets.map(({ namespace }) => namespace))];
  const looking = namespaces.map(namespace => deps.verdicts(cluster)?.look(cluster, namespace));
  try {
    await Promise.all(namespaces.map(namespace => untilKnown(cluster, namespace)));
    await makeChange(cluster, { title, propose: podDeletions(cluster, chosen, deps) }, deps);
  } finally {
    for (const look of looking) look?.dispose();
  }
}

/** The deletion of pods as it is proposed, made up from what is there when it is called. */
export function podDeletions(cluster: LiveCluster, { targets, leftOut }: Chosen, deps: Deps): () => Proposed {
  const { say } = deps;
  return () => {
    const pods = targets.map(target => livePod(cluster, target, say));
    const [going] = pods.filter(isTerminating);
    if (going !== undefined && pods.every(isTerminating))
      throw answer(say, 'pod-already-going', { object: named({ kind: 'Pod', name: going.metadata.name }) });
    const groups = grouped(cluster, pods);
    const sets = groups.flatMap(({ owner }) => setOf(cluster, owner) ?? []);
    return {
      changes: groups.flatMap(({ owner, pods: own }) =>
        own.map(pod => ({ change: deletePod(pod, siteOf(cluster)), follow: owner })),
      ),
      plannedOn: sets,
      sections: (_, lives, planning) => [
        ...leftOutSections(leftOut, say),
        ...groups.flatMap(group => {
          const sections = sectionsOf(cluster, group, lives, planning);
          if (groups.length === 1) return sections;
          const name = group.owner?.name ?? group.pods.map(({ metadata }) => metadata.name).join(', ');
          return sections.map(section => ofObject(section, name, say));
        }),
      ],
      destructive: true,
    };
  };
}

function grouped(cluster: LiveCluster, pods: readonly Pod[]): Group[] {
  const groups = new Map<string, Group>();
  for (const pod of pods) {
    const owner = workloadOf(cluster.mirror, pod);
    const { kind = '', name = '' } = owner ?? controllerOf(pod) ?? {};
    const key = `${kind}/${pod.metadata.namespace ?? ''}/${name}`;
    groups.set(key, { owner, pods: [...(groups.get(key)?.pods ?? []), pod] });
  }
  return [...groups.values()].map(({ owner, pods: own }) => ({
    owner,
    pods: owner?.kind === 'StatefulSet' ? inOrder(owner.name, own) : own,
  }));
}

function setOf({ mirror }: LiveCluster, owner: WorkloadKey | undefined): StatefulSet | undefined {
  return owner?.kind === 'StatefulSet' ? mirror.get('StatefulSet', owner.namespace, owner.name) : undefined;
}

function sectionsOf(
  cluster: LiveCluster,
  group: Group,
  lives: readonly (KubernetesObject | undefined)[],
  planning: Planning,
): PreviewSection[] {
  const { say, quotas } = planning;
  const deletion = deletionOf(cluster, group, lives);
  const set = setOf(cluster, group.owner);
  const notes = [...refusals(cluster, group, say), ...deletionNotes(deletion, say)];
  if (set === undefined) {
    return [
      { heading: say('section-notes'), lines: [...notes, ...stranded(cluster, group, say), comesBack(group, say)] },
      { heading: say('section-claims'), lines: dataLines(deletion, () => false, say) },
    ];
  }
  const names = group.pods.map(({ metadata }) => metadata.name);
  const plan = planFor(cluster, set, { kind: 'delete-pods', pods: names }, planning);
  const returning = new Set(plan.pods.filter(({ outcome }) => outcome === 'replaced').map(({ pod }) => pod));
  const data = dataLines(deletion, ({ metadata }) => returning.has(metadata.name), say);
  const noneReady = say('plan-note-none-ready', { before: plan.readyBefore });
  const isQuotaKnown = quotas.get(set.metadata.namespace ?? '') !== undefined;
  return planSections(plan, set.metadata.name, say, isQuotaKnown).map((section): PreviewSection => {
    if (section.heading === say('section-claims')) return { ...section, lines: [...data, ...section.lines] };
    if (section.heading !== say('section-notes')) return section;
    // That none is ready is told with the pods that are the last.
    const planned = section.lines.filter(({ text }) => !takesLastReady(deletion) || text !== noneReady);
    return { ...section, lines: [...notes, ...returnNotes(set, deletion, plan, say), ...planned] };
  });
}

/** The pods whole, as the server gave them: the mirror leaves out volumes that are no claims. */
function deletionOf(
  { mirror }: LiveCluster,
  { owner, pods }: Group,
  lives: readonly (KubernetesObject | undefined)[],
): Deletion {
  const whole = pods.map(pod => lives.find(live => live?.metadata.uid === pod.metadata.uid) as Pod | undefined);
  const [first] = pods;
  const { namespace } = first?.metadata ?? {};
  return {
    pods: whole.map((pod, index) => pod ?? pods[index]).filter(pod => pod !== undefined),
    owner: owner ?? controllerOf(first),
    siblings: siblingsOf(mirror, owner),
    claims: mirror.list('PersistentVolumeClaim', namespace),
    budgets: mirror.list('PodDisruptionBudget', namespace),
  };
}

function siblingsOf(mirror: LiveCluster['mirror'], owner: WorkloadKey | undefined): readonly Pod[] {
  if (owner === undefined) return [];
  const { kind, namespace, name } = owner;
  const workload = mirror.get(kind, namespace, name);
  if (workload === undefined) return [];
  if (workload.kind === 'StatefulSet') return mirror.indexed('Pod', ownedBy(workload.metadata.uid ?? ''));
  return deploymentParts(mirror, workload).pods;
}

/** That no other pod was let in of late, and these may not come back. */
function refusals({ mirror }: LiveCluster, { owner, pods }: Group, say: Deps['say']): PreviewLine[] {
  const workload = owner === undefined ? undefined : mirror.get(owner.kind, owner.namespace, owner.name);
  if (workload === undefined) return [];
  const makers = workload.kind === 'StatefulSet' ? [workload] : deploymentParts(mirror, workload).replicaSets;
  const names = pods.map(({ metadata }) => metadata.name).join(', ');
  return makers.flatMap((maker): PreviewLine[] => {
    const refusal = lastRefusal(maker, mirror.indexed('Event', about(maker.metadata.uid ?? '')));
    if (refusal === undefined) return [];
    return [{ icon: 'warning', text: say('delete-refused', { pods: names, evidence: refusal.evidence.join('; ') }) }];
  });
}

/** Pods that no set makes and that stay once they are deleted: others may come elsewhere meanwhile. */
function stranded({ mirror }: LiveCluster, { pods }: Group, say: Deps['say']): PreviewLine[] {
  const silent = silentNodes(mirror.list('Node'));
  return pods.flatMap(({ metadata, spec: { nodeName = '' } }): PreviewLine[] =>
    silent.has(nodeName)
      ? [{ icon: 'warning', text: say('delete-stranded', { pod: metadata.name, node: nodeName }) }]
      : [],
  );
}

/** What comes in the place of pods that no set makes. */
function comesBack({ owner: workload, pods }: Group, say: Deps['say']): PreviewLine {
  const [pod] = pods;
  const owner = workload ?? controllerOf(pod);
  if (owner === undefined) return { icon: 'warning', text: say('pod-has-no-owner') };
  // A node enters the pods of its own manifests again and again.
  if (owner.kind === 'Node') return { icon: 'info', text: say('pod-of-node', { node: owner.name }) };
  return { icon: 'info', text: say('pod-comes-back', { owner: named(owner) }) };
}

function controllerOf(pod: Pod | undefined): OwnerReference | undefined {
  return pod?.metadata.ownerReferences?.find(({ controller }) => controller === true);
}
