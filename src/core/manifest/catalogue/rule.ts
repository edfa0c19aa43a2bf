/** Why a finding is one: not YAML, not this kind's fields, refused by the API server, accepted but never works, at odds with other documents, at odds with the live cluster, a piece of advice. */
export type Basis = 'syntax' | 'schema' | 'api' | 'behavior' | 'workspace' | 'cluster' | 'advice';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

export interface Rule {
  readonly basis: Basis;
  readonly severity: Severity;
}

export type Rules = Readonly<Record<string, Rule>>;
