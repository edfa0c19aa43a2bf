/** Sentences for lenses, hovers, fixes and completions in manifests. */
export const language = {
  'lens-no-pods': 'No pods: replicas is 0',
  'lens-one-pod': '1 pod: {pod}',
  'lens-pods': '{count} pods: {pods}',
  'lens-partition': 'Partition {partition} updates {updated}, holds {held}',
  'lens-partition-all-held': 'Partition {partition} holds every pod',
  'lens-on-delete': 'OnDelete: each pod is updated when you delete it',
  'lens-apply': 'Apply',
  'lens-set-partition': 'Set partition',
  'lens-watch': 'Watch rollout',

  'hover-replicas':
    '`{set}` runs {count} pods: {pods}. They are created one by one, each when the one before it is ready, and removed in reverse, from `{last}` on. Their claims stay.',
  'hover-replicas-parallel':
    '`{set}` runs {count} pods: {pods}. They are created and removed all at once (podManagementPolicy Parallel).',
  'hover-no-replicas': '`{set}` runs no pods. Claims of earlier pods stay unless the retention policy says otherwise.',
  'hover-live':
    'In the cluster now: {ready} of {replicas} pods ready, {updated} on the newest revision, partition {partition}.',
  'hover-service-name':
    'The governing Service `{service}` gives every pod a DNS name of its own: `{dns}`, in the same namespace also `{short}`. The Service must be headless (clusterIP: None) and select the pods of `{set}`; the name cannot be changed later.',
  'hover-no-service-name': 'Without a governing Service the pods of `{set}` get no DNS names of their own.',
  'hover-ordered-ready':
    'OrderedReady: {pods} are created one by one, each when the one before it is ready. If `{first}` never gets ready, no other pod is made.',
  'hover-parallel': 'Parallel: {pods} are created and removed all at once. Updates still go one by one.',
  'hover-rolling-update':
    'RollingUpdate: a change of the pod template replaces one pod at a time, from `{last}` down to `{first}`, each after the one before it is ready again.',
  'hover-on-delete':
    'OnDelete: a change of the pod template replaces no pod of `{set}`. Each gets the new template when you delete it.',
  'hover-partition':
    'With partition {partition} a change of the pod template updates {updated} and holds {held}. A held pod that is deleted comes back as it was.',
  'hover-partition-all-held':
    'With partition {partition} every pod is held: a change of the pod template updates none. Lower it to start the rollout.',
  'hover-partition-none':
    'Without a partition a change of the pod template updates every pod, from `{last}` down to `{first}`.',
  'hover-ordinals-start': 'Pods are numbered from {start}: the first one is `{pod}` ({pods}).',
  'hover-min-ready': 'A pod counts as available {seconds} s after it got ready.',
  'hover-min-ready-ordered':
    'A pod counts as available {seconds} s after it got ready; the next one waits for that, when pods are created and when they are updated.',
  'hover-claims':
    'The claim template `{template}` gives every pod a claim of its own: {claims}, for {pods}. A pod that comes back finds its claim again.',
  'hover-when-deleted-retain': 'When `{set}` is deleted its claims stay (whenDeleted: Retain).',
  'hover-when-deleted-delete':
    'When `{set}` is deleted its claims are deleted too, with their data (whenDeleted: Delete).',
  'hover-when-scaled-retain': 'When `{set}` is scaled down the claims of the removed pods stay (whenScaled: Retain).',
  'hover-when-scaled-delete':
    'When `{set}` is scaled down the claims of the removed pods are deleted too, with their data (whenScaled: Delete).',
  'hover-mount-volume': '`{name}` is a volume of the pod template, made anew for each pod.',
  'hover-mount-claim': '`{name}` is a claim template: each pod mounts a claim of its own ({claims}).',

  'hover-values': 'One of: {values}.',
  'hover-meaning': '{meaning}',
  'type-string': 'text',
  'type-boolean': 'true or false',
  'type-int32': 'whole number',
  'type-int64': 'whole number',
  'type-time': 'time',
  'type-int-or-string': 'whole number or text',
  'type-quantity': 'amount, such as 500m or 10Gi',
  'type-any': 'anything',
  'type-list': 'list',
  'type-map': 'map',

  'fix-set-value': 'Change to {value}',
  'fix-add-line': 'Add {line}',
  'fix-rename': 'Rename to {meant}',
  'fix-move': 'Move {field} under {parent}',
  'fix-remove': 'Remove {field}',
  'fix-tabs': 'Replace the tabs by {width} spaces each',
  'fix-api-version': 'Change to {version}, with the fields that changed',
  'fix-label': 'Set the label {key}: {value} in the pod template',
  'fix-selector': 'Change the selector to {key}: {value}',
  'fix-add-selector': 'Add a selector with the labels of the pod template',
  'fix-access-modes': 'Add the access mode {mode}',
  'fix-sidecar': 'Make the container a sidecar (restartPolicy: Always)',
  'fix-add-limit': 'Add the same limit for {resource}',
  'fix-partition-last': 'Set partition {partition}, to update only {pod}',
  'fix-partition-all': 'Set partition 0, to update every pod',
  'fix-create-service': 'Add the headless Service {service} at the end of this file',
  'fix-headless': 'Make the Service {service} headless (clients get the addresses of the pods)',
  'fix-headless-ports':
    'Make the Service {service} headless (clients get the addresses of the pods, and must use port {target} instead of {port})',
  'fix-headless-elsewhere': 'Make the Service {service} in {file} headless (clients get the addresses of the pods)',
  'fix-headless-ports-elsewhere':
    'Make the Service {service} in {file} headless (clients get the addresses of the pods, and must use port {target} instead of {port})',
  'fix-service-selector-elsewhere': 'Let the Service {service} in {file} select {key}: {value}',
  'fix-publish-early-elsewhere': 'Let the Service {service} in {file} publish pods before they are ready',
  'fix-service-selector': 'Let the Service {service} select {key}: {value}',
  'fix-nesting': 'Rebuild the nesting from the fields',
  'fix-line-break': 'Put the line breaks back',
  'fix-page': 'Take out what was copied along',
  'fix-all': 'Mend all that is only written wrongly',
  'fix-budget-one': 'Allow one pod at a time (maxUnavailable: 1)',
  'fix-publish-early': 'Let the Service {service} publish pods before they are ready',
  'refactor-claim': 'Add the claim template {claim}, mounted at {path}',
  'refactor-readiness-probe': 'Add a readiness probe to {container}',
  'refactor-budget': 'Add a PodDisruptionBudget for {set} at the end of this file (one pod at a time)',

  'completion-service': 'Service, not headless',
  'completion-service-headless': 'headless Service',
  'completion-claim-template': 'claim template',
  'completion-volume': 'volume of the pod template',
  'completion-class': 'StorageClass',
  'completion-class-default': 'default StorageClass',
  'completion-class-used': 'StorageClass named in this folder',
  'completion-claim': 'PersistentVolumeClaim',
  'completion-claim-of': 'claim that {set} makes',
  'completion-port': 'port {port} of {container}',
  'completion-container': 'container',
  'completion-namespace': 'namespace of this folder',
  'completion-kind-ConfigMap': 'ConfigMap of this folder',
  'completion-kind-Secret': 'Secret of this folder',
  'completion-kind-ServiceAccount': 'ServiceAccount of this folder',
  'completion-kind-PriorityClass': 'PriorityClass of this folder',
  'completion-kind-RuntimeClass': 'RuntimeClass of this folder',
  'completion-kind-VolumeAttributesClass': 'VolumeAttributesClass of this folder',
  'completion-kind-PersistentVolume': 'PersistentVolume of this folder',
  'completion-label': 'label of {owner}',
} as const;
