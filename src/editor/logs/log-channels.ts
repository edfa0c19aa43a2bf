import * as vscode from 'vscode';
import type { Pod } from '../../core/statefulset/model.ts';
import type { CommandSay } from '../../words/words.ts';
import type { OpenContexts } from '../connect/contexts.ts';
import type { LiveCluster } from '../connect/session.ts';
import { steadyContext } from '../connect/steady-context.ts';
import { type Disposable, Disposables } from '../dispose.ts';
import type { Errors } from '../errors.ts';
import { logChannel } from '../ids.ts';
import { pacer } from '../pace.ts';
import { followLogs, type LogRange } from './follow-logs.ts';
import { logNewsText } from './log-news.ts';

/** What logs are of. */
export interface LogSubject {
  readonly name: string;
  readonly namespace: string;
  /** Each line then begins with the name of its pod. */
  readonly several: boolean;
  /** The one container of each pod that is wanted; all of them without it. */
  readonly container?: string | undefined;
}

/** The output channels with logs, one for each pod or workload. */
export interface LogChannels extends vscode.Disposable {
  /** Shows the logs of these pods; whatever was followed in the same channel ends. */
  show(cluster: LiveCluster, target: LogSubject, pods: () => readonly Pod[], range: LogRange): void;
  /** Ends all that is followed; says how many logs that were. */
  stop(): number;
}

export function logChannels(
  contexts: Pick<OpenContexts, 'all' | 'of' | 'onState'>,
  errors: Errors,
  say: CommandSay,
): LogChannels {
  const held = new Disposables();
  /** By context, namespace and name: what is called web in one cluster is another web in the next. */
  const channels = new Map<string, vscode.OutputChannel>();
  const followed = new Map<string, Disposable>();

  /** The plain name is for the first of that name while one context is open, others say where they are. */
  function channelOf(key: string, name: string, where: string): vscode.OutputChannel {
    const known = channels.get(key);
    if (known !== undefined) return known;
    const isTaken =
      contexts.all.get().length > 1 || [...channels.values()].some(channel => channel.name === logChannel(name));
    const made = held.add(vscode.window.createOutputChannel(logChannel(isTaken ? `${name} (${where})` : name)));
    channels.set(key, made);
    return made;
  }

  function stop(): number {
    const count = followed.size;
    for (const following of followed.values()) following.dispose();
    followed.clear();
    return count;
  }

  held.add({ dispose: stop });
  return {
    show(cluster, target, pods, range) {
      const steady = steadyContext(contexts, cluster.key);
      const key = `${cluster.key}/${target.namespace}/${target.name}`;
      const where = `${cluster.context.name} / ${target.namespace}`;
      const channel = channelOf(key, target.name, where);
      followed.get(key)?.dispose();
      channel.clear();
      channel.show(true);
      channel.appendLine(say(range.kind === 'follow' ? 'log-follows' : 'log-reads', { target: target.name, where }));
      const own = new Disposables();
      const end = () => {
        own.dispose();
        if (followed.get(key) === own) followed.delete(key);
      };
      followed.set(key, own);
      own.add(
        steady.onClosed(() => {
          end();
          channel.appendLine(say('log-context-closed', { context: cluster.context.name }));
        }),
      );
      const following = followLogs({
        connection: steady.connection,
        pods,
        isClear: () => isListed(steady.cluster(), target.namespace),
        subscribe: listener => steady.follow(listener),
        range,
        container: target.container,
        several: target.several,
        // What still waits to be drawn when the logs end belongs to nothing any more.
        write: pacer(text => {
          if (!own.disposed) channel.append(text);
        }),
        tell(news, run) {
          channel.appendLine(logNewsText(news, run, say));
        },
        onEnd() {
          end();
          channel.appendLine(say('log-is-all'));
        },
        errors,
      });
      own.add(following);
    },
    stop,
    dispose: () => held.dispose(),
  };
}

/** Whether the pods of a namespace have been listed over the connection that there is. */
function isListed(cluster: LiveCluster | undefined, namespace: string): boolean {
  const state = cluster?.mirror.status('Pod', namespace)?.state;
  return state === 'live' || state === 'polling' || state === 'stale';
}
