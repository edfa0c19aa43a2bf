import type { KindName, KindStatus, MirrorNews } from '../../cluster/mirror.ts';
import type { Say } from '../../words/words.ts';
import type { Named } from '../connect/context-name.ts';
import { clusterOf, type OpenContext } from '../connect/contexts.ts';
import type { LiveCluster } from '../connect/session.ts';
import { touchedBy } from '../connect/touched.ts';
import { type Disposable, Disposables, onDispose, Slot } from '../dispose.ts';
import { isProtected } from '../protection.ts';
import { isReadOnly, protectedContexts } from '../settings.ts';
import type { Readable } from '../signal.ts';
import type { Place } from './context-row.ts';
import type { Look } from './look.ts';
import { lookedAt } from './looked-at.ts';
import { mirrorSource } from './source.ts';
import { type Touched, TreeModel } from './tree-model.ts';

/** The tree of one open context, kept up to date for as long as it is open. */
export interface ContextTree extends Disposable {
  readonly model: TreeModel;
  /** The view came into sight or went out of it. */
  watchEvents(isVisible: boolean): void;
}

export interface ContextTreeParts {
  readonly context: OpenContext;
  /** How the context stands among those that are open. */
  readonly place: () => Place;
  /** What it is called among them. */
  readonly called: (context: Named) => string;
  readonly look: Readable<Look>;
  readonly isVisible: boolean;
  readonly say: Say;
  /** Rows to draw again. */
  readonly onTouched: (touched: readonly Touched[]) => void;
  /** It is known better or worse than before. */
  readonly onHealth: () => void;
  /** More or fewer workloads are in trouble. */
  readonly onTrouble: () => void;
}

export function contextTree(parts: ContextTreeParts): ContextTree {
  const { context, place, called, look, say, onTouched, onHealth, onTrouble } = parts;
  const { session, verdicts } = context;
  const held = new Disposables();
  const following = held.add(new Slot());
  const looking = held.add(new Slot());
  const states = new Map<KindName, string>();
  let isVisible = parts.isVisible;
  const source = mirrorSource({
    state: session.state.get,
    place,
    called,
    guardOf: name => ({ readOnly: isReadOnly(), protected: isProtected(name, protectedContexts()) }),
    say,
    now: Date.now,
    verdictOf: key => verdicts.current?.of(key),
  });
  const model = new TreeModel(lookedAt(source, look.get, say));

  function showState(): void {
    const cluster = clusterOf(context);
    states.clear();
    following.set(cluster === undefined ? undefined : onDispose(cluster.mirror.subscribe(news => take(cluster, news))));
    watchEvents();
    onTouched(['all']);
    onHealth();
  }

  /** Events are many, and only the reasons of verdicts need them: they are followed while the view can be seen. */
  function watchEvents(): void {
    const cluster = clusterOf(context);
    const namespace = cluster?.namespace === '' ? undefined : cluster?.namespace;
    looking.set(cluster === undefined || !isVisible ? undefined : verdicts.look(cluster, namespace));
  }

  function take(cluster: LiveCluster, news: MirrorNews): void {
    onTouched(news.changes.flatMap(change => touchedBy(cluster.mirror, change)));
    // A list that grows page by page is no news; that it is complete is, for every row that says what is missing.
    const changed = news.statuses.filter(kind => states.get(kind) !== standing(cluster.mirror.status(kind)));
    for (const kind of changed) states.set(kind, standing(cluster.mirror.status(kind)));
    if (changed.length > 0) onTouched(['all']);
    if (news.statuses.length > 0) onHealth();
  }

  held.add(session.state.onChange(showState));
  held.add(
    verdicts.onChange(keys => {
      onTouched(keys === 'all' ? ['all'] : keys);
      onTrouble();
    }),
  );
  showState();
  return {
    model,
    watchEvents(visible) {
      isVisible = visible;
      watchEvents();
    },
    dispose: () => held.dispose(),
  };
}

/** How a kind stands, and why: a cluster that stays away for another cause reads differently. */
function standing(status: KindStatus | undefined): string {
  if (status === undefined) return '';
  const { kind = '', detail = '' } = 'failure' in status ? status.failure : {};
  return `${status.state}/${kind}/${detail}`;
}
