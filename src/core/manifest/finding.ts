import { type Basis, type FindingCode, rules, type Severity } from './catalogue.ts';
import type { Path } from './path.ts';

export type { Basis, Severity };

/** What to underline at a path: the key that leads to it, its value, or both. */
export type Part = 'key' | 'value' | 'entry';

export type FindingValues = Readonly<Record<string, string | number>>;

/** Something worth saying about a place in an object. Plain data: `words` says it, `locate` finds its range. */
export interface Finding {
  readonly code: FindingCode;
  readonly basis: Basis;
  readonly severity: Severity;
  /**
   * From the root of the object: the place a person must edit. Something missing is named by the path it would have;
   * `locate` then underlines the key of the nearest parent that exists.
   */
  readonly path: Path;
  readonly part: Part;
  /** For the sentence of this code in `words`. */
  readonly values: FindingValues;
  /** The API server's own name of the field, where it is not the place to edit. */
  readonly field?: string;
  /** Other fields under which the API server reports the same fault once more. */
  readonly echoes?: readonly string[];
  /** Other objects that the sentence speaks about. */
  readonly related?: readonly Related[];
}

/** A place in another object, which may be in another file. */
export interface Related {
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly path: Path;
}

export interface FindingOptions {
  readonly part?: Part;
  readonly field?: string;
  readonly echoes?: readonly string[];
  readonly related?: readonly Related[];
  /** Only where the same fault weighs differently by what stands around it. */
  readonly severity?: Severity;
}

/** A finding with the basis and severity that the catalogue gives its code. */
export function finding(
  code: FindingCode,
  path: Path,
  values: FindingValues = {},
  { part = 'value', field, echoes, related, severity }: FindingOptions = {},
): Finding {
  const rule = rules[code];
  return {
    code,
    basis: rule.basis,
    severity: severity ?? rule.severity,
    path,
    part,
    values,
    ...(field === undefined ? {} : { field }),
    ...(echoes === undefined ? {} : { echoes }),
    ...(related === undefined ? {} : { related }),
  };
}
