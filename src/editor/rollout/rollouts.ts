import * as vscode from 'vscode';
import { toldOnce } from '../../core/statefulset/told-once.ts';
import type { Say } from '../../words/words.ts';
import { contextName } from '../connect/context-name.ts';
import { clusterOf, type OpenContexts } from '../connect/contexts.ts';
import type { LiveCluster } from '../connect/session.ts';
import { type Disposable, Disposables } from '../dispose.ts';
import { ROLLOUT_CHANNEL } from '../ids.ts';
import { tellVerdicts } from '../verdicts/tell-verdicts.ts';
import type { WorkloadKey } from '../views/tree-model.ts';
import { type FollowedChange, followRollout } from './follow.ts';

/** The rollouts being followed, all in one output channel. They end with the connection, or when another namespace is shown. */
export interface Rollouts extends vscode.Disposable {
  /** Shows the channel and follows a workload: the change that was just made, or the next rollout. */
  follow(cluster: LiveCluster, target: WorkloadKey, change?: FollowedChange): void;
}

interface Followed extends Disposable {
  readonly cluster: LiveCluster;
}

export function rolloutChannel(contexts: OpenContexts, say: Say): Rollouts {
  const held = new Disposables();
  const followed = new Map<string, Followed>();
  let channel: vscode.OutputChannel | undefined;

  function stop(key: string): void {
    followed.get(key)?.dispose();
    followed.delete(key);
  }

  /** Ends those whose mirror is no longer the one of an open context. */
  function stopEnded(): void {
    for (const [key, { cluster }] of followed) {
      if (clusterOf(contexts.of(cluster.key))?.mirror !== cluster.mirror) stop(key);
    }
  }

  /** With several contexts open a line says of which it is: names are mostly the same in both. */
  function lineOf(line: string, cluster: LiveCluster): string {
    return contexts.all.get().length > 1 ? `[${contextName(cluster.context, contexts)}] ${line}` : line;
  }

  held.add({
    dispose() {
      for (const key of [...followed.keys()]) stop(key);
    },
  });
  held.add(contexts.onState(stopEnded));
  return {
    follow(cluster, target, change) {
      channel ??= held.add(vscode.window.createOutputChannel(ROLLOUT_CHANNEL));
      const output = channel;
      const key = `${cluster.key}/${target.kind}/${target.namespace}/${target.name}`;
      stop(key);
      output.show(true);
      const write = (line: string) => output.appendLine(lineOf(line, cluster));
      const told = toldOnce();
      const following = new Disposables();
      const entry: Followed = { cluster, dispose: () => following.dispose() };
      followed.set(key, entry);
      following.add(
        followRollout({
          mirror: cluster.mirror,
          target,
          where: `${cluster.context.name} / ${target.namespace}`,
          change,
          say,
          write,
          told,
          onEnd() {
            following.dispose();
            if (followed.get(key) === entry) followed.delete(key);
          },
        }),
      );
      if (following.disposed) return;
      const verdicts = contexts.of(cluster.key)?.verdicts;
      if (verdicts === undefined) return;
      following.add(verdicts.look(cluster, target.namespace));
      following.add(tellVerdicts(verdicts, target, say, write, told));
    },
    dispose: () => held.dispose(),
  };
}
