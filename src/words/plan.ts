/** Sentences of a plan: what a change will do, before it is made. */
export const plan = {
  'plan-step-create': '{pod}: created at revision {revision}',
  'plan-step-create-with-claims': '{pod}: created at revision {revision}, with new claim {claims}',
  'plan-step-replace': '{pod}: deleted and created again, revision {from} → {to}',
  'plan-step-recreate': '{pod}: deleted and created again at the same revision {revision}',
  'plan-step-delete-finished': '{pod}: deleted, because its containers have ended',
  'plan-step-delete-scaled-down': '{pod}: deleted, because the set wants fewer pods',
  'plan-step-delete-outdated': '{pod}: deleted, because it is at the old revision {revision}',
  'plan-step-delete-set-deleted': '{pod}: deleted with its StatefulSet',
  'plan-step-delete-asked-for': '{pod}: deleted, because you ask for it',
  'plan-step-delete-claim': 'claim {claim}: deleted',

  'plan-stays-held-by-partition': '{pods}: held at the old revision by the partition',
  'plan-stays-up-to-date': '{pods}: already at the new revision',
  'plan-stays-on-delete':
    '{pods}: left at the old revision until somebody deletes them, because the update strategy is OnDelete',
  'plan-stays-not-reached': '{pods}: stay at the old revision, because the rollout does not get to them',
  'plan-stays-abandoned': '{pods}: go on running without a StatefulSet',

  'plan-claims-created': 'New claims: {claims}',
  'plan-claims-reused': 'Taken up again with the data they hold: {claims}',
  'plan-claims-left-behind': 'Kept with their data, though no pod uses them then: {claims}',
  'plan-claims-deleted':
    'Deleted by the retention policy of the set: {claims}. Their data is lost if their volumes are reclaimed with Delete',

  'plan-note-nothing': 'No pod is created, replaced or deleted.',
  'plan-note-fewest-ready': 'Ready now: {before}. On the way never fewer than {count}.',
  'plan-note-cut':
    'Only the first {count} steps are told. The rest follows in the same way: pods change one after another, from the highest ordinal down.',
  'plan-note-too-large':
    'No steps are told, because the set wants more than {most} pods. They change one after another, from the highest ordinal down.',
  'plan-note-stops-gone': 'It stops at {pod}: it is being deleted and does not go away.',
  'plan-note-stops-created': 'It stops at {pod}: it cannot be created.',
  'plan-note-stops-ready':
    'It stops at {pod}, which is not ready and will not become ready by itself: the controller waits for it before it does anything else.',
  'plan-note-stops-available': 'It stops at {pod}, which does not stay ready long enough.',
  'plan-note-stops-stale-claim':
    'It stops at {pod}: a claim of an earlier pod of that name is still being deleted, and nothing wakes the controller when it is gone.',
  'plan-note-stops-claim-gone': 'It stops at {pod}: its claim is being deleted.',
} as const;
