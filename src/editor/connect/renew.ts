import type { Kubeconfig, ResolvedContext } from '../../cluster/kubeconfig.ts';
import type { Errors } from '../errors.ts';
import type { OpenContext, OpenContexts } from './contexts.ts';

/**
 * Takes over what changed in the kubeconfigs: contexts whose cluster or user is another now are connected anew, in the namespace that is
 * shown. One that is gone from the files stays open as it is; what it was connected with may still be right.
 */
export function renewContexts(contexts: OpenContexts, kubeconfig: Kubeconfig, errors: Pick<Errors, 'run'>): void {
  for (const open of contexts.all.get()) {
    const before = open.session.chosen();
    if (before === undefined || before.isPractice) continue;
    const now = kubeconfig.resolve(before.context.id);
    if (now === undefined || isSame(before.kubeconfig.resolve(before.context.id), now)) continue;
    errors.run('connecting after a change of the kubeconfig', () => connectAnew(open, kubeconfig, now));
  }
}

async function connectAnew(
  { session }: OpenContext,
  kubeconfig: Kubeconfig,
  { context }: ResolvedContext,
): Promise<void> {
  const before = session.chosen();
  if (before === undefined) return;
  await session.connect({ ...before, kubeconfig, context });
}

/** Whether they lead to the same server as the same user. The namespace of the context is not asked: the one that is shown was chosen. */
function isSame(before: ResolvedContext | undefined, now: ResolvedContext): boolean {
  return JSON.stringify([before?.cluster, before?.user]) === JSON.stringify([now.cluster, now.user]);
}
