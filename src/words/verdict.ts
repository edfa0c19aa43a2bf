/** Sentences about why a rollout does not go on, and about the safe way out. */
export const verdict = {
  'verdict-fine': '{set}: nothing to do, every pod is as it should be.',
  'verdict-held-partition': '{set} is held by its partition: {pods} stay at the old revision until you lower it.',
  'verdict-held-on-delete':
    '{set} is held by its strategy OnDelete: {pods} stay at the old revision until somebody deletes them.',
  'verdict-held-paused': '{set} is paused: nothing is rolled out until it is resumed.',
  'verdict-progressing': '{set} is being changed.',
  'verdict-progressing-pod': '{set} is being changed; {pod} is next.',
  'verdict-progressing-starting': '{pod} is starting, and has not had its time yet.',
  'verdict-progressing-min-ready-seconds':
    '{pod} is ready, and must stay so for minReadySeconds before it counts as available. Ready for {duration}.',
  'verdict-progressing-terminating': '{pod} is being deleted, and has not had its time yet.',
  'verdict-progressing-claim-pending': 'Claim {claim} of {pod} is being provided with a volume.',
  'verdict-stuck-image-pull': '{pod} cannot start: its image cannot be pulled ({evidence}).',
  'verdict-stuck-crash-loop': '{pod} starts and ends again and again ({evidence}).',
  'verdict-stuck-container-config': '{pod} cannot start a container ({evidence}).',
  'verdict-stuck-not-ready': '{pod} runs and does not become ready, for {duration} now ({evidence}).',
  'verdict-stuck-not-ready-untold': '{pod} runs and does not become ready, for {duration} now.',
  'verdict-stuck-outdated-broken-pod':
    '{pod} is broken and at an old revision ({evidence}). The controller waits for it before it replaces anything, so no change of the template can help.',
  'verdict-stuck-outdated-broken-pod-untold':
    '{pod} is not ready and at an old revision. The controller waits for it before it replaces anything, so no change of the template can help.',
  'verdict-stuck-create-refused': '{pod} cannot be created. The API server says: {evidence}.',
  'verdict-stuck-claim-pending': '{pod} waits for its claim {claim}, which is not bound to a volume: {evidence}.',
  'verdict-stuck-claim-pending-untold': '{pod} waits for its claim {claim}, which is not bound to a volume.',
  'verdict-stuck-claim-terminating':
    '{pod} cannot be created while its claim is being deleted, and the claim does not go ({evidence}).',
  'verdict-stuck-claim-lost': '{pod} has lost its data: the volume of claim {claim} is gone ({evidence}).',
  'verdict-stuck-stale-claim':
    '{pod} is not created because claim {claim} still belonged to an earlier pod of that name when the controller last looked, and nothing wakes it.',
  'verdict-stuck-unschedulable': 'No node takes {pod}: {evidence}',
  'verdict-stuck-unschedulable-untold': 'No node takes {pod}.',
  'verdict-stuck-scheduling-gates': '{pod} is not scheduled until its gates are removed ({evidence}).',
  'verdict-stuck-name-taken':
    '{pod} cannot be created because a pod of that name exists that does not belong to {set} ({evidence}). The cluster does not say so itself.',
  'verdict-stuck-finalizer': '{pod} is deleted and does not go: a finalizer holds it ({evidence}).',
  'verdict-stuck-node-lost':
    '{pod} is on a node that does not answer ({evidence}). The pod may still run there, so nothing replaces it.',
  'verdict-stuck-terminating': '{pod} is deleted and does not go, though its time is over.',
  'verdict-stuck-controller-missing':
    'The StatefulSet controller has not looked at {set} for {duration}: it may be down, or may not read from the API server.',
  'verdict-stuck-deadline': '{set} did not progress in time ({evidence}).',

  'verdict-blocks-create': 'Until then no further pod is created.',
  'verdict-blocks-scale-down': 'Until then the set is not scaled down.',
  'verdict-blocks-update': 'Until then no further pod is updated.',
  'verdict-unknown': 'Could not be read, so this may be wrong: {kinds}.',

  'why-usage': 'Usage: ordinal why [NAME] --snapshot FILE [--format text|json]',
  'why-no-snapshot': '{file} cannot be read, or is not a saved state of a namespace.',
  'why-nothing': '{file} holds no StatefulSet and no Deployment of that name.',

  'way-out-delete-pod': 'Delete {pod}: it comes back at the new revision, with its claim.',
  'way-out-restore-revision': 'Roll back to the revision before.',
  'way-out-restore-revision-then-delete-pod':
    'Roll back to the revision before, then delete {pod}: the rollback alone does not replace it.',
  'way-out-fix-template-then-delete-pod':
    'Mend the template, then delete {pod}: the new template alone does not replace it.',
  'way-out-lower-partition-then-delete-pod':
    'Mend what ails {pod}, or lower the partition below it and then delete it: while it is held, it comes back as it is.',
  'way-out-undo': 'Roll back to the revision before.',
  'way-out-rename': 'Create the set under a shorter name: at most 52 characters.',
  'way-out-raise-quota': 'Raise the quota of the namespace, or want fewer pods.',
  'way-out-fix-template': 'Change the template so that the API server accepts its pods.',
  'way-out-create-class-or-recreate-set':
    'Create the storage class, or create the set again with one that exists: claim templates cannot be changed.',
  'way-out-provide-volume-or-class': 'Provide a volume that fits claim {claim}, or a default storage class.',
  'way-out-start-provisioner': 'See to the provisioner of the storage class: it has to run and to make the volume.',
  'way-out-add-node-or-relax': 'Add a node that fits, or relax what the template demands of nodes.',
  'way-out-lower-request-or-add-node': 'Ask for less in the template, or add a larger node.',
  'way-out-remove-scheduling-gates': 'See to whoever is to remove the scheduling gates.',
  'way-out-remove-foreign-pod': 'Remove the other pod named {pod}, if nobody needs it, or rename the set.',
  'way-out-let-its-owner-finish':
    'See to the program whose finalizer it is: it has to finish. Taking the finalizer away by hand skips its work.',
  'way-out-bring-node-back':
    'Bring the node back, or remove it from the cluster once it is certain that it is off. Never force the deletion: two pods would share one identity.',
  'way-out-touch-set': 'Change any annotation of the set, and the controller looks again.',
  'way-out-look-at-controller': 'Look at kube-controller-manager: whether it runs and what it logs.',
} as const;
