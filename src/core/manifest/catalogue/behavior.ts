import type { Rules } from './rule.ts';

const rule = { basis: 'behavior', severity: 'warning' } as const;

/** Codes of what the API server accepts and what never works. */
export const behavior = {
  'set-name-too-long': rule,
  'partition-beyond-replicas': rule,
  'duplicate-claim-template': rule,
  'claim-template-hides-volume': rule,
  'duplicate-port': rule,
  'duplicate-port-name': rule,
} as const satisfies Rules;
