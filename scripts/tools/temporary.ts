import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface TemporaryFolder {
  readonly path: string;
  remove(): Promise<void>;
}

/** A new folder that is removed at the latest when this process ends, in the system's temporary folder or at a path of its own. */
export async function temporaryFolder(name: string, own?: string): Promise<TemporaryFolder> {
  if (own !== undefined) await mkdir(own, { recursive: true });
  const folder = own ?? (await mkdtemp(path.join(tmpdir(), `${name}-`)));
  const options = { recursive: true, force: true, maxRetries: 5 } as const;
  const onExit = () => rmSync(folder, options);
  process.once('exit', onExit);
  return {
    path: folder,
    async remove() {
      process.off('exit', onExit);
      await rm(folder, options);
    },
  };
}
