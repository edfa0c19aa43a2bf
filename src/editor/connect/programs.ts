import { createHash } from 'node:crypto';
import type { ResolvedContext } from '../../cluster/kubeconfig.ts';
import type { Memory } from './memory.ts';

/** Which programs of kubeconfigs a person has let run. A program is its command, arguments and environment: with others it is another. */
export interface Programs {
  /** Whether the context needs no program, or one that may run. */
  mayRun(resolved: ResolvedContext | undefined): boolean;
  allow(resolved: ResolvedContext): Promise<void>;
}

const KEY = 'programs';
/** Allowed programs kept; whoever has more is asked again about the oldest. */
const MOST = 200;

/** `memory` is this machine's, not a folder's: only hashes are kept, since arguments may be secrets. */
export function allowedPrograms(memory: Memory): Programs {
  return {
    mayRun(resolved) {
      const mark = resolved === undefined ? undefined : markOf(resolved);
      return mark === undefined || marks(memory).includes(mark);
    },
    async allow(resolved) {
      const mark = markOf(resolved);
      if (mark === undefined || marks(memory).includes(mark)) return;
      await memory.update(KEY, [...marks(memory), mark].slice(-MOST));
    },
  };
}

function markOf({ user: { exec } }: ResolvedContext): string | undefined {
  if (exec === undefined) return undefined;
  const { command, args, env } = exec;
  return createHash('sha256')
    .update(JSON.stringify([command, args, env.map(({ name, value }) => [name, value])]))
    .digest('hex');
}

function marks(memory: Memory): readonly string[] {
  const value = memory.get(KEY);
  return Array.isArray(value) ? value.filter(mark => typeof mark === 'string') : [];
}
