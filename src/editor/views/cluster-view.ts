import * as vscode from 'vscode';
import type { Say } from '../../words/words.ts';
import { awayMessage, awayOf } from '../connect/away.ts';
import { contextName } from '../connect/context-name.ts';
import type { OpenContext, OpenContexts } from '../connect/contexts.ts';
import type { Memory } from '../connect/memory.ts';
import type { BarFacts } from '../connect/status-text.ts';
import type { contextSetter } from '../context.ts';
import { Disposables } from '../dispose.ts';
import type { Errors } from '../errors.ts';
import { contextKeys } from '../ids.ts';
import { type Readable, type Signal, signal } from '../signal.ts';
import type { Place } from './context-row.ts';
import { type ContextTree, contextTree } from './context-tree.ts';
import { filterText } from './filter-text.ts';
import { Forest } from './forest.ts';
import { isFiltered, type Look, lookFrom } from './look.ts';
import { barFacts, shownState } from './shown-state.ts';
import { ClusterTree } from './tree.ts';

/** The trees of the open contexts with all that tells how well they are known: message, welcome view, status bar. */
export interface ClusterView extends vscode.Disposable {
  readonly tree: Forest;
  /** Brings a row into sight, opens what it stands under, and gives it the keyboard. */
  readonly reveal: (id: string) => Thenable<void>;
  readonly bar: Readable<BarFacts>;
  /** What is left out of the tree, and what stands first; kept with the workspace. */
  readonly look: Signal<Look>;
}

/** Where the workspace keeps how the tree is looked at. */
const LOOK = 'look';

export function clusterView(
  contexts: OpenContexts,
  setContext: ReturnType<typeof contextSetter>,
  errors: Errors,
  say: Say,
  memory: Memory,
): ClusterView {
  const held = new Disposables();
  const bar = signal<BarFacts>({ kind: 'none' });
  const look = signal<Look>(lookFrom(memory.get(LOOK)));
  const forest = new Forest();
  const trees = new Map<string, ContextTree>();
  const tree = held.add(new ClusterTree(forest, errors));
  let shownNames = '';

  function plant(context: OpenContext): void {
    const { key } = context;
    const planted = contextTree({
      context,
      place: () => placeOf(context, contexts),
      called: named => contextName(named, contexts),
      look,
      isVisible: tree.view.visible,
      say,
      onTouched: touched => tree.touch(key, touched),
      onHealth: showHealth,
      onTrouble: showTrouble,
    });
    trees.set(key, planted);
    forest.plant(key, planted.model);
  }

  /** Contexts came or went, or another is active: every root says so. */
  function showContexts(): void {
    const open = contexts.all.get();
    for (const [key, planted] of trees) {
      if (open.some(context => context.key === key)) continue;
      planted.dispose();
      trees.delete(key);
      forest.fell(key);
    }
    for (const context of open) if (!trees.has(context.key)) plant(context);
    showAll();
    showTrouble();
  }

  /** A context that leads elsewhere than before may make others namesakes, or no longer. */
  function showNames(): void {
    const names = contexts.all.get().map(({ session }) => session.chosen()?.context.name ?? '');
    if (JSON.stringify(names) === shownNames) return;
    shownNames = JSON.stringify(names);
    showAll();
  }

  function showAll(): void {
    tree.touchAll(trees.keys());
    showHealth();
  }

  function showLook(): void {
    errors.run('keeping the filter', () => memory.update(LOOK, look.get()));
    showAll();
    tree.openNext();
  }

  function showTrouble(): void {
    const count = contexts.all.get().reduce((sum, { verdicts }) => sum + (verdicts.current?.troubled ?? 0), 0);
    const tooltip = count === 1 ? say('badge-one') : say('badge-many', { count });
    tree.view.badge = count === 0 ? undefined : { value: count, tooltip };
  }

  function showHealth(): void {
    const open = contexts.all.get();
    const { state, problem } = shownState(contexts);
    setContext(contextKeys.state, state);
    setContext(contextKeys.problem, problem);
    setContext(contextKeys.several, open.length > 1);
    setContext(contextKeys.filtered, isFiltered(look.get()));
    const filtered = state === 'connected' ? filterText(look.get(), say) : undefined;
    const away = open.flatMap(({ session }) => {
      const found = awayOf(session.state.get());
      if (found === undefined) return [];
      return [{ ...found, context: contextName({ name: found.context, server: found.server }, contexts) }];
    });
    const lines = [awayMessage(away, say), filtered].filter(line => line !== undefined);
    tree.view.message = lines.join(' ');
    bar.set(barFacts(contexts, say));
  }

  held.add(contexts.all.onChange(showContexts));
  held.add(contexts.onState(showNames));
  held.add(contexts.active.onChange(showAll));
  held.add(look.onChange(showLook));
  held.add(
    tree.view.onDidChangeVisibility(({ visible }) => {
      for (const planted of trees.values()) planted.watchEvents(visible);
    }),
  );
  held.add(
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration('ordinal')) showAll();
    }),
  );
  held.add({
    dispose() {
      for (const planted of trees.values()) planted.dispose();
    },
  });
  showContexts();
  const reveal = (id: string) => tree.view.reveal(id, { select: true, focus: true, expand: false });
  return { tree: forest, reveal, bar, look, dispose: () => held.dispose() };
}

function placeOf(context: OpenContext, contexts: OpenContexts): Place {
  if (contexts.all.get().length < 2) return 'alone';
  return contexts.active.get() === context ? 'active' : 'beside';
}
