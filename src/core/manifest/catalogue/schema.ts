import type { Rules } from './rule.ts';

const rule = { basis: 'schema', severity: 'error' } as const;

/** Codes of fields and values that the kind's type does not have. */
export const schema = {
  'duplicate-key': rule,
  'misspelled-field': rule,
  'misplaced-field': rule,
  'unknown-field': rule,
  'number-not-quoted': rule,
  'boolean-not-quoted': rule,
  'text-expected': rule,
  'boolean-expected': rule,
  'not-an-integer': rule,
  'number-or-text-expected': rule,
  'list-expected': rule,
  'map-expected': rule,
  'time-expected': rule,
  'unreadable-quantity': rule,
} as const satisfies Rules;
