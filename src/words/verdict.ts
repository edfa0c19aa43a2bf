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
  'verdict-progressing-claim-terminating': 'Claim {claim} of {pod} is being deleted, and has not had its time yet.',
  'verdict-progressing-pod-failed': '{pod} has ended ({evidence}); the controller replaces it.',
  'verdict-progressing-claim-pending': 'Claim {claim} of {pod} is being provided with a volume.',
  'verdict-stuck-image-pull': '{pod} cannot start: its image cannot be pulled ({evidence}).',
  'verdict-stuck-crash-loop': '{pod} starts and ends again and again ({evidence}).',
  'verdict-stuck-crash-loop-untold': '{pod} starts and ends again and again.',
  'verdict-stuck-pod-failed': '{pod} ends again and again, each time it is replaced ({evidence}).',
  'verdict-stuck-pod-failed-untold': '{pod} ends again and again, each time it is replaced.',
  'verdict-stuck-mount-failed': '{pod} cannot start, because what it needs cannot be made ready for it: {evidence}',
  'verdict-stuck-container-config': '{pod} cannot start a container ({evidence}).',
  'verdict-stuck-not-ready': '{pod} runs and does not become ready, for {duration} now ({evidence}).',
  'verdict-stuck-not-ready-untold': '{pod} runs and does not become ready, for {duration} now.',
  'verdict-stuck-outdated-broken-pod':
    '{pod} is broken and at an old revision ({evidence}). The controller waits for it before it replaces anything, so no change of the template can help.',
  'verdict-stuck-outdated-broken-pod-untold':
    '{pod} is not ready and at an old revision. The controller waits for it before it replaces anything, so no change of the template can help.',
  'verdict-stuck-create-refused': '{pod} cannot be created. The API server says: {evidence}.',
  'verdict-stuck-create-refused-untold':
    '{pod} is not created, for {duration} now, and why cannot be told without events.',
  'verdict-stuck-update-refused':
    '{pod} was taken over from elsewhere and cannot be given its claims, because a pod cannot be changed so. The API server says: {evidence}',
  'verdict-stuck-claim-missing': '{pod} mounts claim {claim}, which does not exist.',
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
  'verdict-stuck-terminating': '{pod} is deleted and does not go, though its time is over (node {evidence}).',
  'verdict-stuck-terminating-untold': '{pod} is deleted and does not go, though its time is over.',
  'verdict-stuck-controller-missing':
    'The controller has not done what is to be done for {set}, for {duration} now: it may be down, or may not read from the API server.',
  'verdict-stuck-deadline': '{set} did not progress in time ({evidence}).',

  'verdict-not-judged': '{set} cannot be judged, because its pods may not be read. Its status counts: {evidence}.',
  'verdict-also': 'Broken too: {pods}.',
  'verdict-at-risk-claim-terminating':
    'Claim {claim} is being deleted: its data goes as soon as {pod} stops. Copy the data before anything restarts that pod.',
  'verdict-at-risk-claim-lost':
    'The volume of claim {claim} is gone: {pod} cannot start again with its data once it stops. Copy the data while it runs.',

  'verdict-blocks-create': 'Until then no further pod is created.',
  'verdict-blocks-scale-down': 'Until then the set is not scaled down.',
  'verdict-blocks-update': 'Until then no further pod is updated.',
  'verdict-unknown': 'Could not be read, so this may be wrong: {kinds}.',

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
  'way-out-raise-quota': 'Raise the quota of the namespace, or free some of it.',
  'way-out-fix-template': 'Change the template so that the API server accepts its pods.',
  'way-out-create-missing-object':
    'Create what the message names, or mend its name in the template. Nothing needs to be deleted: it is tried again.',
  'way-out-mend-webhook':
    'See to the admission webhook: the API server cannot reach it, and asks it before it creates a pod.',
  'way-out-use-another-namespace':
    'Wait until the namespace is gone, or create the set in another one: this one is being deleted.',
  'way-out-replace-adopted-pod':
    'Copy its data elsewhere first, then delete {pod}: it comes back with its claims, and without what it holds outside of them.',
  'way-out-save-data-first':
    'Do not delete {pod} yet: its claim is being deleted and goes with it. Copy the data elsewhere first.',
  'way-out-create-claim-or-fix-template': 'Create claim {claim}, or mend its name in the template.',
  'way-out-restore-volume':
    'Bring the volume back under its name. If it is gone for good, delete claim {claim} and then {pod}: it comes back empty, to be filled from a backup.',
  'way-out-mend-mount':
    'See to what the message names. A volume that is still attached elsewhere comes free when the old pod is certainly gone; never force that while its node may still run.',
  'way-out-make-room-at-volume':
    'Its volume is tied to a node or zone: make room there, or bring that node back. Another node does not help.',
  'way-out-look-at-node':
    'Look at its node: whether the kubelet there answers and what it logs. Do not force the deletion.',
  'way-out-look-at-scheduler': 'Look at the scheduler: whether one runs that answers to the name in the template.',
  'way-out-look-at-events': 'Ask somebody who may read events in this namespace: the reason stands there.',
  'way-out-look-at-claim': 'Look at its claims: one of them is not bound to a volume.',
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
