import type { FindingCode } from '../core/manifest/catalogue.ts';

/** Sentences for findings in manifests: what is wrong, with what, and what to do. */
export const findings = {
  'yaml-syntax': 'From here on this cannot be read as YAML. Check this line and the one above it.',
  'tab-indentation': 'YAML does not allow tabs in the indentation. Use spaces.',
  'bad-indentation':
    'This line is not indented like its neighbors, so it is not clear what it belongs to. Line it up with the keys of its own level.',
  'unclosed-quote': 'The quote that opens here is never closed. Add the closing quote.',
  'unclosed-bracket': 'A bracket or brace that was opened is not closed here. Add the closing one.',
  'missing-colon':
    'A key is followed by a colon and its value. Add the colon, or indent the line if it belongs to the value above.',
  'colon-in-value': 'A value that contains a colon and a space must be quoted. Put it in quotes.',
  'unknown-anchor': 'No anchor “{name}” is defined above this alias. Define it with &{name}, or write the value here.',
  'infinite-alias': 'The alias “{name}” stands inside its own anchor, or grows without end. Write the value out.',

  'duplicate-key': 'The key “{key}” stands twice in this map; only the last one would count. Remove one of them.',
  'not-an-integer': '“{field}” must be a whole number, but this is {value}. Write a number without quotes or fraction.',
  'unreadable-quantity':
    '“{value}” is not an amount that Kubernetes can read. Write a number with one of the units m, k, M, G, T, Ki, Mi, Gi, Ti, such as 500m or 10Gi.',

  'removed-api-version': '{apiVersion} of {kind} is gone since Kubernetes {since}. Use {use}.',
  'removed-kind': '{kind} is gone since Kubernetes {since} and has no successor of that name. Remove this object.',
  'wrong-api-version': 'There is no {kind} in {apiVersion}. Use {use}.',
  'name-missing': 'This object has no name. Add metadata.name.',
  'invalid-name':
    '“{name}” cannot be used as {field}. Use lower-case letters, digits and hyphens, with a letter or digit first and last.',
  'name-has-dots': '“{name}” cannot be used as {field}, because dots are not allowed here. Use hyphens instead.',
  'name-too-long': '“{name}” has {length} characters; as {field} it may have {limit}. Shorten it.',
  'invalid-label-key':
    '“{key}” cannot be a key here. Use letters, digits, hyphens, underscores and dots, at most 63, with an optional domain and slash in front.',
  'invalid-label-value':
    '“{value}” cannot be the value of the label “{key}”. Use at most 63 letters, digits, hyphens, underscores and dots, with a letter or digit first and last.',
  'annotations-too-large':
    'The annotations have {bytes} bytes together; the API server takes {limit}. Move large values into a ConfigMap.',
  'invalid-finalizer': '“{name}” is not a finalizer name. Put a domain in front, such as example.com/{name}.',
  'owner-incomplete':
    'An owner reference needs “{field}”. Add it, or remove the reference: owners are usually set by controllers.',
  'two-controllers': 'Only one owner can be the controller. Remove “controller: true” from the others.',
  'field-missing': '“{field}” is missing here. Add it.',
  'value-not-supported': '“{value}” is not a value of {field}. Use one of: {supported}.',
  'below-minimum': '{field} is {value}, but cannot be less than {minimum}.',
  'out-of-range': '{field} is {value}, but must be from {minimum} to {maximum}.',
  'selector-missing':
    'The selector is missing, so the controller cannot know its pods. Add spec.selector with the labels of the pod template.',
  'selector-empty':
    'The selector is empty, but must name at least one label. Add the labels of the pod template under matchLabels.',
  'selector-operator': '“{operator}” is not an operator. Use one of: {supported}.',
  'selector-values-missing': 'With the operator {operator} the requirement needs values. Add at least one.',
  'selector-values-unwanted': 'With the operator {operator} the requirement must have no values. Remove them.',
  'selector-mismatch': 'The selector asks for {key}: {wanted}, but the pods get {key}: {found}. Make the two equal.',
  'selector-label-missing':
    'The selector asks for the label “{key}”, which the pods do not get. Add it to the labels of the pod template.',
  'selector-excludes-template':
    'The selector rules out pods with the label {key}: {found}, which the pod template sets. Change the selector or the label.',
  'rolling-update-under-on-delete':
    'With OnDelete there is no rolling update, so “rollingUpdate” with its partition is not allowed. Remove it, or use RollingUpdate.',
  'recreate-with-rolling-update':
    'With Recreate there is no rolling update, so “rollingUpdate” is not allowed. Remove it, or use RollingUpdate.',
  'template-field-forbidden': '“{field}” is not allowed in the pod template of a {kind}. Remove it.',
  'claim-access-modes-missing': 'At least one access mode is needed. Add accessModes, usually with ReadWriteOnce.',
  'access-mode-alone': 'ReadWriteOncePod cannot be combined with other access modes. Keep it alone, or remove it.',
  'claim-storage-missing':
    'The claim does not say how much storage it wants. Add resources.requests.storage, such as 10Gi.',
  'storage-not-positive': 'A claim of {value} asks for nothing. Ask for more than zero, such as 10Gi.',
  'claim-data-source':
    'A data source of kind {kind} needs its apiGroup. Add it; only a PersistentVolumeClaim goes without.',
  'containers-missing': 'A pod needs at least one container. Add one with a name and an image.',
  'duplicate-container-name':
    'There is another container with the name “{name}” in this pod. Give each a name of its own.',
  'duplicate-volume-name': 'There is another volume with the name “{name}” in this pod. Give each a name of its own.',
  'duplicate-name-of-port':
    'There is another port with the name “{name}” in this container. Give each a name of its own.',
  'duplicate-host-port': 'Another port of this pod takes host port {port} already. Choose another one.',
  'host-port-differs':
    'With hostNetwork the hostPort must be the containerPort, but they are {port} and {containerPort}. Make them equal, or leave hostPort out.',
  'duplicate-mount-path': 'Container “{container}” mounts something else at {path} already. Choose another path.',
  'invalid-port-name':
    '“{name}” cannot name a port. Use at most 15 lower-case letters, digits and single hyphens, with at least one letter.',
  'mount-without-volume':
    'Container “{container}” mounts “{name}”, but no volume and no claim template has that name. Correct the name or add the volume.',

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

  'service-not-found':
    'There is no Service “{service}” in this folder. Without it the pods of {set} get no DNS names. Correct the name or add a headless Service.',
  'headless-service-expected':
    'Service “{service}” is not headless (clusterIP: None), so its name leads to one virtual address, and DNS names of single pods are not promised.',
  'service-external-name':
    'Service “{service}” is of type ExternalName and cannot give the pods of {set} their DNS names. Name a headless Service.',
  'service-without-selector':
    'Service “{service}” has no selector, so it finds no pods and the pods of {set} get no DNS names. Add the labels of the pod template as its selector.',
  'service-selects-other-pods':
    'Service “{service}” selects {wanted}, but the pods of {set} have {found}, so they get no DNS names. Make the two equal.',
  'service-selects-missing-label':
    'Service “{service}” selects {wanted}, which the pods of {set} do not have, so they get no DNS names. Add the label to the pod template or remove it from the Service.',
  'volumes-too-few':
    'There are volumes for {bound} of {replicas} pods. {pod} would wait for ever, because no volume is left for its claim {claim}. Add a volume or lower the replicas.',
  'volumes-too-small':
    '{pod} would wait for ever: its claim {claim} asks for {size}, but the volume that is left, {volume}, has {volumeSize}. Ask for less or make the volume larger.',
  'volumes-access-modes':
    '{pod} would wait for ever: its claim {claim} asks for {modes}, but the volume that is left, {volume}, offers {volumeModes}. Make them agree.',
  'volumes-mode':
    '{pod} would wait for ever: its claim {claim} and the volume that is left, {volume}, differ in volumeMode ({volumeMode} on the volume). Make them agree.',
  'volumes-selector':
    '{pod} would wait for ever: the selector of its claim {claim} does not match the labels of the volume that is left, {volume}. Make them agree.',
  'volumes-class':
    '{pod} would wait for ever: its claim {claim} asks for a volume without a class, but {volume} has the class “{className}”. Make them agree.',

  'service-name-missing':
    'Without serviceName the pods of {set} get no DNS names of their own. Name a headless Service if they must find each other.',
} as const satisfies Readonly<Record<FindingCode, string>>;
