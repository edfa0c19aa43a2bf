/** Sentences for cluster. */
export const cluster = {} as const;
