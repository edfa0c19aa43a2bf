/** Sentences of a plan: what a change will do, before it is made. */
export const plan = {
  'plan-step-create': '{pod}: created at revision {revision}',
  'plan-step-create-with-claims': '{pod}: created at revision {revision}, with new claim {claims}',
  'plan-step-replace': '{pod}: deleted and created again, revision {from} → {to}',
  'plan-step-recreate': '{pod}: deleted and created again at the same revision {revision}',
  'plan-step-delete-finished': '{pod}: deleted, because its containers have ended',
  'plan-step-delete-scaled-down': '{pod}: deleted, because the set wants fewer pods',
  'plan-step-delete-below-start': '{pod}: deleted, because the ordinals of the set begin higher now',
  'plan-step-delete-outdated': '{pod}: deleted, because it is at the old revision {revision}',
  'plan-step-delete-set-deleted': '{pod}: deleted with its StatefulSet',
  'plan-step-delete-asked-for': '{pod}: deleted, because you ask for it',
  'plan-step-delete-stranded': '{pod}: marked for deletion; it stays Terminating',
  'plan-step-delete-claim': 'claim {claim}: deleted',

  'plan-stays-held-by-partition': '{pods}: held at the old revision by the partition',
  'plan-stays-adopted': '{pods}: taken over as they are, from an earlier set of this name',
  'plan-stays-untouched': '{pods}: unchanged',
  'plan-stays-up-to-date': '{pods}: already at the new revision',
  'plan-stays-on-delete':
    '{pods}: left at the old revision until somebody deletes them, because the update strategy is OnDelete',
  'plan-stays-not-reached': '{pods}: left at the old revision, because the rollout does not get there',
  'plan-stays-abandoned': '{pods}: go on running without a StatefulSet',

  'plan-claims-created': 'New claims: {claims}',
  'plan-claims-reused': 'Taken up again with the data they hold: {claims}',
  'plan-claims-left-behind': 'Kept with their data, though no pod uses them then: {claims}',
  'plan-claims-deleted':
    'Deleted by the retention policy of the set: {claims}. Their data is lost if their volumes are reclaimed with Delete',

  'fields-change': 'Changes: {fields}',
  'fields-change-and-more': 'Changes: {fields}; and {count} more fields',
  'field-from-to': '{field}: {from} → {to}',
  'field-set': '{field}: not set → {to}',
  'field-unset': '{field}: {from} → not set',
  'field-changes': '{field}: another value',

  'plan-note-nothing': 'No pod is created, replaced or deleted.',
  'plan-note-fewest-ready': 'Ready now: {before}. On the way never fewer than {count}.',
  'plan-note-none-ready': 'Ready now: {before}. There will be a time when none is ready.',
  'plan-note-claims-scaled-delete':
    'From then on, scaling down deletes the claims of the pods that go, with their data.',
  'plan-note-claims-scaled-retain': 'From then on, scaling down keeps claims.',
  'plan-note-claims-deleted-delete': 'From then on, the claims are deleted with the set, with their data.',
  'plan-note-claims-deleted-retain': 'From then on, the claims stay when the set is deleted.',
  'plan-note-cut':
    'Only the first {count} steps are told. The rest follows in the same way: pods change one after another, from the highest ordinal down.',
  'plan-note-too-large':
    'No steps are told, because the set wants more than {most} pods. They change one after another, from the highest ordinal down.',
  'plan-note-stranded':
    'It stops at {pod}: its node {node} is not ready, so {pod} stays Terminating until that node is back or is removed from the cluster. Until then nothing replaces it.',
  'plan-note-stops-gone': 'It stops at {pod}: it is being deleted and does not go away.',
  'plan-note-stops-name-taken':
    'It stops at {pod}: a pod of that name exists that does not belong to the set, and the cluster will not say so.',
  'plan-note-stops-quota':
    'It stops at {pod}: ResourceQuota {quota} leaves no room for it (left of what is allowed: {left}). Raise the quota or free what it counts; then it goes on by itself.',
  'plan-note-quota-unknown':
    'Whether a ResourceQuota has room for the new pods is not known: the quotas of this namespace may not be read.',
  'plan-note-stops-repair':
    'It stops at {pod}: it was made without the claims of the set, and a pod cannot be given claims afterwards.',
  'plan-note-stops-created': 'It stops at {pod}: it cannot be created.',
  'plan-note-stops-ready':
    'It stops at {pod}, which is not ready and will not become ready by itself: the controller waits for it before it does anything else.',
  'plan-note-stops-outdated':
    'It stops at {pod}, which is broken, and which the controller waits for before it does anything else. Delete {pod} after the change: it comes back at revision {revision}.',
  'plan-note-stops-available': 'It stops at {pod}, which does not stay ready long enough.',
  'plan-note-stops-stale-claim':
    'It stops at {pod}: a claim of an earlier pod of that name is still being deleted, and nothing wakes the controller when it is gone.',
  'plan-note-stops-claim-gone': 'It stops at {pod}: its claim is being deleted.',
} as const;
