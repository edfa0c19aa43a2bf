import type { CommandSay } from '../../words/words.ts';
import type { LiveCluster } from '../connect/session.ts';
import { settingIds } from '../ids.ts';
import { answer, withButtons } from '../problems.ts';
import { isProtected } from '../protection.ts';
import { isReadOnly, machineSetting, protectedContexts } from '../settings.ts';
import { confirmByTyping } from './preview.ts';

/** Throws an answer where changes are refused. Nothing in the practice cluster needs protection. */
export function mustWrite(cluster: LiveCluster, say: CommandSay): void {
  if (cluster.isPractice || !isReadOnly()) return;
  throw withButtons(answer(say, 'is-read-only', { context: cluster.context.name }), {
    title: say('button-open-settings'),
    ...machineSetting(settingIds.readOnly),
  });
}

/** Where the context is protected, asks for its name. */
export async function mustConfirm(cluster: LiveCluster, say: CommandSay): Promise<void> {
  if (cluster.isPractice || !isProtected(cluster.context.name, protectedContexts())) return;
  await confirmByTyping(cluster.context.name, say);
}

export function whereOf(cluster: LiveCluster, namespace: string | undefined, say: CommandSay): string {
  const context = cluster.context.name;
  return namespace === undefined ? say('where-cluster', { context }) : say('where', { context, namespace });
}
