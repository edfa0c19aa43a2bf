import * as vscode from 'vscode';
import type { Say } from '../../words/words.ts';
import type { LiveCluster, Session } from '../connect/session.ts';
import { type Disposable, Disposables } from '../dispose.ts';
import { ROLLOUT_CHANNEL } from '../ids.ts';
import type { LiveVerdicts } from '../verdicts/live-verdicts.ts';
import { tellVerdicts } from '../verdicts/tell-verdicts.ts';
import type { WorkloadKey } from '../views/tree-model.ts';
import { type FollowedChange, followRollout } from './follow.ts';

/** The rollouts being followed, all in one output channel. They end with the connection. */
export interface Rollouts extends vscode.Disposable {
  /** Shows the channel and follows a workload: the change that was just made, or the next rollout. */
  follow(cluster: LiveCluster, target: WorkloadKey, change?: FollowedChange): void;
}

export function rolloutChannel(session: Session, verdicts: LiveVerdicts, say: Say): Rollouts {
  const held = new Disposables();
  const followed = new Map<string, Disposable>();
  let channel: vscode.OutputChannel | undefined;
  let mirror: LiveCluster['mirror'] | undefined;

  function stopAll(): void {
    for (const following of followed.values()) following.dispose();
    followed.clear();
  }

  held.add({ dispose: stopAll });
  held.add(
    session.state.onChange(state => {
      if (state.kind !== 'connected' || state.cluster.mirror !== mirror) stopAll();
    }),
  );
  return {
    follow(cluster, target, change) {
      channel ??= held.add(vscode.window.createOutputChannel(ROLLOUT_CHANNEL));
      const output = channel;
      const key = `${target.kind}/${target.namespace}/${target.name}`;
      mirror = cluster.mirror;
      followed.get(key)?.dispose();
      followed.delete(key);
      output.show(true);
      const write = (line: string) => output.appendLine(line);
      const following = new Disposables();
      followed.set(key, following);
      following.add(
        followRollout({
          mirror: cluster.mirror,
          target,
          where: `${cluster.context.name} / ${target.namespace}`,
          change,
          say,
          write,
          onEnd() {
            following.dispose();
            if (followed.get(key) === following) followed.delete(key);
          },
        }),
      );
      if (following.disposed) return;
      following.add(verdicts.look(cluster, target.namespace));
      following.add(tellVerdicts(verdicts, target, say, write));
    },
    dispose: () => held.dispose(),
  };
}
