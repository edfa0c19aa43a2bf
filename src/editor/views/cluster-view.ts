import * as vscode from 'vscode';
import type { KindName, KindStatus, MirrorNews } from '../../cluster/mirror.ts';
import { clockTime } from '../../core/clock-time.ts';
import type { Say } from '../../words/words.ts';
import { type Health, healthOf } from '../connect/health.ts';
import type { Memory } from '../connect/memory.ts';
import type { LiveCluster, Session, SessionState } from '../connect/session.ts';
import type { BarFacts } from '../connect/status-text.ts';
import { touchedBy } from '../connect/touched.ts';
import type { contextSetter } from '../context.ts';
import { Disposables, onDispose, Slot } from '../dispose.ts';
import type { Errors } from '../errors.ts';
import { contextKeys } from '../ids.ts';
import { failureSentence } from '../problems.ts';
import { isProtected } from '../protection.ts';
import { isReadOnly, protectedContexts } from '../settings.ts';
import { type Readable, type Signal, signal } from '../signal.ts';
import type { LiveVerdicts } from '../verdicts/live-verdicts.ts';
import { filterText } from './filter-text.ts';
import { isFiltered, type Look, lookFrom } from './look.ts';
import { lookedAt } from './looked-at.ts';
import { mirrorSource } from './source.ts';
import { ClusterTree } from './tree.ts';
import { type Touched, TreeModel } from './tree-model.ts';

/** The tree of the connected cluster with all that tells how well it is known: message, welcome view, status bar. */
export interface ClusterView extends vscode.Disposable {
  readonly model: TreeModel;
  readonly bar: Readable<BarFacts>;
  /** What is left out of the tree, and what stands first; kept with the workspace. */
  readonly look: Signal<Look>;
}

export function clusterView(
  session: Session,
  verdicts: LiveVerdicts,
  setContext: ReturnType<typeof contextSetter>,
  errors: Errors,
  say: Say,
  memory: Memory,
): ClusterView {
  const held = new Disposables();
  const following = held.add(new Slot());
  const looking = held.add(new Slot());
  const bar = signal<BarFacts>({ kind: 'none' });
  const states = new Map<KindName, KindStatus['state'] | undefined>();
  const look = signal<Look>(lookFrom(memory.get(LOOK)));
  const source = mirrorSource(
    () => connected(session.state.get()),
    isReadOnly,
    say,
    Date.now,
    key => verdicts.current?.of(key),
  );
  const model = new TreeModel(lookedAt(source, look.get, say));
  const tree = held.add(new ClusterTree(model, errors));

  function showState(state: SessionState): void {
    const cluster = connected(state);
    states.clear();
    following.set(cluster === undefined ? undefined : onDispose(cluster.mirror.subscribe(news => take(cluster, news))));
    watchEvents();
    tree.touch(['all']);
    showHealth();
  }

  function showLook(): void {
    errors.run('keeping the filter', () => memory.update(LOOK, look.get()));
    tree.touch(['all']);
    tree.openNext();
    showHealth();
  }

  /** Events are many, and only the reasons of verdicts need them: they are followed while the view can be seen. */
  function watchEvents(): void {
    const cluster = connected(session.state.get());
    const namespace = cluster?.namespace === '' ? undefined : cluster?.namespace;
    looking.set(cluster === undefined || !tree.view.visible ? undefined : verdicts.look(cluster, namespace));
  }

  function showVerdicts(keys: readonly Touched[] | 'all'): void {
    tree.touch(keys === 'all' ? ['all'] : keys);
    const count = verdicts.current?.troubled ?? 0;
    const tooltip = count === 1 ? say('badge-one') : say('badge-many', { count });
    tree.view.badge = count === 0 ? undefined : { value: count, tooltip };
  }

  function take(cluster: LiveCluster, news: MirrorNews): void {
    tree.touch(news.changes.flatMap(change => touchedBy(cluster.mirror, change)));
    // A list that grows page by page is no news; that it is complete is, for every row that says what is missing.
    const changed = news.statuses.filter(kind => states.get(kind) !== cluster.mirror.status(kind)?.state);
    for (const kind of changed) states.set(kind, cluster.mirror.status(kind)?.state);
    if (changed.length === 0) return;
    tree.touch(['all']);
    showHealth();
  }

  function showHealth(): void {
    const state = session.state.get();
    const cluster = connected(state);
    const health = cluster === undefined ? undefined : healthOf(cluster.mirror);
    const shown = shownState(state, health);
    setContext(contextKeys.state, shown.state);
    setContext(contextKeys.problem, shown.problem);
    const stale = health?.state === 'stale' ? staleMessage(health, cluster?.context.server ?? '', say) : undefined;
    const filtered = cluster === undefined ? undefined : filterText(look.get(), say);
    tree.view.message = [stale, filtered].filter(text => text !== undefined).join('\n');
    setContext(contextKeys.filtered, isFiltered(look.get()));
    bar.set(barFacts(state, health, say));
  }

  held.add(session.state.onChange(showState));
  held.add(verdicts.onChange(showVerdicts));
  held.add(look.onChange(showLook));
  held.add(tree.view.onDidChangeVisibility(watchEvents));
  held.add(
    vscode.workspace.onDidChangeConfiguration(event => {
      if (!event.affectsConfiguration('ordinal')) return;
      tree.touch(['all']);
      showHealth();
    }),
  );
  showState(session.state.get());
  return { model, bar, look, dispose: () => held.dispose() };
}

/** Under which name the workspace remembers how its tree looks. */
const LOOK = 'look';

function connected(state: SessionState): LiveCluster | undefined {
  return state.kind === 'connected' ? state.cluster : undefined;
}

/** What the welcome view is chosen by. A connection whose StatefulSets are still being listed is not there yet. */
function shownState(
  state: SessionState,
  health: Health | undefined,
): { readonly state: string; readonly problem: string } {
  if (state.kind === 'failed') return { state: 'failed', problem: state.failure.kind };
  if (health?.state === 'failed') return { state: 'failed', problem: health.failure.kind };
  if (health?.state === 'loading') return { state: 'connecting', problem: '' };
  return { state: state.kind, problem: '' };
}

function staleMessage(health: Extract<Health, { state: 'stale' }>, server: string, say: Say): string {
  const time = clockTime(health.since);
  if (health.keepsTrying) return say('stale-since', { time });
  return say('stale-until-person', { time, reason: failureSentence(health.failure, say, server) });
}

function barFacts(state: SessionState, health: Health | undefined, say: Say): BarFacts {
  switch (state.kind) {
    case 'none':
      return { kind: 'none' };
    case 'connecting':
      return { kind: 'connecting', context: state.context.name };
    case 'failed': {
      const { context, failure } = state;
      return { kind: 'failed', context: context.name, reason: failureSentence(failure, say, context.server) };
    }
    case 'connected': {
      const { context, namespace, isPractice } = state.cluster;
      return {
        kind: 'connected',
        context: context.name,
        namespace,
        server: context.server,
        insecure: context.insecure,
        readOnly: !isPractice && isReadOnly(),
        protected: !isPractice && isProtected(context.name, protectedContexts()),
        staleSince: health?.state === 'stale' ? clockTime(health.since) : undefined,
      };
    }
  }
}
