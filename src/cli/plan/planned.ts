import { deploymentLines } from '../../core/deployment/change-lines.ts';
import type { Deployment } from '../../core/deployment/model.ts';
import { differences, type FieldDifference } from '../../core/differences.ts';
import type { ResourceQuota } from '../../core/quota/scope.ts';
import type { World } from '../../core/statefulset/decision.ts';
import { immutableChanges } from '../../core/statefulset/immutable.ts';
import type { StatefulSet } from '../../core/statefulset/model.ts';
import { type Plan, plan } from '../../core/statefulset/plan.ts';
import { predictRevision } from '../../core/statefulset/predict-revision.ts';
import { canonicalJson } from '../../core/statefulset/revision.ts';
import { newWorld } from '../../core/statefulset/settle.ts';
import type { Told } from '../../words/words.ts';
import type { Workload } from './manifests.ts';

/** What applying one object would do. */
export interface Planned {
  readonly kind: Workload['kind'];
  readonly namespace: string;
  readonly name: string;
  readonly action: 'create' | 'change' | 'none' | 'refused';
  /** Fields that would have to change and cannot be changed, as paths. */
  readonly immutable: readonly string[];
  /** Of a StatefulSet that is not refused. */
  readonly plan: Plan | undefined;
  /** The name of the revision that the template is or becomes, where it can be told. */
  readonly revision: string | undefined;
  /** Whether the template is another one than before. */
  readonly renews: boolean;
  /** The fields in which an object that is changed is another than before. */
  readonly differences: readonly FieldDifference[];
  /** Of a Deployment: what changes, as codes of `words`. */
  readonly changes: readonly (Told & { readonly stops?: true })[];
  /** Why it is refused, and what else is to be known. */
  readonly remarks: readonly Told[];
}

/** Plans a set that is not there yet, in the world that it meets: pods, revisions and claims that an earlier one of its name left. */
export function planNewSet(meets: Partial<World>, after: StatefulSet, remarks: readonly Told[] = []): Planned {
  const { status: _, ...made } = after;
  const set: StatefulSet = { ...made, metadata: { ...made.metadata, uid: made.metadata.uid ?? 'new', generation: 1 } };
  const world: World = { ...newWorld(set, 0), ...meets, set };
  return {
    ...identity(after, remarks),
    action: 'create',
    plan: plan(world, { kind: 'spec', set }),
    revision: predictRevision(set, world.revisions),
    renews: true,
  };
}

/** Plans the set as it would be, in the world that it meets. */
export function planSet(before: World, after: StatefulSet, remarks: readonly Told[] = []): Planned {
  const base = identity(after, remarks);
  const immutable = immutableChanges(before.set, after);
  if (immutable.length > 0) return refused(base, immutable);
  const { uid, generation = 1 } = before.set.metadata;
  const isSame = canonicalJson(before.set.spec) === canonicalJson(after.spec);
  const set: StatefulSet = {
    ...after,
    metadata: { ...after.metadata, ...(uid === undefined ? {} : { uid }), generation: generation + (isSame ? 0 : 1) },
    ...(before.set.status === undefined ? {} : { status: before.set.status }),
  };
  const revision = predictRevision(set, before.revisions);
  return {
    ...base,
    action: isSame ? 'none' : 'change',
    differences: isSame ? [] : differences(before.set, after),
    plan: plan(before, { kind: 'spec', set }),
    revision,
    renews: revision !== before.set.status?.updateRevision,
  };
}

/** Says what becomes of a Deployment; its pods have no order that could be told. */
export function planDeployment(
  before: Deployment | undefined,
  after: Deployment,
  remarks: readonly Told[] = [],
  quotas: readonly ResourceQuota[] = [],
): Planned {
  const base = identity(after, remarks);
  if (before === undefined) return { ...base, action: 'create', changes: deploymentLines(before, after, quotas) };
  const immutable = immutableChanges(before, after);
  if (immutable.length > 0) return refused(base, immutable);
  const isSame = canonicalJson(before.spec) === canonicalJson(after.spec);
  return {
    ...base,
    action: isSame ? 'none' : 'change',
    differences: isSame ? [] : differences(before, after),
    changes: deploymentLines(before, after, quotas),
  };
}

function refused(base: Planned, immutable: readonly string[]): Planned {
  const { kind, name, namespace } = base;
  const remark = told(kind === 'StatefulSet' ? 'plan-immutable-set' : 'plan-immutable-deployment', {
    fields: immutable.join(', '),
    name,
    namespace,
  });
  return { ...base, action: 'refused', immutable, remarks: [...base.remarks, remark] };
}

/** A plan of which nothing is known yet but whom it is about. */
export function identity({ kind, metadata }: Workload, remarks: readonly Told[]): Planned {
  const { name, namespace = 'default' } = metadata;
  return {
    kind,
    namespace,
    name,
    action: 'none',
    immutable: [],
    plan: undefined,
    revision: undefined,
    renews: false,
    differences: [],
    changes: [],
    remarks,
  };
}

function told(code: string, values: Told['values']): Told {
  return { code, values };
}
