/** Sentences for lenses, hovers, fixes and completions in manifests. */
export const language = {} as const;
