import type { Rules } from './rule.ts';

const rule = { basis: 'advice', severity: 'hint' } as const;

/** Codes of advice: few, and quiet. */
export const advice = {
  'service-name-missing': rule,
  'update-by-hand': rule,
  'readiness-probe-missing': rule,
  'image-not-pinned': rule,
  'claims-deleted-with-set': rule,
} as const satisfies Rules;
