/** Sentences about why a rollout does not go on, and about the safe way out. */
export const verdict = {
  'verdict-state-stuck': '{set} is stuck.',
  'verdict-state-stuck-since': '{set} has been stuck for {duration}.',
  'verdict-state-progressing': '{set} is in progress.',

  'verdict-fine': '{set}: nothing to do, every pod is as it should be.',
  'verdict-fine-without-pods': '{set} is scaled to zero: it has no pods, as it was told.',
  'verdict-held-partition':
    '{set} is held by its partition, which keeps {pods} at the old revision until you lower it.',
  'verdict-held-on-delete':
    '{set} is held by its strategy OnDelete, which keeps {pods} at the old revision until deleted.',
  'verdict-held-paused': '{set} is paused: nothing is rolled out until it is resumed.',
  'verdict-progressing': '{set} is being changed.',
  'verdict-progressing-pod': '{pod} is next.',
  'verdict-progressing-starting': '{pod} is starting, and has not had its time yet.',
  'verdict-progressing-not-ready-any-more':
    '{pod} was ready and no longer is, for {duration} now. Its containers run, and it may turn ready again by itself.',
  'verdict-progressing-initializing':
    '{pod} waits until its init container {container} ends, for {duration} now. If that is long for it, its log says what it waits for.',
  'verdict-progressing-min-ready-seconds':
    '{pod} is ready, and must stay so for minReadySeconds before it counts as available. Ready for {duration}.',
  'verdict-progressing-node-lost':
    '{pod} is on node {node}, which does not answer. In some minutes the pod is deleted and another made elsewhere.',
  'verdict-progressing-node-lost-gone':
    '{pod} was on node {node}, which is gone from the cluster. The pod is removed within a minute or two, and made again elsewhere.',
  'verdict-progressing-terminating': '{pod} is being deleted, and has not had its time yet.',
  'verdict-progressing-terminating-all': '{set} is being deleted, and has not had its time yet.',
  'verdict-progressing-claim-terminating': 'Claim {claim} of {pod} is being deleted, and has not had its time yet.',
  'verdict-progressing-pod-failed': '{pod} has ended; the controller replaces it.',
  'verdict-progressing-claim-pending': 'Claim {claim} of {pod} is being provided with a volume.',
  'verdict-stuck-starting': '{pod} has a node, {node}, but its containers do not start there, and nothing says why.',
  'verdict-stuck-image-pull': '{pod} cannot start: its image cannot be pulled.',
  'verdict-stuck-crash-loop': '{pod} starts and ends again and again.',
  'verdict-stuck-pod-failed': '{pod} ends again and again, each time it is replaced.',
  'verdict-stuck-mount-failed': '{pod} cannot start, because what it needs cannot be made ready for it.',
  'verdict-stuck-container-config': '{pod} cannot start a container.',
  'verdict-stuck-not-ready': '{pod} runs and does not become ready.',
  'verdict-stuck-not-ready-any-more': '{pod} was ready and no longer is, for {duration} now. Its containers run.',
  'verdict-stuck-outdated-broken-pod':
    '{pod} is broken and at an old revision. The controller does not replace it by itself, so no change of the template can help.',
  'verdict-stuck-create-refused': '{pod} cannot be created: the API server refuses it.',
  'verdict-stuck-create-refused-untold': '{pod} is not created, and why cannot be told without events.',
  'verdict-stuck-update-refused':
    '{pod} was taken over from elsewhere and cannot be given its claims, because the API server lets nobody change a pod so.',
  'verdict-stuck-claim-missing': '{pod} mounts claim {claim}, which does not exist.',
  'verdict-stuck-claim-pending': '{pod} waits for its claim {claim}, which is not bound to a volume.',
  'verdict-stuck-claim-terminating':
    '{pod} waits for its claim {claim}, which is being deleted and does not go, because a finalizer holds it: {evidence}.',
  'verdict-stuck-claim-terminating-untold':
    '{pod} waits for its claim {claim}, which is being deleted and does not go.',
  'verdict-stuck-claim-lost': '{pod} has lost its data: volume {evidence} of claim {claim} is gone.',
  'verdict-stuck-claim-lost-untold': '{pod} has lost its data: the volume of claim {claim} is gone.',
  'verdict-stuck-stale-claim':
    '{pod} is not created because claim {claim} still belonged to an earlier pod of that name when the controller last looked, and nothing wakes it.',
  'verdict-stuck-unschedulable': 'No node takes {pod}.',
  'verdict-stuck-scheduling-gates': '{pod} is not scheduled until its gates are removed: {evidence}.',
  'verdict-stuck-name-taken':
    '{pod} cannot be created because another pod bears its name: one of {evidence}. The cluster does not say so itself.',
  'verdict-stuck-name-taken-untold':
    '{pod} cannot be created because another pod bears its name, one that does not belong to {set}. The cluster does not say so itself.',
  'verdict-stuck-finalizer': '{pod} is deleted and does not go, because a finalizer holds it: {evidence}.',
  'verdict-stuck-finalizer-all': '{set} is deleted and does not go, because a finalizer holds it: {evidence}.',
  'verdict-stuck-node-lost':
    '{pod} is on node {node}, which does not answer. The pod may still run there, so nothing replaces it.',
  'verdict-stuck-terminating': '{pod} is deleted and does not go, though its time is over.',
  'verdict-stuck-controller-missing':
    'The controller has not seen the last change ({evidence}): it may be down, or may not read from the API server.',
  'verdict-stuck-controller-missing-untold':
    'The controller does not do what is to be done: it may be down, or may not read from the API server.',
  'verdict-stuck-deadline': 'It did not progress in time.',

  'verdict-says': 'The cluster says: {evidence}',
  'verdict-container-main': 'It is container {container}.',
  'verdict-container-sidecar': 'It is container {container}, which runs beside the others.',
  'verdict-container-init': 'It is init container {container}.',
  'verdict-volume-full': 'A volume of {pod} is full.',
  'verdict-claim-full': 'The volume of claim {claim} is full.',
  'verdict-volume-deleting': 'Volume {volume} does not do: it is being deleted.',
  'verdict-volume-released':
    'Volume {volume} does not do: it is Released, which means that it keeps the data of a claim that is gone.',
  'verdict-volume-not-available': 'Volume {volume} does not do: it is not Available.',
  'verdict-volume-labels': 'Volume {volume} does not do: the selector of the claim does not take its labels.',
  'verdict-volume-too-small': 'Volume {volume} does not do: it is too small.',
  'verdict-volume-class': 'Volume {volume} does not do: it is of another storage class.',
  'verdict-volume-attributes-class': 'Volume {volume} does not do: it is of another volume attributes class.',
  'verdict-volume-mode': 'Volume {volume} does not do: one is a file system and the other a block device.',
  'verdict-volume-access-modes': 'Volume {volume} does not do: it lacks the access mode that the claim asks for.',

  'verdict-not-judged': '{set} cannot be judged, because its pods may not be read. Its status counts: {evidence}.',
  'verdict-also': 'Broken too: {pods}.',
  'verdict-also-alone': 'Broken meanwhile: {pods}.',
  'verdict-then-delete': 'Then delete {pod}: a new template alone does not replace it.',
  'verdict-then-delete-if-changed':
    'If you change the template, delete {pod} afterwards: a new template alone does not replace it.',
  'verdict-local-volume':
    'Volume {volume} is on that node and nowhere else: without the node its data is lost, and {pod} finds no place until its claim is deleted.',
  'verdict-others-run':
    'Other pods are ready at the same revision, so look first at what is different for {pod}: its node, its data, its log.',
  'verdict-others-run-image':
    'Other pods are ready at the same revision, so see first whether the node of {pod} reaches the registry and is let in. {pod} never ran, so it has no log.',
  'verdict-claims-stay': 'Its claims stay, and it comes back with them.',
  'verdict-claims-stay-behind': 'Its claims stay.',
  'verdict-claims-go': 'Its claims are deleted with it, because the retention policy of the set says so.',
  'verdict-last-ready': '{pod} is the last pod of the set that is ready: while it is replaced, none serves.',
  'verdict-at-risk-claim-terminating':
    'Claim {claim} is being deleted: its data goes as soon as {pod} stops. Copy the data before anything restarts that pod.',
  'verdict-at-risk-claim-lost':
    'The volume of claim {claim} is gone: {pod} cannot start again with its data once it stops. Copy the data while it runs.',
  'verdict-at-risk-claim-missing':
    'Claim {claim} does not exist any more: once {pod} stops, it comes back with a new and empty one. Copy the data while it runs.',

  'verdict-drain-waits':
    '{pod} is on node {node}, which takes no more pods, and budget {budget} lets no pod go now: {healthy} are healthy, and it wants {desired}. Whoever drains the node waits for that.',
  'verdict-drain-never':
    '{pod} is on node {node}, which takes no more pods, and budget {budget} never lets a pod go: it wants {desired} healthy, which is all of them. Whoever drains the node waits for ever.',

  'verdict-blocks-create': 'Until then no further pod is created.',
  'verdict-blocks-scale-down': 'Until then the set is not scaled down.',
  'verdict-blocks-update': 'Until then no further pod is updated.',
  'verdict-unknown': 'Could not be read, so this may be wrong: {kinds}.',

  'way-on-partition': 'Lower the partition: at 0 every pod is updated, the highest first.',
  'way-on-on-delete': 'Delete the pods one after another, each when the one before is ready again.',
  'way-on-paused':
    'Resume it (kubectl rollout resume deployment/{set}): what was changed meanwhile is then rolled out in one go.',
  'way-out-delete-pod': 'Delete {pod}: it comes back at revision {revision} ({images}).',
  'way-out-delete-pod-unnamed': 'Delete {pod}: it comes back at another revision.',
  'way-out-delete-pod-condemned': 'Delete {pod}: the set does not want it any more, and it does not come back.',
  'way-out-restore-revision-then-delete-pod':
    'Roll back to revision {revision} ({images}), then delete {pod}: the rollback alone does not replace it.',
  'way-out-restore-revision-then-delete-pod-unnamed':
    'Roll back to the revision before, then delete {pod}: the rollback alone does not replace it.',
  'way-out-lower-partition-then-delete-pod':
    'Mend what ails {pod}; or lower the partition to {partition} and then delete it, so that it comes back at revision {revision} ({images}). While the partition holds it, it comes back as it is.',
  'way-out-lower-partition-then-delete-pod-unnamed':
    'Mend what ails {pod}; or lower the partition to {partition} and then delete it. While the partition holds it, it comes back as it is.',
  'way-out-undo': 'Roll back to revision {revision} ({images}).',
  'way-out-undo-unnamed': 'Roll back to the revision before.',
  'way-out-fix-template': 'Mend the template, so that a pod made from it can run.',
  'way-out-fix-template-others-run':
    'Other pods are ready with the same template, so look first at what is different for {pod}: its log, its data, its node. If it is the template after all, mend it.',
  'way-out-fix-template-image-others-run':
    'Other pods run with the same template, and {pod} never did, so it has no log. See first whether its node reaches the registry and whether the pull secret lets it in. If the tag is wrong or gone, set another image.',
  'way-out-fix-template-was-ready':
    '{pod} was ready with this very template, so look first at what has changed since: its log, its data, its node, what it talks to. If it is the template after all, mend it.',
  'way-out-fix-template-refused': 'Change the template so that the API server accepts its pods.',
  'way-out-rename': 'Create the set under a shorter name: at most 52 characters.',
  'way-out-raise-quota': 'Raise quota {quota} (kubectl edit resourcequota {quota}), or free some of it.',
  'way-out-raise-quota-unnamed': 'Raise the quota of the namespace, or free some of it.',
  'way-out-create-missing-object':
    'Create what the message names: it is tried again by itself. Or mend its name in the template.',
  'way-out-mend-webhook':
    'See to the admission webhook: the API server cannot reach it, and asks it before it creates a pod.',
  'way-out-open-readiness-gate':
    'See to whoever is to open the readiness gate: its containers are ready, and deleting the pod does not help.',
  'way-out-use-another-namespace':
    'Wait until the namespace is gone, or create the set in another one: this one is being deleted.',
  'way-out-replace-adopted-pod':
    'Copy its data elsewhere first, then delete {pod}: it comes back with its claims, and without what it holds outside of them.',
  'way-out-save-data-first':
    'Do not delete {pod} yet: its claim is being deleted and goes with it. Copy the data elsewhere first.',
  'way-out-grow-claim':
    'Raise the size that claim {claim} asks for: its storage class lets volumes grow. Deleting {pod} does not help: it comes back with the same volume.',
  'way-out-make-room-in-volume':
    'Make room in the volume, or grow its claim where the storage class allows it. Deleting {pod} does not help: it comes back with the same volume.',
  'way-out-create-claim-or-fix-template': 'Create claim {claim}, or mend its name in the template.',
  'way-out-restore-volume':
    'Bring the volume back under its name. If it is gone for good, delete claim {claim} and then {pod}: it comes back empty, to be filled from a backup.',
  'way-out-mend-mount':
    'See to what the message names. A volume that is still attached elsewhere comes free when the old pod is certainly gone; never force that while its node may still run.',
  'way-out-make-room-at-volume':
    'Its volume is tied to a node or zone: make room there, or bring that node back. Another node does not help.',
  'way-out-look-at-node':
    'Look at node {node}: whether the kubelet there answers and what it logs. Do not force the deletion.',
  'way-out-look-at-node-unnamed':
    'Look at its node: whether the kubelet there answers and what it logs. Do not force the deletion.',
  'way-out-look-at-scheduler': 'Look at the scheduler: whether one runs that answers to the name in the template.',
  'way-out-look-at-events': 'Ask somebody who may read events in this namespace: the reason stands there.',
  'way-out-look-at-claim': 'Look at its claims: one of them is not bound to a volume.',
  'way-out-create-class-or-recreate-set':
    'Create storage class {class} (kubectl get storageclass lists those that exist), or create the set again with one that exists: claim templates cannot be changed.',
  'way-out-create-class-or-recreate-set-unnamed':
    'Create the storage class, or create the set again with one that exists: claim templates cannot be changed.',
  'way-out-provide-volume-or-class': 'Provide a volume that fits claim {claim}, or a default storage class.',
  'way-out-start-provisioner': 'See to the provisioner of the storage class: it has to run and to make the volume.',
  'way-out-add-node-or-relax': 'Add a node that fits, or relax what the template demands of nodes.',
  'way-out-lower-request-or-add-node': 'Ask for less in the template, or add a larger node.',
  'way-out-remove-scheduling-gates': 'See to whoever is to remove the scheduling gates.',
  'way-out-mend-registry':
    'See to the registry: whether the node reaches it, and whether the pull secret of the pod lets it in. The image is tried again by itself.',
  'way-out-use-recreate':
    'A pod of the old revision has the volume, and stays until {pod} is ready: neither can move. Set the strategy to Recreate, so that old pods go first.',
  'way-out-add-node-or-relax-cordoned':
    'All nodes are cordoned: let one of them take pods again once its work is done, or add a node.',
  'way-out-let-its-user-end': 'Pod {user} uses claim {claim}: it goes on once that pod is gone.',
  'way-out-let-its-user-end-unnamed': 'Another pod uses its claim: it goes on once that pod is gone.',
  'way-out-make-room-on-node':
    'Its nodes run short of what it uses: make room there, or have the template ask for as much as it uses, so that it goes where there is room.',
  'way-out-remove-foreign-pod': 'Remove the other pod named {pod}, if nobody needs it, or rename the set.',
  'way-out-let-its-owner-finish':
    'See to the program whose finalizer it is: it has to finish. Taking the finalizer away by hand skips its work.',
  'way-out-bring-node-back':
    'Bring node {node} back (kubectl describe node {node} tells what is known of it), or remove it from the cluster once it is certain that it is off (kubectl delete node {node}). Never force the deletion of the pod: two pods would share one identity.',
  'way-out-touch-set': 'Change any annotation of the set, and the controller looks again.',
  'way-out-look-at-controller': 'Look at kube-controller-manager: whether it runs and what it logs.',
} as const;
