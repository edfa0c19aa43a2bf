import type { ManifestDocument } from '../../core/manifest/parse.ts';
import type { Diagnostic, Home } from '../diagnostics.ts';
import type { TextEdit } from '../edit.ts';

/** A change that mends what a diagnostic tells. `say.data` makes its title. */
export interface Fix {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
  /** In the file of the diagnostic. */
  readonly edits: readonly TextEdit[];
  /** Whether it is what nearly everyone would do, so that it may be applied to a whole file at once. */
  readonly preferred: boolean;
}

/** What a fix may look at. */
export interface FixInput {
  readonly diagnostic: Diagnostic;
  readonly document: ManifestDocument;
  readonly documents: readonly ManifestDocument[];
  readonly home: Home | undefined;
}

export type FixMaker = (input: FixInput) => (Fix | undefined)[];

/** A fix, if there is an edit for it. */
export function fix(
  code: string,
  values: Fix['values'],
  edits: readonly (TextEdit | undefined)[],
  preferred = false,
): Fix | undefined {
  const all = edits.filter(edit => edit !== undefined);
  return all.length === edits.length && all.length > 0 ? { code, values, edits: all, preferred } : undefined;
}

/** A value of a finding as text. */
export function valueOfFinding({ values }: Diagnostic, key: string): string {
  return String(values[key] ?? '');
}
