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
  'volumes-selector': rule,
  'volumes-class': rule,
} as const satisfies Rules;
