/** Sentences for plan. */
export const plan = {} as const;
