/** Sentences of changes that a person makes: what is asked for, the preview, and its confirmation. */
export const changing = {
  'section-steps': 'in this order',
  'section-stays': 'stays',
  'section-claims': 'data',
  'section-owners': 'owner',
  'section-notes': 'note',
  'section-objects': 'objects',
  'section-pods': 'pods',
  'set-deletes-pods': '{pods}: deleted, all at once',
  'pod-comes-back': '{owner} will make another pod in its place, under another name.',
  'pod-of-node':
    '{node} runs this pod from a manifest of its own: deleting it stops nothing, and the node enters it here again.',
  'pod-already-going': '{object} is being deleted already; there is nothing left to do but wait.',
  'delete-last-ready':
    '{pods}: no other pod of {owner} is ready. Until one is ready again, nobody who asks for {owner} gets an answer.',
  'delete-budget':
    'PodDisruptionBudget {budget} does not guard {pods} here: it holds back evictions, such as of a node that is drained, never deletions. It would allow {allowed} now.',
  'delete-budget-refuses':
    'PodDisruptionBudget {budget} would let nobody evict {pods} now, and still this goes through: budgets hold back evictions, such as of a node that is drained, never deletions.',
  'delete-refused':
    '{pods} may not come back: the API server refused to create the last pod that was to be made. See to that first. It said: {evidence}',
  'delete-stranded':
    '{pod} stays Terminating: its node {node} is not ready, and only that node can say that the pod has stopped. Bring the node back, or remove it from the cluster once it is certain that it is off.',
  'delete-not-back': '{pod} does not come back: its set does not want it any more.',
  'delete-held': '{pod} comes back at revision {revision}, not at the newest, because partition {partition} holds it.',
  'delete-on-delete': '{pod} comes back at revision {revision}: under OnDelete a pod gets the update by being deleted.',
  'delete-updates': '{pod} comes back at revision {revision}, which it does not have yet.',
  'delete-holds-rollout': 'A rollout is under way. It goes on only when these are ready again: {pods}.',
  'delete-claims-return': '{pod} comes back with its claims and all their data: {claims}',
  'delete-claims-stay': 'Claims of {pod} stay, with their data: {claims}',
  'delete-claims-go':
    'Claims of {pod} that are being deleted wait only for this pod: they go with it, and so does their data: {claims}',
  'delete-loses': 'Lost with {pod}, because these volumes live only as long as it does: {volumes}',
  'delete-no-claims': '{pod} uses no claims.',
  'pod-has-no-owner': 'Nothing owns this pod: once deleted it does not come back.',

  'deployment-creates': 'creates its pods: {wanted}',
  'deployment-rolls': 'replaces its pods ({wanted}) a few at a time, in no order that could be told',
  'deployment-recreates': 'deletes all of its pods first, then creates the new ones: {wanted} (strategy Recreate)',
  'plan-deployment-paused': 'no pod is replaced until the Deployment is resumed: it is paused',
  'deployment-quota':
    'ResourceQuota {quota} lets in {fits} of {wanted} new pods (left then of what is allowed: {left}). The others come once the quota is raised or what it counts is freed.',
  'deployment-quota-surge':
    'ResourceQuota {quota} leaves no room for one pod more (left of what is allowed: {left}), and no pod may be missing: nothing is replaced until the quota is raised.',
  'deployment-scales': 'number of pods: from {from} to {to}',
  'partition-title': 'Partition of {object}',
  'partition-placeholder': 'Pods at and above the partition get the update; those below are held',
  'partition-updates': 'updates {updated}, holds {held}',
  'partition-updates-all': 'updates every pod: {updated}',
  'partition-updates-none': 'holds every pod: {held}',
  'partition-current': 'set now',
  'not-a-count': 'A whole number is needed here, 0 or more.',
  'image-container-title': 'Which container of {object}?',
  'image-title': 'Image of {container} in {object}',
  'image-prompt': 'What will happen is shown before anything changes.',
  'image-invalid': 'An image name is needed, without spaces.',
  'init-container': 'init container',
  'scale-title': 'Scale {object}',
  'scale-prompt': 'How many pods? What will happen is shown before anything changes.',

  'do-set-partition': 'Set partition {partition} on {object}',
  'do-scale': 'Scale {object} from {from} to {to}',
  'do-set-image': 'Set {container} of {object} to {image}',
  'do-restart': 'Restart the pods of {object}',
  'do-delete': 'Delete {object}',
  'do-apply': 'Apply {object}',

  'do-roll-back': 'Roll {object} back to revision {revision}',
  'autoscalers-unread':
    'Autoscalers must not be read here: if one scales this workload, it will soon set its own number again.',
  'preview-leave': 'Leave everything as it is',
  'preview-hint': 'Enter makes the change, Escape leaves everything as it is',
  'preview-hint-destructive': 'Read what goes and what stays, then choose',
  'preview-hint-meanwhile': 'Something was changed while this was open: read what is new, then choose',
  'preview-hint-changed':
    'Changed since this was shown: read what is new. The plan is shown anew before anything is done',
  'section-meanwhile': 'changed while this was open',
  'meanwhile-field': '{object}: {field} was {from} and is now {to}',
  'meanwhile-field-set': '{object}: {field} was not set and is now {to}',
  'meanwhile-field-unset': '{object}: {field} was {from} and is not set any more',
  'meanwhile-more': '{object}: and {count} more fields',
  'meanwhile-changed': '{object} was changed; the plan is made anew from what it is now',
  'meanwhile-created': '{object} was not there before; somebody created it',
  'meanwhile-gone': '{object} was deleted in the meantime, so nothing was done.',
  'since-gone': '{object} was deleted; nothing would be done to it any more',
  'since-replaced': '{object} was deleted, and another of that name was made; nothing would be done to that one',
  'meanwhile-replaced':
    '{object} was deleted in the meantime, and another of that name was made. Nothing was done to it; begin anew if you mean that one.',
  'outcome-unknown':
    '{server} gave no answer that can be read, so nobody knows whether this was done: {title}. Look at the tree before you do it again.',
  'preview-kubectl': 'The same with kubectl (choose to copy it)',
  'preview-copied': 'Ordinal: command copied',
  'protected-title': '{context} is protected',
  'protected-prompt': 'The setting ordinal.protectedContexts protects {context}. Type {context} to make this change.',
  'protected-mismatch': 'This is not {context}.',

  'roll-back-choose': 'Roll back which workload?',
  'roll-back-title': '{object}: roll back to which revision?',
  'roll-back-placeholder': 'Only the template changes; replicas, partition and claims stay',
  'roll-back-current': 'the template now',
  'roll-back-nowhere': '{object} has no earlier revision to go back to.',
} as const;
