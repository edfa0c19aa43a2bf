import { advice } from './catalogue/advice.ts';
import { api } from './catalogue/api.ts';
import { apiNeighbours } from './catalogue/api-neighbours.ts';
import { apiPod } from './catalogue/api-pod.ts';
import { behavior } from './catalogue/behavior.ts';
import { schema } from './catalogue/schema.ts';
import { syntax } from './catalogue/syntax.ts';
import { workspace } from './catalogue/workspace.ts';

export type { Basis, Severity } from './catalogue/rule.ts';

/**
 * Every code that a rule may return, with its basis and its usual severity. A code has a sentence in `words/findings.ts`,
 * a page in `docs/rules`, and a fixture in `test/fixtures/manifests`; tests hold all three complete.
 */
export const rules = {
  ...syntax,
  ...schema,
  ...api,
  ...apiPod,
  ...apiNeighbours,
  ...behavior,
  ...workspace,
  ...advice,
} as const;

export type FindingCode = keyof typeof rules;

/** Whether a text, of a comment or a setting, is the code of a rule. */
export function isFindingCode(text: string): text is FindingCode {
  return Object.hasOwn(rules, text);
}
