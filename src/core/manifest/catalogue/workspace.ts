import type { Rules } from './rule.ts';

const rule = { basis: 'workspace', severity: 'warning' } as const;

/** Codes of what is at odds with other documents. */
export const workspace = {
  'service-not-found': rule,
  'headless-service-expected': rule,
  'service-external-name': rule,
  'service-without-selector': rule,
  'service-selects-other-pods': rule,
  'service-selects-missing-label': rule,
  'volumes-too-few': rule,
  'volumes-too-small': rule,
  'volumes-access-modes': rule,
  'volumes-mode': rule,
  'volumes-attributes-class': rule,
  'volumes-selector': rule,
  'volumes-class': rule,
  'service-in-other-namespace': rule,
  'service-has-other-name': rule,
  'peers-before-ready': { basis: 'workspace', severity: 'information' },
  'claims-meet': rule,
  'claim-exists-otherwise': { basis: 'workspace', severity: 'information' },
  'claim-for-one-node': rule,
  'node-name-past-scheduler': rule,
  'selector-shared': { basis: 'workspace', severity: 'information' },
  'budget-above-replicas': rule,
  'budget-selects-nothing': rule,
  'service-selects-nothing': rule,
  'duplicate-object': rule,
} as const satisfies Rules;
