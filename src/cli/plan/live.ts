import { autoscalerRemarks } from '../../cluster/autoscaler.ts';
import { type ApplyChange, describeApply, fieldConflicts, isOwn, preview } from '../../cluster/change.ts';
import { ClusterError, type Connection } from '../../cluster/connection.ts';
import { failureTold } from '../../cluster/failure.ts';
import { readKinds } from '../../cluster/snapshot.ts';
import { addsPods } from '../../core/deployment/change-lines.ts';
import { parseVersion } from '../../core/kubernetes-version.ts';
import type { ResourceQuota } from '../../core/quota/scope.ts';
import type { World } from '../../core/statefulset/decision.ts';
import { silentNodes } from '../../core/statefulset/diagnose-node.ts';
import { featuresOfServer } from '../../core/statefulset/features.ts';
import { isTerminating } from '../../core/statefulset/health.ts';
import { immutableChanges } from '../../core/statefulset/immutable.ts';
import type {
  ControllerRevision,
  KubernetesObject,
  Node,
  PersistentVolumeClaim,
  Pod,
  StatefulSet,
} from '../../core/statefulset/model.ts';
import { isAdoptable, isAdoptableRevision, isClaimed, isOwned } from '../../core/statefulset/ownership.ts';
import type { Told } from '../../words/words.ts';
import type { Reached } from '../cluster/reach.ts';
import { Refusal } from '../refusal.ts';
import { withDefaults } from './defaults.ts';
import type { Workload } from './manifests.ts';
import { identity, type Planned, planDeployment, planNewSet, planSet } from './planned.ts';

/** Plans against a live cluster, which says itself what each object would be (a dry run). Nothing is changed. */
export async function planLive(
  { connection, context, namespace }: Reached,
  manifests: readonly Workload[],
  signal: AbortSignal,
): Promise<Planned[]> {
  const { gitVersion } = await connection.version();
  const planned: Planned[] = [];
  // One after the other, so that a server that is busy is not made busier.
  for (const manifest of manifests) {
    const place = manifest.metadata.namespace ?? namespace;
    planned.push(await planOne(connection, manifest, place, { gitVersion, server: context.server, signal }));
  }
  return planned;
}

/** Who has used `kubectl apply` owns everything under this name, and takes nothing over by using it again. Fact I5. */
const CLIENT_SIDE_APPLY = 'kubectl-client-side-apply';
/** What the API server says of an OnDelete beside the rollingUpdate that it filled in earlier. Fact I2. */
const LEFTOVER = /updateStrategy\.rollingUpdate\b.*only allowed for updateStrategy 'RollingUpdate'/s;

interface Circumstances {
  readonly gitVersion: string;
  readonly server: string;
  readonly signal: AbortSignal;
}

async function planOne(
  connection: Connection,
  manifest: Workload,
  namespace: string,
  { gitVersion, server, signal }: Circumstances,
): Promise<Planned> {
  const features = featuresOfServer(gitVersion);
  const { change, refused } = await describeApply(connection, manifest, { namespace });
  if (change === undefined) throw new Refusal([{ code: refused.code, values: refused.values as Told['values'] }]);
  const local = withDefaults(manifest, namespace, parseVersion(gitVersion));
  const live = await liveOf(connection, change);
  try {
    const { result, remarks: owned } = await dryRun(connection, change);
    const after = result.kind === 'Deployment' || result.kind === 'StatefulSet' ? (result as Workload) : local;
    const rescales = live !== undefined && (live.spec.replicas ?? 1) !== (after.spec.replicas ?? 1);
    const remarks = [...owned, ...(rescales ? await autoscalerRemarks(connection, live) : [])];
    const quotas = await quotasOf(connection, namespace, signal);
    if (after.kind === 'Deployment') {
      const before = live?.kind === 'Deployment' ? live : undefined;
      const planned = planDeployment(before, after, remarks, quotas);
      return quotas === undefined && addsPods(before, after) ? withUnknownQuota(planned) : planned;
    }
    const isThere = live?.kind === 'StatefulSet';
    const seen = await worldOf(connection, isThere ? live : after, namespace, signal);
    const world = { ...seen, features, quotas: quotas ?? [] };
    const planned = isThere ? planSet(world, after, remarks) : planNewSet(world, after, remarks);
    const creates = planned.plan?.steps.some(step => step.do === 'create') === true;
    return quotas === undefined && creates ? withUnknownQuota(planned) : planned;
  } catch (error) {
    if (!(error instanceof ClusterError) || error.failure.kind !== 'invalid') throw error;
    const immutable = live === undefined ? [] : immutableChanges(live, local);
    if (immutable.length > 0 && local.kind === 'StatefulSet' && live?.kind === 'StatefulSet')
      return planSet({ ...emptyWorld(live), features }, local);
    if (immutable.length > 0 && local.kind === 'Deployment' && live?.kind === 'Deployment')
      return planDeployment(live, local);
    const isLeftover = LEFTOVER.test(JSON.stringify(error.failure));
    const more = isLeftover ? [{ code: 'plan-leftover-rolling-update', values: {} }] : [];
    return { ...identity(local, [failureTold(error.failure, server), ...more]), action: 'refused' };
  }
}

