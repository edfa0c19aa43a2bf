/** Sentences for the codes of what the API server refuses in Services, claims, volumes, classes, budgets and Deployments. */
export const apiNeighbours = {
  'service-ports-missing':
    'A Service with an address of its own needs at least one port. Add ports, or make it headless with clusterIP: None.',
  'service-port-unnamed': 'With several ports every port needs a name. Add one that says what it is for.',
  'service-field-unfit':
    '“{field}” cannot be used in a Service of type {type}, only with {allowed}. Remove it, or change the type.',
  'headless-with-address':
    'A Service of type {type} needs an address and cannot be headless. Remove clusterIP: None, or use a second Service for access from outside.',
  'invalid-address':
    '“{value}” is not an IP address. Write one such as 10.9.8.7. Only the clusterIP of a Service can also be None.',
  'misspelled-none': '“{value}” is neither an IP address nor None, which makes a Service headless. Did you mean None?',
  'special-address':
    '{value} belongs to a single machine or link and cannot be an external address. Use one that clients can reach.',
  'invalid-address-range': '“{value}” is not a range of addresses. Write one such as 10.0.0.0/8.',
  'cluster-ips-alone': 'clusterIPs cannot stand alone. Write clusterIP: {value} beside it, or instead of it.',
  'cluster-ips-differ':
    'The first of clusterIPs must be the clusterIP, which is {value}. Make the two equal, or remove the list.',
  'addresses-of-one-family':
    'A Service has at most one address of each family, and {value} is the second of its family. Remove it.',
  'address-of-other-family':
    'The family here is {family}, but the address at the same place is {found}. Make them agree.',
  'two-families-in-single-stack':
    'Two families of addresses are asked for, but the policy is SingleStack. Use PreferDualStack or RequireDualStack.',
  'not-a-share':
    '“{value}” is neither a number nor a share. For {field} write a number without quotes, or a percentage such as 25%.',
  'share-above-all': '{field} is {value}, which is more than all pods. Use 100% or less.',
  'rollout-cannot-move':
    'With maxUnavailable and maxSurge both at zero the rollout could not replace a single pod. Raise one of them.',
  'deadline-before-ready':
    'The rollout would be given up after {deadline} s, but a pod counts only after {ready} s. Make progressDeadlineSeconds larger than minReadySeconds.',
  'data-sources-differ':
    'dataSource and dataSourceRef must name the same object, and only dataSourceRef can name another namespace. Keep dataSourceRef alone.',
  'volume-capacity-missing': 'The volume does not say how large it is. Add capacity.storage, such as 10Gi.',
  'volume-capacity-other': 'A volume offers storage only, not “{name}”. Remove this line.',
  'volume-source-missing': 'The volume does not say what it lies on. Add one source, such as nfs, local or csi.',
  'two-volume-sources': 'The volume lies on {first} already and cannot lie on {second} too. Remove one of them.',
  'recycle-of-root': 'Recycle would delete everything below the root of a node. Use Retain, or another path.',
  'local-volume-without-node':
    'A local volume must say on which node it lies. Add nodeAffinity.required with the name of the node.',
  'selector-one-value': 'With the operator {operator} the requirement needs exactly one value here. Write one.',
  'invalid-provisioner':
    '“{name}” cannot name a provisioner. Use the name that its documentation gives, such as ebs.csi.aws.com.',
} as const;
