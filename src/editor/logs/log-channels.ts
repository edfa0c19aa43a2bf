import * as vscode from 'vscode';
import type { Pod } from '../../core/statefulset/model.ts';
import type { Say } from '../../words/words.ts';
import type { LiveCluster } from '../connect/session.ts';
import { type Disposable, Disposables } from '../dispose.ts';
import { logChannel } from '../ids.ts';
import { pacer } from '../pace.ts';
import { followLogs, type LogRange } from './follow-logs.ts';

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

export function logChannels(say: Say): LogChannels {
  const held = new Disposables();
  const channels = new Map<string, vscode.OutputChannel>();
  const followed = new Map<string, Disposable>();

  function channelOf(name: string): vscode.OutputChannel {
    const known = channels.get(name) ?? held.add(vscode.window.createOutputChannel(name));
    channels.set(name, known);
    return known;
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
      const name = logChannel(target.name);
      const channel = channelOf(name);
      followed.get(name)?.dispose();
      channel.clear();
      channel.show(true);
      const where = `${cluster.context.name} / ${target.namespace}`;
      channel.appendLine(say(range.kind === 'follow' ? 'log-follows' : 'log-reads', { target: target.name, where }));
      const following = followLogs({
        connection: cluster.connection,
        pods,
        subscribe: listener => cluster.mirror.subscribe(listener),
        range,
        container: target.container,
        several: target.several,
        write: pacer(text => channel.append(text)),
        tell(code, { pod, container }, detail) {
          channel.appendLine(say.data({ code, values: { pod, container, detail } }));
        },
        onEnd() {
          followed.delete(name);
          channel.appendLine(say('log-is-all'));
        },
      });
      if (range.kind === 'follow') followed.set(name, following);
    },
    stop,
    dispose: () => held.dispose(),
  };
}
