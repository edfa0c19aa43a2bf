import type { Errors } from '../../src/editor/errors.ts';

/** Takes the faults of work that nobody waits for, where a test wants to see them. */
export function caught(): Pick<Errors, 'run'> & { readonly faults: readonly unknown[] } {
  const faults: unknown[] = [];
  return {
    faults,
    run(_, work) {
      new Promise(resolve => resolve(work())).catch((error: unknown) => faults.push(error));
    },
  };
}
