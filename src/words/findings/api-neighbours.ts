/** Sentences for the codes of what the API server refuses in Services, claims, volumes, classes, budgets and Deployments. */
export const apiNeighbours = {} as const;
