import type { Rules } from './rule.ts';

/** Codes of what the API server refuses in a pod template. */
export const apiPod = {} as const satisfies Rules;
