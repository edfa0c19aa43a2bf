import type { Disposable } from '../dispose.ts';

/** How long changes are gathered before something is read again, in milliseconds: a rollout writes status several times a second. */
const GATHER = 500;

/** Calls back once for all that is touched within half a second. */
export function gathered(call: () => void): Disposable & { readonly touch: () => void } {
  let gathering: ReturnType<typeof setTimeout> | undefined;
  return {
    touch() {
      gathering ??= setTimeout(() => {
        gathering = undefined;
        call();
      }, GATHER);
    },
    dispose: () => clearTimeout(gathering),
  };
}
