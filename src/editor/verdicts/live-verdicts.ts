import type { KindName, KindStatus, Mirror } from '../../cluster/mirror.ts';
import type { Features } from '../../core/statefulset/decision.ts';
import { featuresOfServer } from '../../core/statefulset/features.ts';
import type { LiveCluster, Session, SessionState } from '../connect/session.ts';
import { touchedBy } from '../connect/touched.ts';
import { type Disposable, Disposables, onDispose, Slot } from '../dispose.ts';
import type { Errors } from '../errors.ts';
import type { Readable } from '../signal.ts';
import type { WorkloadKey } from '../views/tree-model.ts';
import { createVerdicts, type Verdicts } from './verdicts.ts';

/** How often it is looked whether time alone has made something stuck, in milliseconds. */
const TICK = 10_000;

/** The verdicts on the connected cluster, whichever that is. */
export interface LiveVerdicts extends Disposable {
  readonly current: Verdicts | undefined;
  /** What the controller of the connected cluster does as its version goes. */
  features(): Features;
  /** Calls back with what is judged otherwise than before, `all` when another cluster or namespace is shown. */
  onChange(listener: (keys: readonly WorkloadKey[] | 'all') => void): Disposable;
  /** Has events and nodes followed, without which some verdicts cannot be given, for as long as somebody looks. */
  look(cluster: LiveCluster, namespace: string | undefined): Disposable;
}

/** `server` is what the API server says its version is: some of the controller's ways depend on it. */
export function liveVerdicts(
  session: Pick<Session, 'state'>,
  server: Readable<string | undefined>,
  errors: Pick<Errors, 'note'>,
): LiveVerdicts {
  const held = new Disposables();
  const judging = held.add(new Slot());
  const listeners = new Set<(keys: readonly WorkloadKey[] | 'all') => void>();
  let current: Verdicts | undefined;
  const tell = (keys: readonly WorkloadKey[] | 'all') => {
    for (const listener of [...listeners]) listener(keys);
  };

  const features = () => featuresOfServer(server.get());

  function follow(state: SessionState): void {
    const mirror = state.kind === 'connected' ? state.cluster.mirror : undefined;
    judging.set(mirror === undefined ? undefined : judgeAll(mirror));
    tell('all');
  }

  function judgeAll(mirror: Mirror): Disposable {
    const own = new Disposables();
    const verdicts = createVerdicts(mirror, {
      features,
      onFault: error => errors.note('judging', error),
    });
    current = verdicts;
    own.add(
      onDispose(() => {
        verdicts.stop();
        if (current === verdicts) current = undefined;
      }),
    );
    own.add(onDispose(verdicts.onChange(tell)));
    const states = new Map<KindName, KindStatus['state'] | undefined>();
    const unsubscribe = mirror.subscribe(({ changes, statuses }) => {
      const touched = changes.flatMap(change => touchedBy(mirror, change));
      verdicts.touch(touched.filter(key => typeof key !== 'string'));
      const changed = statuses.filter(kind => states.get(kind) !== mirror.status(kind)?.state);
      for (const kind of changed) states.set(kind, mirror.status(kind)?.state);
      // What could not be seen before can be judged now.
      if (changed.length > 0) verdicts.touch(everything(mirror));
    });
    own.add(onDispose(unsubscribe));
    own.add(server.onChange(() => verdicts.touch(everything(mirror))));
    const ticking = setInterval(() => verdicts.tick(), TICK);
    own.add(onDispose(() => clearInterval(ticking)));
    verdicts.touch(everything(mirror));
    return own;
  }

  held.add(session.state.onChange(follow));
  follow(session.state.get());
  return {
    get current() {
      return current;
    },
    features,
    onChange(listener) {
      listeners.add(listener);
      return onDispose(() => listeners.delete(listener));
    },
    look({ mirror }, namespace) {
      const unfollow = [mirror.follow('Event', namespace), mirror.follow('Node')];
      return onDispose(() => {
        for (const end of unfollow) end();
      });
    },
    dispose: () => held.dispose(),
  };
}

function everything(mirror: Mirror): WorkloadKey[] {
  return (['StatefulSet', 'Deployment'] as const).flatMap(kind =>
    mirror.list(kind).map(({ metadata }) => ({ kind, namespace: metadata.namespace ?? '', name: metadata.name })),
  );
}
