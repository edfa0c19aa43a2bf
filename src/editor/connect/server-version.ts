import type { Disposable } from '../dispose.ts';
import { type Readable, signal } from '../signal.ts';
import type { Session } from './session.ts';

/** What the API server of the connected cluster says its version is; `undefined` while there is none, or if it does not say. */
export function serverVersion(session: Pick<Session, 'state'>): Readable<string | undefined> & Disposable {
  const version = signal<string | undefined>(undefined);
  const follow = () => {
    const state = session.state.get();
    if (state.kind !== 'connected') {
      version.set(undefined);
      return;
    }
    const isStill = () => session.state.get() === state;
    state.cluster.connection.version().then(
      ({ gitVersion }) => isStill() && version.set(gitVersion),
      // Whoever may not ask goes by the setting.
      () => isStill() && version.set(undefined),
    );
  };
  const listening = session.state.onChange(follow);
  follow();
  return { get: version.get, onChange: version.onChange, dispose: () => listening.dispose() };
}
