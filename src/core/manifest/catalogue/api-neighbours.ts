import type { Rules } from './rule.ts';

const rule = { basis: 'api', severity: 'error' } as const;

/** Codes of what the API server refuses in Services, claims, volumes, classes, budgets and Deployments. */
export const apiNeighbours = {
  'service-ports-missing': rule,
  'service-port-unnamed': rule,
  'service-field-unfit': rule,
  'headless-with-address': rule,
  'invalid-address': rule,
  'misspelled-none': rule,
  'special-address': rule,
  'invalid-address-range': rule,
  'cluster-ips-alone': rule,
  'cluster-ips-differ': rule,
  'addresses-of-one-family': rule,
  'address-of-other-family': rule,
  'two-families-in-single-stack': rule,
  'not-a-share': rule,
  'share-above-all': rule,
  'rollout-cannot-move': rule,
  'deadline-before-ready': rule,
  'data-sources-differ': rule,
  'volume-capacity-missing': rule,
  'volume-capacity-other': rule,
  'volume-source-missing': rule,
  'two-volume-sources': rule,
  'recycle-of-root': rule,
  'local-volume-without-node': rule,
  'selector-one-value': rule,
  'invalid-provisioner': rule,
} as const satisfies Rules;
