import type { Rules } from './rule.ts';

const rule = { basis: 'schema', severity: 'error' } as const;

/** Codes of fields and values that the kind's type does not have. */
export const schema = {
  'duplicate-key': rule,
  'not-an-integer': rule,
  'unreadable-quantity': rule,
} as const satisfies Rules;
