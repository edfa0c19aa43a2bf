import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from './paths.ts';

/**
 * A folder of the cache, filled once. It is built under another name and renamed when it is whole, so a broken download
 * is never used, and of two runs that fill it at the same time one wins and both go on.
 */
export async function cached(
  name: string,
  fill: (folder: string) => Promise<void>,
  parent = cacheFolder,
): Promise<string> {
  const folder = path.join(parent, name);
  if (existsSync(folder)) return folder;
  await mkdir(parent, { recursive: true });
  const partial = await mkdtemp(`${folder}.partial-`);
  try {
    await fill(partial);
    await rename(partial, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return folder;
}
