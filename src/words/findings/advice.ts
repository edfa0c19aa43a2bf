/** Sentences for the codes of advice: few, and quiet. */
export const advice = {
  'service-name-missing':
    'Without serviceName the pods of {set} get no DNS names of their own. Name a headless Service if they must find each other.',
  'update-by-hand':
    'With OnDelete a change replaces no pod of {set}; each gets it when it is deleted, whoever does that. Tell those who must do it.',
  'readiness-probe-missing':
    'No container says when it is ready, so a rollout goes on as soon as “{container}” runs. Add a readinessProbe.',
  'image-not-pinned':
    '“{image}” may be another image tomorrow, and a pod that comes back would run it beside the old ones. Name a version.',
  'claims-deleted-with-set':
    'When {set} is deleted its claims go too, with their data in most classes. Keep Retain where the data must outlive the set.',
} as const;
