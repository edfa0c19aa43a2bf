/** Sentences for findings. */
export const findings = {} as const;
