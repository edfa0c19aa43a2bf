/** Sentences of the tree's rows and of what can be done with them beside changing them. */
export const treeActions = {
  yes: 'yes',
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
  'spoken-query': '{type} query for {name}, {answer}',
  'spoken-name': 'Name {name}, {answer}',
} as const;
