/** Sentences for rollout. */
export const rollout = {} as const;
