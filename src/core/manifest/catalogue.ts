/** Why a finding is one: not YAML, not this kind's fields, refused by the API server, accepted but never works, at odds with other documents, at odds with the live cluster, a piece of advice. */
export type Basis = 'syntax' | 'schema' | 'api' | 'behavior' | 'workspace' | 'cluster' | 'advice';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

interface Rule {
  readonly basis: Basis;
  readonly severity: Severity;
}

const syntax = { basis: 'syntax', severity: 'error' } as const;
const schema = { basis: 'schema', severity: 'error' } as const;
const api = { basis: 'api', severity: 'error' } as const;
const behavior = { basis: 'behavior', severity: 'warning' } as const;
const workspace = { basis: 'workspace', severity: 'warning' } as const;
const hint = { basis: 'advice', severity: 'hint' } as const;

/**
 * Every code that a rule may return, with its basis and its usual severity. A code has a sentence in `words/findings.ts`,
 * a page in `docs/rules`, and a fixture in `test/fixtures/manifests`; tests hold all three complete.
 */
export const rules = {
  'yaml-syntax': syntax,
  'tab-indentation': syntax,
  'bad-indentation': syntax,
  'unclosed-quote': syntax,
  'unclosed-bracket': syntax,
  'missing-colon': syntax,
  'colon-in-value': syntax,
  'unknown-anchor': syntax,
  'infinite-alias': syntax,

  'duplicate-key': schema,
  'not-an-integer': schema,
  'unreadable-quantity': schema,

  'removed-api-version': api,
  'removed-kind': api,
  'wrong-api-version': api,
  'name-missing': api,
  'invalid-name': api,
  'name-has-dots': api,
  'name-too-long': api,
  'invalid-label-key': api,
  'invalid-label-value': api,
  'annotations-too-large': api,
  'invalid-finalizer': api,
  'owner-incomplete': api,
  'two-controllers': api,
  'field-missing': api,
  'value-not-supported': api,
  'below-minimum': api,
  'out-of-range': api,
  'selector-missing': api,
  'selector-empty': api,
  'selector-operator': api,
  'selector-values-missing': api,
  'selector-values-unwanted': api,
  'selector-mismatch': api,
  'selector-label-missing': api,
  'selector-excludes-template': api,
  'rolling-update-under-on-delete': api,
  'recreate-with-rolling-update': api,
  'template-field-forbidden': api,
  'claim-access-modes-missing': api,
  'access-mode-alone': api,
  'claim-storage-missing': api,
  'storage-not-positive': api,
  'claim-data-source': api,
  'containers-missing': api,
  'duplicate-container-name': api,
  'duplicate-volume-name': api,
  'duplicate-name-of-port': api,
  'host-port-differs': api,
  'duplicate-host-port': api,
  'duplicate-mount-path': api,
  'invalid-port-name': api,
  'mount-without-volume': api,

  'set-name-too-long': behavior,
  'partition-beyond-replicas': behavior,
  'duplicate-claim-template': behavior,
  'claim-template-hides-volume': behavior,
  'duplicate-port': behavior,
  'duplicate-port-name': behavior,

  'service-not-found': workspace,
  'headless-service-expected': workspace,
  'service-external-name': workspace,
  'service-without-selector': workspace,
  'service-selects-other-pods': workspace,
  'service-selects-missing-label': workspace,
  'volumes-too-few': workspace,
  'volumes-too-small': workspace,
  'volumes-access-modes': workspace,
  'volumes-mode': workspace,
  'volumes-selector': workspace,
  'volumes-class': workspace,

  'service-name-missing': hint,
} as const satisfies Readonly<Record<string, Rule>>;

export type FindingCode = keyof typeof rules;

/** Whether a text, of a comment or a setting, is the code of a rule. */
export function isFindingCode(text: string): text is FindingCode {
  return Object.hasOwn(rules, text);
}
