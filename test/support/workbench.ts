/**
 * What a person does with VS Code's workbench, for tests: open, click, pick, read. Every call waits for what it needs, at most
 * `deadline` milliseconds, and says what it waited for. Results are what the screen shows now: wrap reads in `eventually`.
 *
 * Arguments and results are plain JSON, so tests inside the extension host use the same methods over the bridge (inside.ts).
 */
export interface Workbench {
  /** Opens a file by its path in the folder, as Ctrl+P does. */
  openFile(file: string): Promise<void>;
  /** Runs a command by its title in the command palette, such as `Ordinal: Show Plan`. */
  runCommand(title: string): Promise<void>;

  /** The labels in the open pick list. */
  picks(): Promise<readonly string[]>;
  /** Chooses an entry of the open pick list by its label. */
  pick(label: string): Promise<void>;
  /** Fills the open input box and presses Enter. */
  answerInput(text: string): Promise<void>;
  /** What the open input box says: title, prompt or placeholder, and the error under it. */
  inputText(): Promise<string>;

  /** Waits for a modal dialog and reads it. */
  dialog(): Promise<Dialog>;
  /** Presses a button of the modal dialog and waits until it is gone. */
  answerDialog(button: string): Promise<void>;
  /** The texts of the notifications that are shown (not in windows under test: VS Code hides them there). */
  notifications(): Promise<readonly string[]>;
  /** Presses a button of a shown notification. */
  answerNotification(button: string): Promise<void>;

  /** Opens a view container by its title in the activity bar. */
  openViews(container: string): Promise<void>;
  /** The rows of a tree view that are on the screen, from top to bottom. */
  rows(view: string): Promise<readonly Row[]>;
  /** Rows are named by their label, or as `west > web`: the first one of that label below another row. */
  clickRow(view: string, label: string): Promise<void>;
  /** Opens (or closes) a row that has children. */
  toggleRow(view: string, label: string): Promise<void>;
  /** Presses an inline action of a row, by its title. */
  rowAction(view: string, label: string, action: string): Promise<void>;
  /** Presses an entry in the context menu of a row. */
  rowMenu(view: string, label: string, entry: string): Promise<void>;
  /** The entries in the context menu of a row. */
  menuOf(view: string, label: string): Promise<readonly string[]>;
  /** The text of a view that has no rows: its welcome text and buttons. */
  welcome(view: string): Promise<string>;

  /** The code lenses of the editor on the screen. */
  lenses(): Promise<readonly string[]>;
  clickLens(text: string): Promise<void>;
  /** The lines of the editor on the screen. */
  editorLines(): Promise<readonly string[]>;
  /** Puts the mouse over a piece of text in the editor, and reads the hover that opens. */
  hover(text: string): Promise<string>;
  /** The rows of the Problems panel (opens it). */
  problems(): Promise<readonly string[]>;
  /** The lines of the output panel that are on the screen. */
  output(): Promise<readonly string[]>;
  /** The texts of the status bar items. */
  statusBar(): Promise<readonly string[]>;

  /** The address of the page that the workbench has opened beside itself; closes it. */
  openedPage(): Promise<string>;

  /** Writes test/out/NAME.png. Resolves with the path. */
  screenshot(name: string): Promise<string>;
  /** By CSS selector, for what the methods above do not cover. */
  click(selector: string): Promise<void>;
  text(selector: string): Promise<string>;
  press(key: string): Promise<void>;
  type(text: string): Promise<void>;
}

export interface Row {
  readonly label: string;
  readonly description: string;
  /** 1 for the top rows. */
  readonly level: number;
  /** Undefined for a row without children. */
  readonly expanded: boolean | undefined;
  /** What a screen reader says. */
  readonly spoken: string;
  readonly selected: boolean;
}

export interface Dialog {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

/** How long the workbench waits for one thing, in milliseconds. */
export const deadline = 15_000;
