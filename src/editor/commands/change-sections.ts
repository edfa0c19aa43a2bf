import type { Change } from '../../cluster/change.ts';
import { worldOf } from '../../cluster/model.ts';
import type { Deployment } from '../../core/deployment/model.ts';
import { silentNodes } from '../../core/statefulset/diagnose-node.ts';
import type { KubernetesObject, StatefulSet } from '../../core/statefulset/model.ts';
import { type Plan, type Change as PlannedChange, plan } from '../../core/statefulset/plan.ts';
import type { CommandSay } from '../../words/words.ts';
import type { LiveCluster } from '../connect/session.ts';
import type { Deps } from './deps.ts';
import { ownerSections } from './owner-lines.ts';
import { deploymentSections, planSections } from './plan-sections.ts';
import type { PreviewSection } from './preview-model.ts';
import type { Quotas } from './quotas.ts';

/** What planning needs: words, what the version of the cluster is known for, and the quotas where pods are made. */
export type Planning = Pick<Deps, 'say' | 'verdicts'> & { readonly quotas: Quotas };

/** Who would undo the change, as far as the mirror knows what it is made to. */
export function ownersOfTarget({ mirror }: LiveCluster, { target, effect }: Change, say: CommandSay): PreviewSection[] {
  if (target.kind !== 'StatefulSet' && target.kind !== 'Deployment') return [];
  return ownerSections(mirror.get(target.kind, target.namespace, target.name), effect.do === 'set-replicas', say);
}

/** What a change to a set will do, planned on what the mirror knows of it. */
export function planFor(
  cluster: LiveCluster,
  set: StatefulSet,
  change: PlannedChange,
  { verdicts, quotas }: Omit<Planning, 'say'>,
): Plan {
  const features = verdicts(cluster)?.features() ?? {};
  const world = worldOf(cluster.mirror, set, Date.now());
  const own = quotas.get(set.metadata.namespace ?? '') ?? [];
  return plan({ ...world, silentNodes: silentNodes(cluster.mirror.list('Node')), features, quotas: own }, change);
}

/** The sections of a change to a set. */
export function setSections(
  cluster: LiveCluster,
  set: StatefulSet,
  change: PlannedChange,
  planning: Planning,
): PreviewSection[] {
  const isQuotaKnown = planning.quotas.get(set.metadata.namespace ?? '') !== undefined;
  return planSections(planFor(cluster, set, change, planning), set.metadata.name, planning.say, isQuotaKnown);
}

/** The sections of a changed spec, whichever kind it is of. `before` is `undefined` for an object that is created. */
export function specSections(
  cluster: LiveCluster,
  before: StatefulSet | Deployment | undefined,
  after: KubernetesObject | undefined,
  planning: Planning,
): PreviewSection[] {
  if (isSet(after)) return setSections(cluster, isSet(before) ? before : after, { kind: 'spec', set: after }, planning);
  if (isDeployment(after))
    return deploymentSections(
      isDeployment(before) ? before : undefined,
      after,
      planning.say,
      planning.quotas.get(after.metadata.namespace ?? ''),
    );
  return [];
}

/** A section that is about one of several objects says which. */
export function ofObject(section: PreviewSection, name: string, say: CommandSay): PreviewSection {
  return { ...section, heading: say('section-of', { name, heading: section.heading }) };
}

function isSet(object: KubernetesObject | undefined): object is StatefulSet {
  return object?.kind === 'StatefulSet' && object.apiVersion === 'apps/v1';
}

function isDeployment(object: KubernetesObject | undefined): object is Deployment {
  return object?.kind === 'Deployment' && object.apiVersion === 'apps/v1';
}
