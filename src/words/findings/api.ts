/** Sentences for the codes of what the API server refuses: metadata, sets and their claim templates. */
export const api = {
  'removed-api-version': '{apiVersion} of {kind} is gone since Kubernetes {since}. Use {use}.',
  'wrong-api-version': 'There is no {kind} in {apiVersion}. Use {use}.',
  'name-missing': 'This object has no name. Add metadata.name.',
  'invalid-name':
    '“{name}” cannot be used as {field}. Use lower-case letters, digits and hyphens, with a letter or digit first and last.',
  'name-has-dots': '“{name}” cannot be used as {field}, because dots are not allowed here. Use hyphens instead.',
  'name-too-long': '“{name}” has {length} characters; as {field} it may have {limit}. Shorten it.',
  'service-name-digit':
    'Before Kubernetes 1.36 the name of a Service must begin with a letter, and “{name}” does not. This is checked for Kubernetes {version}: rename it, or say which version you have.',
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
  'host-port-differs':
    'With hostNetwork the hostPort must be the containerPort, but they are {port} and {containerPort}. Make them equal, or leave hostPort out.',
  'duplicate-host-port': 'Another port of this pod takes host port {port} already. Choose another one.',
  'duplicate-mount-path': 'Container “{container}” mounts something else at {path} already. Choose another path.',
  'invalid-port-name':
    '“{name}” cannot name a port. Use at most 15 lower-case letters, digits and single hyphens, with at least one letter.',
  'mount-without-volume':
    'Container “{container}” mounts “{name}”, but no volume and no claim template has that name. Correct the name or add the volume.',
} as const;
