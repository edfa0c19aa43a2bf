import type { Path } from './path.ts';

/** Why a finding is one: not YAML, not this kind's fields, refused by the API server, accepted but never works, at odds with other documents, at odds with the live cluster, a piece of advice. */
export type Basis = 'syntax' | 'schema' | 'api' | 'behavior' | 'workspace' | 'cluster' | 'advice';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** What to underline at a path: the key that leads to it, its value, or both. */
export type Part = 'key' | 'value' | 'entry';

/** Something worth saying about a place in an object. Plain data: `words` says it, `locate` finds its range. */
export interface Finding {
  readonly code: string;
  readonly basis: Basis;
  readonly severity: Severity;
  /** From the root of the document. For something missing: the nearest parent that exists. */
  readonly path: Path;
  readonly part: Part;
  /** For the sentence of this code in `words`. */
  readonly values: Readonly<Record<string, string | number>>;
}
