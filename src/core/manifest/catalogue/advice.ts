import type { Rules } from './rule.ts';

const rule = { basis: 'advice', severity: 'hint' } as const;

/** Codes of advice: few, and quiet. */
export const advice = {
  'service-name-missing': rule,
} as const satisfies Rules;
