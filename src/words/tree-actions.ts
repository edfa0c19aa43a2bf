/** Sentences of the tree's rows and of what can be done with them beside changing them. */
export const treeActions = {
  yes: 'yes',
  'fact-answer': 'Answer',
  'addresses-ready': '{ready} addresses ready',
  'addresses-some-ready': '{ready} addresses ready, {notReady} not',
  'fact-addresses-ready': 'Addresses that are ready',
  'fact-addresses-not-ready': 'Addresses that are not ready',
  'fact-publishes-not-ready': 'Gives out addresses that are not ready',
  'name-does-not-exist': 'no answer: the name does not exist while no address is ready',
  'query-a-tooltip':
    'What an address query for {name} would be answered with now, as the endpoint slices tell. Names end with the domain of the cluster, mostly cluster.local.',
  'query-srv-tooltip':
    'What an SRV query for {name} would be answered with now, as the endpoint slices tell: one target for each pod that is ready.',
  'pod-name-tooltip': 'The name under which {pod} is found, whatever address it has.',
  'silence-no-pod': 'no answer: {pod} does not exist',
  'silence-no-address': 'no answer: {pod} has no address yet',
  'silence-not-ready': 'no answer: {pod} is not ready',
  'silence-not-listed': 'no answer: {pod} is in no endpoint slice of the Service',
  'silence-without-name': 'no answer: {pod} is listed by its address only, because its subdomain is not this Service',
  'managed-by': 'managed by {owner}',
  'scaled-by': 'scaled by {owner}',
  'section-owners': 'owner',
  'reverts-controller':
    '{kind} {name} controls this object: its operator may put back at any time what you change here. Change {kind} {name} instead.',
  'reverts-argo-cd':
    'Argo CD applies this from application {name}: with self-healing it puts back at once what you change, otherwise with the next sync. Change the source instead.',
  'reverts-flux':
    'Flux applies this from {name}: it puts back with its next reconciliation what you change. Change the source instead.',
  'reverts-helm':
    'Helm installed this as release {name}: its next upgrade may put back what you change. Change the values of the release too.',
  'reverts-autoscaler': '{name} decides how many pods there are, and will soon set its own number again.',
  'fact-name-in-cluster': 'Name in the cluster',
  'fact-conditions': 'Not so',
  'claim-grows': '{has}, growing to {wanted}',
  'claim-older': '{age} old, {older} older than {pod}',
  'claim-taken-up': '{pod} takes it up again when the set has {replicas} pods',
  'claim-stray': 'was of a pod with number {ordinal}; a set of the same name finds it again',
  'pending-no-class': 'no class: waits for a volume made by hand',
  'pending-class-missing': 'storage class {class} does not exist',
  'pending-waits-for-pod': 'waits until a pod that mounts it has a node',
  'pending-made-by-hand': 'no free volume of class {class} fits',
  'pending-provisioning': 'being provided',
  'spoken-query': '{type} query for {name}, {answer}',
  'spoken-name': 'Name {name}, {answer}',
} as const;
