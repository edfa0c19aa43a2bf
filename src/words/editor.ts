/** Sentences for editor. */
export const editor = {} as const;
