/** Sentences for the codes of advice: few, and quiet. */
export const advice = {
  'service-name-missing':
    'Without serviceName the pods of {set} get no DNS names of their own. Name a headless Service if they must find each other.',
} as const;
