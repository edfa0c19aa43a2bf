/** Sentences for the codes of what the API server refuses in a pod template. */
export const apiPod = {
  'one-of-missing': '“{field}” does not say what to use. Add one of: {choices}.',
  'not-together': '“{field}” and “{other}” exclude each other. Keep one of them.',
  'field-needs-other': '“{field}” is only allowed together with {needs}. Add that, or remove “{field}”.',
  'field-not-allowed': '“{field}” is not allowed in {parent}. Remove it.',
  'duplicate-entry': '“{value}” stands twice in {list}. Remove one of them, or make them differ.',
  'too-many-entries': '{list} has {count} entries, but may have {limit}. Remove some.',
  'init-container-probe':
    'An init container ends before the others start, so it cannot have “{field}”. Remove it, or make the container a sidecar with restartPolicy: Always.',
  'invalid-env-name':
    '“{name}” cannot name an environment variable. Use letters, digits and signs of ASCII, without the equals sign.',
  'invalid-config-key':
    '“{key}” cannot be a key of a ConfigMap or Secret. Use letters, digits, hyphens, underscores and dots, and no two dots in front.',
  'invalid-header': '“{name}” cannot name an HTTP header. Use letters, digits and hyphens.',
  'invalid-sysctl':
    '“{name}” is no kernel parameter. Use its name with dots or slashes in lower case, such as net.core.somaxconn.',
  'invalid-windows-user':
    '“{name}” cannot name a user of Windows. Write the user, or DOMAIN\\user, with at most 104 characters and none of "/\\:;|=,+*?<>@[].',
  'path-leads-upwards': '“{path}” leads upwards, which {field} must not. Write it without “..”.',
  'path-not-relative': '“{path}” starts at the root, but {field} must be a relative path. Remove the slash in front.',
  'path-not-absolute': '“{path}” is a relative path, but {field} must be an absolute one. Start it with a slash.',
  'invalid-file-mode':
    '{field} is {value} in decimal, but permissions go from 0 to 511, which is 0777 in octal. Write them in octal, such as 0644.',
  'projected-path-twice': 'Two sources of this volume write the file “{path}”. Give each a path of its own.',
  'field-path-not-supported':
    '“{path}” cannot be read here. Use one of: {supported}. A single label is metadata.labels[name] with the name in single quotes, an annotation likewise.',
  'unknown-resource':
    'A container cannot ask for “{resource}”. Use cpu, memory, ephemeral-storage, hugepages-2Mi or the like, or a name with a domain such as example.com/gpu.',
  'unknown-pod-resource':
    'A pod as a whole cannot ask for “{resource}”, only for cpu, memory and huge pages. Ask for it in a container.',
  'amount-not-multiple':
    '{resource} is only given out in steps of {step}, but this is {value}. Write a multiple of {step}.',
  'request-above-limit':
    'The request for {resource} is {request}, which is more than the limit of {limit}. Lower the request or raise the limit.',
  'request-differs-from-limit':
    '{resource} cannot be promised twice, so request and limit must be equal, but they are {request} and {limit}. Make them equal.',
  'limit-missing': '{resource} cannot be promised twice, so a request needs the same limit. Add it under limits.',
  'hugepages-alone':
    '{resource} alone is not enough for a container. Add a request or limit for cpu or memory beside it.',
  'pod-request-below-containers':
    'The containers together request {sum} of {resource}, but the pod as a whole only {value}. Raise the request of the pod.',
  'container-limit-above-pod':
    'The limit of this container for {resource} is {value}, which is more than the {limit} of the pod as a whole. Lower it, or raise the limit of the pod.',
  'resource-claim-unknown':
    'Container “{container}” uses the claim “{name}”, but the pod has none of that name under resourceClaims. Correct the name or add the claim.',
  'device-needs-claim':
    'Container “{container}” uses “{name}” as a block device, which only a claim can be. Mount it under volumeMounts instead.',
  'mount-and-device':
    'Container “{container}” has “{name}” both as a mount and as a block device. Keep the one that fits the volume.',
  'sleep-beyond-grace-period':
    'The pause of {seconds} s does not fit into the {gracePeriod} s that the pod has to end. Shorten it, or raise terminationGracePeriodSeconds.',
  'toleration-without-key':
    'A toleration without a key means every taint, and only operator: Exists can say that. Add the key, or the operator.',
  'annotation-without-container':
    'There is no container “{name}” in this pod for the annotation to speak of. Correct the name or remove the annotation.',
  'annotation-differs-from-field':
    'The field says {type}, but the annotation {annotation} says “{value}”. Make them agree, or remove the annotation.',
} as const;
