/** Sentences of the tree's rows on disruption budgets, and on what must not be read. */
export const treeRows = {
  budget: 'budget',
  'budget-allows': 'allows {count} evictions',
  'budget-allows-one': 'allows one eviction',
  'budget-not-now': 'allows no eviction now',
  'budget-never': 'never allows an eviction',
  'budget-uncounted': 'not counted yet',
  'budget-counts': '{healthy} healthy, {desired} needed',
  'budget-tooltip':
    'Drains and other evictions must leave as many healthy pods as are needed. Rolling updates and kubectl delete do not ask a budget.',
  'budget-never-tooltip':
    'As many pods are needed as there are, so no node with one of them can be drained, even when all are healthy. Lower minAvailable or raise maxUnavailable before the next drain.',
  'fact-budget-rule': 'Rule',
  'fact-budget-healthy': 'Healthy now',
  'fact-budget-desired': 'Healthy at least',
  'fact-budget-counted': 'Pods counted',
  'fact-budget-unhealthy': 'Pods that are not healthy',
  'spoken-budget': 'Disruption budget {budget}, {state}',
  'budgets-clash': 'Evictions fail',
  'budgets-clash-pods': '{pods}: under more than one budget ({budgets})',
  'budgets-clash-tooltip':
    'The API server refuses to evict a pod that more than one disruption budget counts, whatever they allow: {pods}. Change the selectors of {budgets} so that each pod is under one budget only.',
  'hidden-label': 'Not shown',
  'hidden-kinds': 'no right to list {resources}',
  'hidden-tooltip':
    'With these permissions these kinds cannot be read, so rows leave out what they would say: {kinds}. Ask whoever runs the cluster for the right to list and watch them.',
  'polled-label': 'Seen late',
  'polled-kinds': 'every {seconds} s, no right to watch {resources}',
  'polled-tooltip':
    'With these permissions these kinds may be listed and not watched, so that a change is seen up to {seconds} s late: {kinds}. Ask whoever runs the cluster for the right to watch them.',
  'owner-manages': 'manages this',
  'owner-scales': 'sets replicas',
  'spoken-pause': ', ',
  'spoken-of': '{some} of {all}',
  'spoken-owner': 'Owner {owner}, {does}',
} as const;
