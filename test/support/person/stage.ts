/** What Ordinal asks a person and what it tells, where a test stands in for the person. Shared by the stand-in for `vscode` and the tests. */

/** A list, an input box or a message that was shown. */
export interface Asked {
  readonly kind: 'list' | 'input' | 'information' | 'warning' | 'error';
  readonly title: string;
  /** The placeholder of a list, the prompt of an input box. */
  readonly hint: string;
  /** The entries of a list, without their icons; separators too. */
  readonly lines: readonly string[];
  /** What Enter would take: the first entry of a list, the text in an input box. */
  readonly proposed: string;
  /** The buttons of a message, and the tooltips of those at the top of a list or input box. */
  readonly buttons: readonly string[];
}

/**
 * The entry, text or button that a person answers with; `undefined` backs out. `{ press }` presses a button at the top and goes on,
 * `{ type }` types into a list and looks at it again.
 */
export type Reply = string | undefined | { readonly press: string } | { readonly type: string };

export type Person = (asked: Asked) => Reply | Promise<Reply>;

/** What the workbench was told to run, beside Ordinal's own commands. */
export interface Ran {
  readonly command: string;
  readonly values: readonly unknown[];
}

/** A view's rows, as the workbench asks for them. */
export interface RowProvider {
  getChildren(id?: string): readonly string[];
  getTreeItem(id: string): { readonly [name: string]: unknown };
}

/** A person who backs out of everything. */
export const nobody: Person = () => undefined;

export const stage = {
  person: nobody,
  /** Everything that was asked and told, in order. */
  asked: [] as Asked[],
  /** What went wrong while the person answered: a mistake of the test. */
  failed: undefined as unknown,
  /** The list or input box that is open, as it reads now, and what Enter would take. */
  inFront: undefined as (() => Asked) | undefined,
  ran: [] as Ran[],
  settings: new Map<string, unknown>(),
  clipboard: '',
  /** The text of each output channel. */
  output: new Map<string, string>(),
  /** Where the rows of each view come from. */
  views: new Map<string, RowProvider>(),
  /** The ids of rows that were brought into sight. */
  revealed: [] as string[],
  /** What stands in the status bar, by the id of the item. */
  bar: new Map<string, string>(),
  /** Messages of diagnostics, by file. */
  diagnostics: new Map<string, readonly string[]>(),
};

export async function ask(asked: Asked): Promise<Reply> {
  stage.asked.push(asked);
  return stage.person(asked);
}

export function withoutIcon(label: string): string {
  return label.replace(/^\$\([\w-]+\) /, '');
}
