import type { Connection, ExecEnd, PodPath } from './connection.ts';

/** What a short command said, and how it ended. */
export interface Said {
  readonly out: string;
  readonly err: string;
  readonly end: ExecEnd;
}

export interface Place extends PodPath {
  readonly container: string;
}

/** Letters that are kept of an output. */
const MOST = 100_000;

/** Runs a command that reads nothing to its end. Rejects with a `ClusterError` where the server does not let it begin. */
export async function runInContainer(
  connection: Pick<Connection, 'exec'>,
  { container, ...pod }: Place,
  command: readonly string[],
  signal?: AbortSignal,
): Promise<Said> {
  const said = { stdout: '', stderr: '' };
  const execution = await connection.exec(pod, {
    container,
    command,
    ...(signal === undefined ? {} : { signal }),
    onOutput(text, from) {
      if (said[from].length < MOST) said[from] += text;
    },
  });
  const end = await execution.ended;
  return { out: said.stdout, err: said.stderr, end };
}

/**
 * Whether a command did not run because there is no such program. Container runtimes tell it in two ways: as a failure without a code, or as
 * 126 or 127 with their words in an output.
 */
export function isProgramMissing({ out, err, end }: Said): boolean {
  if (end.reason === 'failed') return MISSING.test(end.detail);
  return end.reason === 'exited' && (end.code === 126 || end.code === 127) && MISSING.test(out + err);
}

const MISSING = /executable file not found|no such file or directory|: not found/i;
