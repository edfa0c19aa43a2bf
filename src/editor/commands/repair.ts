import { rollBack } from '../../cluster/change.ts';
import type { StatefulSet } from '../../core/statefulset/model.ts';
import type { LiveCluster } from '../connect/session.ts';
import { siteOf } from '../connect/site.ts';
import { commandIds } from '../ids.ts';
import { answer, Cancelled, withButtons } from '../problems.ts';
import { named, type Target } from '../target.ts';
import type { WorkloadKey } from '../views/tree-model.ts';
import { specSections } from './change-sections.ts';
import { chooseTarget } from './choose-target.ts';
import { clusterToChange } from './cluster-to-change.ts';
import { podDeletions } from './delete-pods.ts';
import type { Deps } from './deps.ts';
import { liveSet } from './live.ts';
import { changeOf, makeChange } from './make-change.ts';
import { setRevisions } from './revision-choices.ts';
import { untilMirror } from './until-mirror.ts';
import { freshVerdict } from './why.ts';

/** How long the mirror may take to show what was just changed, in milliseconds. */
const PATIENCE = 5_000;

/**
 * The way out where a rollback alone does not help, because the controller waits for the broken pod that it would have to replace:
 * the template goes back to the revision before, then the pod is deleted. Each step is shown and confirmed by itself. Section C, deadlock.
 */
export async function repairCommand(deps: Deps, argument: unknown): Promise<void> {
  const { say } = deps;
  const cluster = clusterToChange(deps, argument);
  const target = await chooseTarget(argument, ['StatefulSet'], say('repair-choose'), cluster, deps);
  const set = liveSet(cluster, target, say);
  const follow: WorkloadKey = { kind: 'StatefulSet', namespace: target.namespace, name: target.name };
  const { verdict } = await freshVerdict(cluster, follow, deps);
  const before = setRevisions(cluster.mirror, set, Date.now(), say).find(
    ({ revision }) => revision.metadata.name === set.status?.currentRevision,
  );
  const name = verdict.pod ?? verdict.waitsFor;
  if (verdict.wayOut !== 'restore-revision-then-delete-pod' || before === undefined || name === undefined)
    throw notNeeded(target, say);
  const [after] = await makeChange(
    cluster,
    {
      propose: () => {
        const now = liveSet(cluster, target, say);
        return {
          changes: [{ change: changeOf(rollBack(now, before.revision, siteOf(cluster)), say), follow }],
          sections: ([result], _, planning) => specSections(cluster, now, result, planning),
        };
      },
      step: '1/2',
    },
    deps,
  );
  const changed = await untilSeen(cluster, follow, after?.metadata.generation ?? 0);
  if (changed === undefined) throw answer(say, 'repair-not-seen', { object: named(target), pod: name });
  const broken: Target = { kind: 'Pod', namespace: target.namespace, name };
  const proposed = podDeletions(cluster, { targets: [broken], leftOut: [] }, deps);
  try {
    await makeChange(cluster, { propose: proposed, step: '2/2' }, deps);
  } catch (error) {
    if (!(error instanceof Cancelled) || cluster.mirror.get('Pod', target.namespace, name) === undefined) throw error;
    throw halfDone(target, { ...broken, context: cluster.key }, say);
  }
}

/** Who backs out of the second step leaves the first one done, and the set held up as before. */
function halfDone(target: Target, broken: Target, say: Deps['say']) {
  const { name: pod } = broken;
  return withButtons(answer(say, 'repair-half-done', { object: named(target), pod }), {
    title: say('why-delete-pod', { pod }),
    command: commandIds.deletePod,
    argument: broken,
  });
}

function notNeeded(target: Target, say: Deps['say']) {
  return withButtons(answer(say, 'repair-not-needed', { object: named(target) }), {
    title: say('button-why'),
    command: commandIds.why,
    argument: target,
  });
}

/** The set once the mirror shows this generation of it, so that the second step is planned on what the first one made. */
function untilSeen(
  { mirror }: LiveCluster,
  { namespace, name }: WorkloadKey,
  generation: number,
): Promise<StatefulSet | undefined> {
  const seen = () => {
    const set = mirror.get('StatefulSet', namespace, name);
    return set !== undefined && (set.metadata.generation ?? 0) >= generation ? set : undefined;
  };
  return untilMirror(mirror, seen, PATIENCE);
}
