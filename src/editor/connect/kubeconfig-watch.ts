import { type StatsListener, unwatchFile, watchFile } from 'node:fs';
import { type Disposable, onDispose } from '../dispose.ts';

/** How often files are looked at, in milliseconds. */
const INTERVAL = 2_000;

/**
 * Calls back when one of these files is written, made or removed. Files are looked at rather than watched: that works on network drives,
 * for files that do not exist yet, and for those that are replaced as a whole, as most programs write a kubeconfig.
 */
export function watchFiles(files: readonly string[], onChange: () => void, interval = INTERVAL): Disposable {
  const listener: StatsListener = (now, before) => {
    if (now.mtimeMs !== before.mtimeMs || now.size !== before.size || now.ino !== before.ino) onChange();
  };
  for (const file of files) watchFile(file, { interval, persistent: false }, listener);
  return onDispose(() => {
    for (const file of files) unwatchFile(file, listener);
  });
}
