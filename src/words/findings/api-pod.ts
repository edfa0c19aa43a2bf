/** Sentences for the codes of what the API server refuses in a pod template. */
export const apiPod = {} as const;
