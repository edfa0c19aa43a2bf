import type { Say } from '../../words/words.ts';
import type { CommandId, RowKind, RowOffer } from '../ids.ts';
import type { Target } from '../target.ts';

/** A row of the tree as plain data; `tree.ts` makes VS Code's items of them. */
export interface Row {
  /** Stable over the life of what the row is about, so that selection and expansion stay. */
  readonly id: string;
  readonly kind: RowKind;
  /** What menus offer on it beside what they offer on every row of its kind. */
  readonly offers?: readonly RowOffer[];
  readonly label: string;
  readonly description: string;
  readonly icon: Icon;
  readonly tooltip: readonly Fact[];
  /** What a screen reader says instead of label and description. */
  readonly spoken: string;
  readonly branch: 'leaf' | 'closed' | 'open';
  /** What commands on this row are about. */
  readonly target: Target | undefined;
  /** What it says in the cluster's own words, of rows that are about that. */
  readonly message?: string;
  /** The command that pressing the row runs, about its context. */
  readonly press?: CommandId;
  /** When the object was made, of rows that can be sorted by it; milliseconds since 1970. */
  readonly made?: number | undefined;
}

export interface Icon {
  readonly name: string;
  /** A theme colour; colour never tells what words do not. */
  readonly color?: string;
}

/** A line of a tooltip: a name and a value, or a sentence. Values are text of the cluster and never read as Markdown. */
export type Fact = { readonly name: string; readonly value: string } | { readonly sentence: string };

/** A row with the rows under it. */
export interface Branch {
  readonly row: Row;
  readonly children: readonly Branch[];
}

export const colors = {
  good: 'charts.green',
  // The yellow of charts is too faint on a light ground.
  waiting: 'list.warningForeground',
  bad: 'charts.red',
  held: 'charts.blue',
  faint: 'descriptionForeground',
} as const;

/** Parts of a description, those that say something. */
export function parts(...texts: readonly (string | undefined)[]): string {
  return texts.filter(text => text !== undefined && text !== '').join(' · ');
}

/** Parts as they are read aloud: a dot in the middle of a line is no pause, and `2/3` no words. */
export function aloud(say: Say, ...texts: readonly (string | undefined)[]): string {
  return parts(...texts)
    .replaceAll(' · ', say('spoken-pause'))
    .replace(/(?<![\w./])(\d+)\/(\d+)(?![\w./])/g, (_, some: string, all: string) => say('spoken-of', { some, all }));
}

/** Lines of a tooltip, those that have a value. */
export function facts(...lines: readonly (readonly [string, string | undefined])[]): Fact[] {
  return lines.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [{ name, value }]));
}
