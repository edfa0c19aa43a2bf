import type { Rules } from './rule.ts';

const rule = { basis: 'syntax', severity: 'error' } as const;

/** Codes of text that is not YAML. */
export const syntax = {
  'yaml-syntax': rule,
  'control-character': rule,
  'tab-indentation': rule,
  'bad-indentation': rule,
  'unclosed-quote': rule,
  'unclosed-bracket': rule,
  'missing-colon': rule,
  'colon-in-value': rule,
  'unknown-anchor': rule,
  'infinite-alias': rule,
  'nesting-lost': rule,
  'nesting-unclear': rule,
  'line-break-lost': rule,
  'page-characters': rule,
} as const satisfies Rules;
