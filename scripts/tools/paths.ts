import { homedir } from 'node:os';
import path from 'node:path';

/** The checkout. */
export const root = path.resolve(import.meta.dirname, '..', '..');

/** Where downloads are kept between runs, outside the checkout: `ORDINAL_CACHE`, or `~/.cache/ordinal`. */
export const cacheFolder =
  process.env['ORDINAL_CACHE'] ?? path.join(process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'ordinal');

/** Screenshots and logs of the last test run. */
export const outFolder = path.join(root, 'test', 'out');
