import type { Rules } from './rule.ts';

const rule = { basis: 'schema', severity: 'error' } as const;

/** Codes of fields and values that the kind's type does not have. */
export const schema = {
  // The server would fill them in, but kubectl refuses: so it is accepted, and never gets there.
  'kind-missing': { basis: 'behavior', severity: 'warning' },
  'api-version-missing': { basis: 'behavior', severity: 'warning' },
  'misspelled-kind': rule,
  'duplicate-key': rule,
  'misspelled-field': rule,
  'misplaced-field': rule,
  'unknown-field': rule,
  'labels-wrapped': rule,
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
