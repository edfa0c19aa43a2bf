import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Starts the built practice cluster as the editor does: with a channel, at whose end it ends. */
export function forkPractice(
  program: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = process.env,
): ChildProcess {
  return fork(program, [...args], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'], execArgv: [], env });
}

/** The path of the kubeconfig that a practice cluster prints when it is ready. */
export async function printedKubeconfig({ stdout }: ChildProcess): Promise<string> {
  assert.ok(stdout);
  for await (const line of createInterface({ input: stdout })) {
    const found = /^kubeconfig: (.+)$/.exec(line)?.[1];
    if (found !== undefined) return found;
  }
  return assert.fail('the process ended without a kubeconfig');
}
