import { scalarText, type TextEdit } from '../edit.ts';

/** A proposal, wherever it is put. */
export interface Proposal {
  readonly label: string;
  readonly newText: string;
  /** The same as `newText` with places to type over, as editors write them: `${1:name}`. */
  readonly snippet?: string;
  /** What stands behind the word, for `say.data`; nothing for a permitted value, which speaks for itself. */
  readonly detail: { readonly code: string; readonly values: Readonly<Record<string, string>> } | undefined;
  /** What Kubernetes says of a field, in English. */
  readonly meaning?: string;
  /** Whether there will be proposals for what comes behind it. */
  readonly opens?: boolean;
  /** What changes elsewhere in the text with it. */
  readonly also?: TextEdit;
}

/** The name of something, with what it is. */
export function named(label: string, code: string, values: Readonly<Record<string, string>> = {}): Proposal {
  return { label, newText: scalarText(label), detail: { code, values } };
}

/** A value that says itself what it is. */
export function plain(label: string): Proposal {
  return { label, newText: label, detail: undefined };
}
