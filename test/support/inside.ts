/**
 * For tests that run inside VS Code's extension host (test/editor/inside): the workbench of the page around them, over the
 * bridge that the runner opened. The runner's address is in the environment.
 */
import type { Workbench } from './workbench.ts';

/** Calls a method of the process that runs the tests. */
export async function callRunner(method: string, ...args: readonly unknown[]): Promise<unknown> {
  const address = process.env['ORDINAL_TEST_BRIDGE'];
  if (address === undefined) throw new Error('These tests run inside VS Code: npm run test:editor');
  const response = await fetch(address, { method: 'POST', body: JSON.stringify({ method, args }) });
  const { value, error } = (await response.json()) as { value?: unknown; error?: string };
  if (error !== undefined) throw new Error(error);
  return value;
}

export const workbench = new Proxy({} as Workbench, {
  get: (_, method) =>
    typeof method === 'string' ? (...args: readonly unknown[]) => callRunner(method, ...args) : undefined,
});
