import * as vscode from 'vscode';
import { askName } from '../../cluster/ask-name.ts';
import { commandLine } from '../../cluster/change.ts';
import { slicesOf } from '../../cluster/mirror.ts';
import type { Place } from '../../cluster/run-in-pod.ts';
import { containersOf } from '../../core/pod/containers.ts';
import { bestPod, isReachable } from '../../core/pod/ports.ts';
import { serviceNames } from '../../core/service/names.ts';
import type { Pod, StatefulSet } from '../../core/statefulset/model.ts';
import type { CommandSay } from '../../words/words.ts';
import type { LiveCluster } from '../connect/session.ts';
import { siteOf } from '../connect/site.ts';
import { workloadOf } from '../connect/touched.ts';
import { nameLines } from '../lookup/name-told.ts';
import { nameOfRow, namesOf, type PredictedName } from '../lookup/questions.ts';
import { answer } from '../problems.ts';
import { named, type Target } from '../target.ts';
import { debugCommand } from '../terminal/news-text.ts';
import { podsOf } from './choose-place.ts';
import { chooseTarget, targetOf } from './choose-target.ts';
import type { Deps } from './deps.ts';
import { liveSet } from './live.ts';
import { pickOne } from './pick-one.ts';
import { whereOf } from './protect.ts';
import { clusterToReach } from './reach.ts';
import { titleIn } from './title-in.ts';

/** Looks a name of a set up inside one of its pods, and shows the answer beside what the endpoint slices let expect. It changes nothing. */
export async function resolveNameCommand(
  deps: Deps,
  channel: () => vscode.OutputChannel,
  argument: unknown,
): Promise<void> {
  const { say } = deps;
  const cluster = clusterToReach(deps, argument);
  const set = await chooseSet(cluster, argument, deps);
  const names = namesNow(cluster, set, say);
  const { type, name, subject } =
    (typeof argument === 'string' ? nameOfRow(argument, names) : undefined) ??
    (await chooseName(names, titleIn(say('lookup-which'), cluster, deps), say));
  const place = placeFor(podsOf(cluster, targetFor(set)), subject, named(targetFor(set)), say);
  const answered = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      cancellable: true,
      title: say('lookup-asking', { name, pod: place.name }),
    },
    async (_, cancelled) => {
      const ending = new AbortController();
      const listener = cancelled.onCancellationRequested(() => ending.abort());
      try {
        return await askName(cluster.connection, place, { type, name }, ending.signal);
      } finally {
        listener.dispose();
      }
    },
  );
  if (answered === undefined) throw noProgram(cluster, place, say);
  // What holds now, not when it was asked: an answer takes its time.
  const predicted = predictedNow(cluster, set, { type, name }, say);
  const lines = nameLines(
    { question: { type, name }, place, answered, predicted, subject },
    whereOf(cluster, place.namespace, say),
    say,
  );
  const shown = channel();
  for (const line of lines) shown.appendLine(line);
  shown.show(true);
}

/** The set whose pod, whose Service or which itself a row is about; else one that is picked. */
async function chooseSet(cluster: LiveCluster, argument: unknown, deps: Deps): Promise<StatefulSet> {
  const { say, tree } = deps;
  const { mirror } = cluster;
  const given = targetOf(argument, cluster, tree.row.bind(tree));
  if (given?.kind === 'Service') {
    const own = mirror.list('StatefulSet', given.namespace).find(({ spec }) => spec.serviceName === given.name);
    if (own !== undefined) return own;
  }
  if (given?.kind === 'Pod') {
    // The name of a pod that is missing leads to its set by its name alone.
    const pod = mirror.get('Pod', given.namespace, given.name);
    const owner = pod === undefined ? given.name.replace(/-\d+$/, '') : workloadOf(mirror, pod)?.name;
    const own = owner === undefined ? undefined : mirror.get('StatefulSet', given.namespace, owner);
    if (own !== undefined) return own;
  }
  const target = await chooseTarget(argument, ['StatefulSet'], say('choose-lookup'), cluster, deps);
  return liveSet(cluster, target, say);
}

function namesNow(cluster: LiveCluster, set: StatefulSet, say: CommandSay): PredictedName[] {
  const { mirror } = cluster;
  const { namespace = '' } = set.metadata;
  const name = set.spec.serviceName ?? '';
  const service = name === '' ? undefined : mirror.get('Service', namespace, name);
  if (service === undefined) throw answer(say, 'lookup-no-service', { object: named(targetFor(set)) });
  const slices = mirror.indexed('EndpointSlice', slicesOf(namespace, name));
  return namesOf(serviceNames(set, service, slices, podsOf(cluster, targetFor(set))));
}

function predictedNow(
  cluster: LiveCluster,
  set: StatefulSet,
  question: Pick<PredictedName, 'type' | 'name'>,
  say: CommandSay,
): readonly string[] | undefined {
  const state = cluster.mirror.status('EndpointSlice', set.metadata.namespace)?.state;
  if (state !== 'live' && state !== 'polling' && state !== 'stale') return undefined;
  const names = namesNow(cluster, set, say);
  return names.find(({ type, name }) => type === question.type && name === question.name)?.predicted;
}

async function chooseName(names: readonly PredictedName[], title: string, say: CommandSay): Promise<PredictedName> {
  const items = names.map(each => ({
    label: each.name,
    description:
      each.subject === undefined
        ? each.type === 'A'
          ? say('lookup-service')
          : say('lookup-port', { name: /^_([^.]+)/.exec(each.name)?.[1] ?? '' })
        : say('lookup-pod', { pod: each.subject }),
    each,
  }));
  return (await pickOne(items, { title })).each;
}

/** Where to ask: in a pod that runs, if possible not the one whose name it is, because that one knows itself. */
function placeFor(pods: readonly Pod[], subject: string | undefined, object: string, say: CommandSay): Place {
  const running = pods.filter(isReachable);
  const pod = bestPod(running.filter(({ metadata }) => metadata.name !== subject)) ?? bestPod(running);
  const container = pod === undefined ? undefined : containersOf(pod).find(({ isRunning }) => isRunning);
  if (pod === undefined || container === undefined) throw answer(say, 'no-pod-runs', { object });
  return { namespace: pod.metadata.namespace ?? '', name: pod.metadata.name, container: container.name };
}

function noProgram(cluster: LiveCluster, place: Place, say: CommandSay) {
  const { name: context, server } = cluster.context;
  const command = commandLine(debugCommand({ ...place, context, server, site: siteOf(cluster) }));
  return answer(say, 'lookup-no-program', { container: place.container, pod: place.name, command });
}

function targetFor({ metadata: { namespace = '', name } }: StatefulSet): Target {
  return { kind: 'StatefulSet', namespace, name };
}