/** The quotas of a namespace; `undefined` where they may not be read. */
async function quotasOf(
  connection: Connection,
  namespace: string,
  signal: AbortSignal,
): Promise<readonly ResourceQuota[] | undefined> {
  const { objects } = await readKinds(connection, ['ResourceQuota'], namespace, signal);
  return objects['ResourceQuota'] as readonly ResourceQuota[] | undefined;
}

/** A plan that makes pods says where nobody could look whether they will be let in. */
function withUnknownQuota(planned: Planned): Planned {
  return { ...planned, remarks: [...planned.remarks, { code: 'plan-note-quota-unknown', values: {} }] };
}

async function liveOf(connection: Connection, { target }: ApplyChange): Promise<Workload | undefined> {
  try {
    return (await connection.get(target.resource, target.name)) as Workload;
  } catch (error) {
    if (error instanceof ClusterError && error.failure.kind === 'not-found') return undefined;
    throw error;
  }
}

/** What the server makes of the manifest. Fields that others own are taken over in the dry run, and said. */
async function dryRun(
  connection: Connection,
  change: ApplyChange,
): Promise<{ readonly result: KubernetesObject; readonly remarks: readonly Told[] }> {
  try {
    const { result = change.manifest } = await preview(connection, change);
    return { result, remarks: [] };
  } catch (error) {
    const conflicts = error instanceof ClusterError ? fieldConflicts(error.failure) : [];
    if (conflicts.length === 0) throw error;
    const { result = change.manifest } = await preview(connection, { ...change, force: true });
    const others = conflicts.filter(conflict => !isOwn(conflict) && conflict.manager !== CLIENT_SIDE_APPLY);
    if (others.length === 0) return { result, remarks: [] };
    const owners = others.map(({ field, manager }) => `${field} (${manager})`).join(', ');
    return { result, remarks: [{ code: 'change-owned-by-others', values: { owners } }] };
  }
}

async function worldOf(
  connection: Connection,
  set: StatefulSet,
  namespace: string,
  signal: AbortSignal,
): Promise<World> {
  const kinds = ['Pod', 'PersistentVolumeClaim', 'ControllerRevision', 'Node'] as const;
  const { objects, unreadable } = await readKinds(connection, kinds, namespace, signal);
  for (const kind of ['Pod', 'ControllerRevision'] as const) {
    const failure = unreadable[kind];
    if (failure !== undefined) throw new ClusterError(failure);
  }
  const pods = (objects['Pod'] ?? []) as readonly Pod[];
  const revisions = (objects['ControllerRevision'] ?? []) as readonly ControllerRevision[];
  const own = pods.filter(pod => isClaimed(set, pod) || isAdoptable(set, pod));
  const foreign = pods.filter(pod => !own.includes(pod) && !isTerminating(pod));
  const claims = (objects['PersistentVolumeClaim'] ?? []) as readonly PersistentVolumeClaim[];
  return {
    ...emptyWorld(set),
    pods: own,
    claims: new Map(claims.map(claim => [claim.metadata.name, claim])),
    revisions: revisions.filter(revision => isOwned(revision, set) || isAdoptableRevision(set, revision)),
    taken: new Set(foreign.map(pod => pod.metadata.name)),
    silentNodes: silentNodes((objects['Node'] ?? []) as readonly Node[]),
  };
}

function emptyWorld(set: StatefulSet): World {
  return { set, pods: [], claims: new Map(), revisions: [], now: Date.now() };
}
