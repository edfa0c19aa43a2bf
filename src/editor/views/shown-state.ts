import type { Say } from '../../words/words.ts';
import { awayOf, awaySentence } from '../connect/away.ts';
import { contextName } from '../connect/context-name.ts';
import { clusterOf, type OpenContexts } from '../connect/contexts.ts';
import { healthOf } from '../connect/health.ts';
import type { BarFacts } from '../connect/status-text.ts';
import { isProtected } from '../protection.ts';
import { isReadOnly, protectedContexts } from '../settings.ts';

/** What the welcome view is chosen by. Among several contexts each says for itself, in its row, how it stands. */
export function shownState(contexts: OpenContexts): { readonly state: string; readonly problem: string } {
  const [only, ...others] = contexts.all.get();
  if (only === undefined) return { state: 'none', problem: '' };
  if (others.length > 0) return { state: 'connected', problem: '' };
  const state = only.session.state.get();
  if (state.kind === 'failed') return { state: 'failed', problem: state.failure.kind };
  if (state.kind !== 'connected') return { state: 'connecting', problem: '' };
  const health = healthOf(state.cluster.mirror);
  if (health.state === 'failed') return { state: 'failed', problem: health.failure.kind };
  return { state: health.state === 'loading' ? 'connecting' : 'connected', problem: '' };
}

/** What the status bar says of the active context. */
export function barFacts(contexts: Pick<OpenContexts, 'active' | 'all'>, say: Say): BarFacts {
  const active = contexts.active.get();
  const others = contexts.all.get().length - 1;
  const state = active?.session.state.get();
  if (active === undefined || state === undefined || state.kind === 'none') return { kind: 'none' };
  if (state.kind === 'connecting') return { kind: 'connecting', context: contextName(state.context, contexts), others };
  const away = awayOf(state);
  const reason = away === undefined ? undefined : awaySentence(away, say);
  const cluster = clusterOf(active);
  if (cluster === undefined) {
    const context = state.kind === 'failed' ? contextName(state.context, contexts) : '';
    return { kind: 'failed', context, reason: reason ?? '', others };
  }
  const { context, namespace, isPractice } = cluster;
  return {
    kind: 'connected',
    context: contextName(context, contexts),
    namespace,
    server: context.server,
    insecure: context.insecure,
    readOnly: !isPractice && isReadOnly(),
    protected: !isPractice && isProtected(context.name, protectedContexts()),
    away: reason,
    others,
  };
}
