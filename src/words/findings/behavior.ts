/** Sentences for the codes of what the API server accepts and what never works. */
export const behavior = {
  'set-name-too-long':
    'The name has {length} characters. Beyond {limit} the pods’ label controller-revision-hash gets too long and no pod can be created. Shorten the name.',
  'partition-beyond-replicas':
    'With partition {partition} and {replicas} replicas every pod is held: a change of the pod template updates none of them. Lower the partition to start the rollout.',
  'duplicate-claim-template':
    'There is another claim template with the name “{name}”; the pods only get the last one. Give each a name of its own.',
  'claim-template-hides-volume':
    'A claim template has the name “{name}” too and takes the place of this volume: what it should hold is not there. Rename one of them.',
  'duplicate-port':
    'Port {port}/{protocol} stands twice in this container, and server-side apply refuses that. Remove one of them.',
  'duplicate-port-name':
    'Container “{first}” has a port with the name “{name}” too; Services and probes that ask for it take that one. Give this one another name.',
  'ordinals-too-large':
    'With {replicas} replicas the ordinals from {start} on go beyond {limit}, and those pods can never be made. Start lower.',
  'selector-on-controller-label':
    'The controller gives each pod its own “{key}”, so the selector loses the pods it made. Remove this label from the selector.',
  'label-overwritten': 'The controller sets “{key}” on every pod, whatever stands here. Remove it.',
  'hostname-overwritten':
    'This host name is never used: the pods are called by their own names, such as {becomes}. Remove it.',
  'subdomain-overwritten':
    'This subdomain is never used: the pods of a StatefulSet get {becomes}. Remove it, or change serviceName.',
  'full-hostname-too-long':
    'With setHostnameAsFQDN the host name has at least {length} characters, but {limit} are possible, so no pod can start. Remove it, or shorten the names.',
  'max-unavailable-dropped':
    'Kubernetes {version} drops this field by default, so the pods are replaced one at a time. Remove it, or turn on the gate MaxUnavailableStatefulSet.',
  'history-without-limit': 'With {value} every revision is kept for ever. Use 0 or more.',
  'claim-metadata-refused':
    '“{what}” cannot stand here: the API server will refuse the claims, and no pod can be made. Correct it.',
  'volume-for-one-pod':
    'The claims of all {replicas} pods ask for the volume “{volume}”, and only the first gets it. Remove volumeName, or use a selector.',
  'block-claim-mounted':
    '“{name}” is a raw device (volumeMode Block) and cannot be mounted. Use volumeDevices, or make it a Filesystem.',
  'filesystem-claim-as-device':
    '“{name}” is a file system, not a raw device. Use volumeMounts, or set volumeMode: Block in its claim template.',
  'fraction-of-a-byte': '{value} is a fraction of a byte, because m means a thousandth. For {field} use Mi or Gi.',
  'amount-without-unit': '{value} without a unit counts single bytes. For {field} write Mi or Gi behind the number.',
  'cores-beyond-any-node':
    '{value} is {cores} CPU cores, more than any machine has: a large M is a million, a small m a thousandth. Write a small m, or fewer cores.',
  'pod-finalizer-refused':
    '“{name}” is not a finalizer name, so the API server will refuse the pods. Remove it: a finalizer would also hold back every deletion.',
  'image-volume-without-reference':
    'This volume does not say which image it holds, so the API server will refuse the pods. Add the reference.',
  'priority-without-class':
    'A priority of {priority} without a priorityClassName is refused when the pods are made. Name a class instead.',
  'overhead-without-class':
    'An overhead without a runtimeClassName is refused when the pods are made. Remove it, or name the class.',
  'node-name-with-gates':
    'A pod with schedulingGates cannot have a nodeName, so the API server will refuse the pods. Remove one of the two.',
  'scheduling-gate':
    'The pods wait until somebody removes the gate “{name}”. Make sure that something in the cluster does.',
  'readiness-gate':
    'The pods get ready only when something sets their condition “{type}”. Make sure that something in the cluster does.',
  'rule-without-selector':
    'Without a labelSelector this rule of {rule} matches no pod. Add the labels of the pods it is about.',
  'rule-misses-own-pods':
    'The pods of this template have no such label {key}, so this rule of {rule} says nothing about them. Ask for a label that they have.',
  'grace-period-zero':
    'With 0 seconds a pod is forgotten before it has stopped, and two pods with one name may run at once. Give it time to stop.',
  'grace-period-negative': '{value} counts as 1 second. Write the seconds that the containers need to stop.',
  'pull-secret-unnamed': 'This entry names no Secret and has no effect. Add the name, or remove it.',
  'image-with-blanks': '“{image}” has blanks around it, so the API server will refuse the pods. Remove them.',
  'image-unreadable':
    '“{image}” does not name an image, so the containers cannot start. Check for upper-case letters, blanks and the tag.',
  'probe-port-unknown':
    'Container “{container}” declares no port with the name “{port}”, so this always fails. Correct the name, or write the number.',
  'root-refused':
    'Container “{container}” runs as user 0, and runAsNonRoot does not allow that, so it cannot start. Choose another user.',
  'stop-signal-dropped':
    'Kubernetes {version} drops this field by default, so {signal} is never sent. Set the signal in the image, or turn on the gate ContainerStopSignals.',
  'external-name-address':
    '“{address}” is looked up as a name, and no DNS server knows it. Leave the type out, and put the address into an EndpointSlice.',
  'duplicate-variable':
    'The variable “{name}” is set above already; this value replaces it, and apply may drop one of them. Remove one.',
  'node-port-outside-range':
    'Node port {port} is outside of the usual range from {first} to {last}, and a cluster with that range refuses it. Choose one inside, or leave it out.',
  'affinity-without-address':
    'A headless Service leads clients straight to the pods, so this has no effect. Remove it.',
  'budget-allows-nothing':
    'With {field} {value} no pod may ever be evicted, so drains and cluster upgrades wait for ever. Allow at least one.',
  'budget-without-selector': 'Without a selector this budget protects no pod. Add the labels of the pods.',
} as const;
