import * as vscode from 'vscode';
import { containersOf } from '../../core/pod/containers.ts';
import type { Pod } from '../../core/statefulset/model.ts';
import type { CommandSay } from '../../words/words.ts';
import { amongContexts } from '../connect/among-contexts.ts';
import type { LogRange } from '../logs/follow-logs.ts';
import type { LogChannels } from '../logs/log-channels.ts';
import { openLogs } from '../logs/log-document.ts';
import { restartedRunsOf } from '../logs/runs.ts';
import { answer } from '../problems.ts';
import { named } from '../target.ts';
import { podsOf } from './choose-place.ts';
import { chooseTargets, tellLeftOut } from './choose-targets.ts';
import type { Deps } from './deps.ts';
import { livePod, liveWorkload } from './live.ts';
import { pickOne } from './pick-one.ts';
import { clusterToReach } from './reach.ts';

/** Lines of what was written before, when a log is followed. */
const BEFORE = 100;
/** Lines of each log that an editor gets. */
const IN_EDITOR = 10_000;

/** Shows the logs of a pod, or of several pods and of all pods of workloads together. */
export async function showLogsCommand(
  deps: Deps,
  channels: LogChannels,
  argument: unknown,
  selected?: unknown,
): Promise<void> {
  const { say, desk, errors } = deps;
  const cluster = clusterToReach(deps, argument);
  const kinds = ['StatefulSet', 'Deployment', 'Pod'] as const;
  const { targets, leftOut } = await chooseTargets(argument, selected, kinds, say('choose-logs'), cluster, deps);
  // Asked at once, so that a target that is gone is told before anything is chosen.
  for (const target of targets) {
    if (target.kind === 'Pod') livePod(cluster, target, say);
    else liveWorkload(cluster, target, say);
  }
  // Asked of the connection of the time: logs are followed through several.
  const pods = () => uniquePods(targets.flatMap(target => podsOf(desk.find(cluster.key) ?? cluster, target)));
  const [first, ...others] = targets;
  const object = others.length === 0 ? named(first) : targets.map(({ name }) => name).join(', ');
  const called = amongContexts(object, cluster.context, desk.contexts, say);
  const range = await chooseRange(called, pods(), say);
  const container = await chooseContainer(pods(), say);
  const name = others.length === 0 ? first.name : `${first.name} +${others.length}`;
  const several = others.length > 0 || first.kind !== 'Pod';
  const subject = { name, namespace: first.namespace, several, container };
  if (range.kind === 'editor') await openLogs(cluster, subject, pods, range.lines, { errors, say });
  else channels.show(cluster, subject, pods, range);
  tellLeftOut(leftOut, deps);
}

/** One of several containers, or all of them; not asked where there is one only. */
async function chooseContainer(pods: readonly Pod[], say: CommandSay): Promise<string | undefined> {
  const names = [...new Set(pods.flatMap(pod => containersOf(pod).map(({ name }) => name)))];
  if (names.length < 2) return undefined;
  const items = [
    { label: say('logs-all-containers'), container: undefined },
    ...names.map(label => ({ label, container: label })),
  ];
  return (await pickOne(items, { title: say('logs-containers') })).container;
}

export function stopLogsCommand({ say }: Deps, channels: LogChannels): void {
  if (channels.stop() === 0) throw answer(say, 'log-nothing-followed');
  vscode.window.setStatusBarMessage(say('log-stopped'), 3_000);
}

/** A pod may be selected together with its set. */
function uniquePods(pods: readonly Pod[]): Pod[] {
  return [...new Map(pods.map(pod => [`${pod.metadata.namespace ?? ''}/${pod.metadata.name}`, pod])).values()];
}

type Wanted = LogRange | { readonly kind: 'editor'; readonly lines: number };

async function chooseRange(object: string, pods: readonly Pod[], say: CommandSay): Promise<Wanted> {
  const items: (vscode.QuickPickItem & { readonly range: Wanted })[] = [
    { label: say('logs-follow', { lines: BEFORE }), range: { kind: 'follow', lines: BEFORE } },
    { label: say('logs-last', { lines: 1_000 }), range: { kind: 'last', lines: 1_000 } },
    { label: say('logs-since', { minutes: 10 }), range: { kind: 'since', seconds: 600 } },
    { label: say('logs-since', { minutes: 60 }), range: { kind: 'since', seconds: 3_600 } },
    ...(restartedRunsOf(pods).length === 0
      ? []
      : [{ label: say('logs-previous'), range: { kind: 'previous' } as const }]),
    { label: say('logs-editor', { lines: IN_EDITOR }), range: { kind: 'editor', lines: IN_EDITOR } },
  ];
  return (await pickOne(items, { title: say('logs-title', { object }) })).range;
}
