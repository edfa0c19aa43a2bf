import type { ManifestDocument } from '../../core/manifest/parse.ts';
import type { Diagnostic, Home } from '../diagnostics.ts';
import type { TextEdit } from '../edit.ts';

/** A change that mends what a diagnostic tells. `say.data` makes its title. */
export interface Fix {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
  /** In the file of the diagnostic. */
  readonly edits: readonly TextEdit[];
  /** In another file of the workspace. */
  readonly elsewhere?: Elsewhere;
  /** Whether it is what nearly everyone would do, so that it may be applied to a whole file at once. */
  readonly preferred: boolean;
}

/** Edits of a file that the person may not be looking at. */
export interface Elsewhere {
  /** The name under which it was put into the workspace. */
  readonly file: string;
  /** As it was when the edits were worked out; their offsets count in it. */
  readonly text: string;
  readonly edits: readonly TextEdit[];
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

/** The same for a place that may stand in another file, which the title then names under a code of its own, `…-elsewhere`. */
export function fixAt(
  { file, text }: { readonly file: string | undefined; readonly text: string },
  code: string,
  values: Fix['values'],
  edits: readonly (TextEdit | undefined)[],
): Fix | undefined {
  const made = fix(code, values, edits);
  if (made === undefined || file === undefined) return made;
  const name = file.slice(file.lastIndexOf('/') + 1);
  return {
    ...made,
    code: `${code}-elsewhere`,
    values: { ...values, file: name },
    edits: [],
    elsewhere: { file, text, edits: made.edits },
  };
}

/** A value of a finding as text. */
export function valueOfFinding({ values }: Diagnostic, key: string): string {
  return String(values[key] ?? '');
}
