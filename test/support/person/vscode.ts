/**
 * Stands in for the module `vscode`, so that the whole extension runs in plain Node: lists, input boxes and messages go to the person of
 * `stage.ts`, settings come from there, and what is only drawn is drawn nowhere. `ordinal.ts` has Node take it for `vscode`.
 */
import {
  forgetDocuments,
  openDocuments,
  openTextDocument,
  Position,
  providers,
  Range,
  type TextDocument,
  Uri,
} from './documents.ts';
import { type Asked, ask, type RowProvider, stage, withoutIcon } from './stage.ts';

export { Position, Range, Uri };

interface Listened {
  dispose(): void;
}

export class EventEmitter<T> {
  readonly #listeners = new Set<(value: T) => void>();

  readonly event = (listener: (value: T) => void): Listened => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) listener(value);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

export class Disposable {
  readonly #release: () => void;

  constructor(release: () => void) {
    this.#release = release;
  }

  static from(...items: readonly Listened[]): Disposable {
    return new Disposable(() => {
      for (const item of items) item.dispose();
    });
  }

  dispose(): void {
    this.#release();
  }
}

/** Something that is only drawn: takes whatever it is told. */
class Drawn {
  [name: string]: unknown;

  constructor(...values: readonly unknown[]) {
    this['value'] = values[0];
  }
}

export class Diagnostic {
  readonly range: Range;
  readonly message: string;
  source = '';

  constructor(range: Range, message: string) {
    this.range = range;
    this.message = message;
  }
}

export {
  Drawn as MarkdownString,
  Drawn as RelativePattern,
  Drawn as ThemeColor,
  Drawn as ThemeIcon,
  Drawn as TreeItem,
};

export const QuickPickItemKind = { Separator: -1, Default: 0 };
export const StatusBarAlignment = { Left: 1, Right: 2 };
export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 };
export const DiagnosticSeverity = { Error: 0, Warning: 1, Information: 2, Hint: 3 };
export const ProgressLocation = { Window: 10, Notification: 15 };
export const InputBoxValidationSeverity = { Info: 1, Warning: 2, Error: 3 };
export const TextEditorRevealType = { AtTop: 3, InCenterIfOutsideViewport: 2 };

const never = () => ({ dispose() {} });

interface Item {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly kind?: number;
}

interface TopButton {
  readonly tooltip?: string;
}

interface ListOptions {
  readonly title?: string;
  readonly placeHolder?: string;
}

interface InputOptions {
  readonly title?: string;
  readonly prompt?: string;
  readonly value?: string;
  readonly validateInput?: (text: string) => unknown;
}

function lineOf({ label, description = '', detail = '' }: Item): string {
  return [withoutIcon(label), description, detail].filter(text => text !== '').join(' | ');
}

function listAsked(title: string, hint: string, items: readonly Item[], buttons: readonly TopButton[] = []): Asked {
  const [first] = items.filter(({ kind }) => kind !== QuickPickItemKind.Separator);
  return {
    kind: 'list',
    title,
    hint,
    lines: items.map(lineOf),
    proposed: withoutIcon(first?.label ?? ''),
    buttons: buttons.map(({ tooltip = '' }) => tooltip),
  };
}

function found<T extends Item>(items: readonly T[], label: string): T {
  const item = items.find(each => withoutIcon(each.label) === label);
  if (item === undefined) throw new Error(`there is no entry "${label}" in: ${items.map(lineOf).join(' / ')}`);
  return item;
}

async function showQuickPick<T extends Item>(
  given: readonly T[] | Promise<readonly T[]>,
  { title = '', placeHolder = '' }: ListOptions = {},
): Promise<T | undefined> {
  const items = await given;
  const reply = await ask(listAsked(title, placeHolder, items));
  return typeof reply === 'string' ? found(items, reply) : undefined;
}

async function showInputBox({
  title = '',
  prompt = '',
  value = '',
  validateInput,
}: InputOptions): Promise<string | undefined> {
  const reply = await ask({ kind: 'input', title, hint: prompt, lines: [], proposed: value, buttons: [] });
  if (typeof reply !== 'string') return undefined;
  // The workbench does not let a text through that is told to be wrong.
  return typeof validateInput?.(reply) === 'string' ? undefined : reply;
}

/** A list or an input box that is drawn by its owner. */
class Picker {
  title = '';
  placeholder = '';
  prompt = '';
  value = '';
  validationMessage: unknown = '';
  ignoreFocusOut = false;
  matchOnDescription = false;
  items: readonly Item[] = [];
  selectedItems: readonly Item[] = [];
  activeItems: readonly Item[] = [];
  buttons: readonly TopButton[] = [];
  readonly #accepted = new EventEmitter<void>();
  readonly #hidden = new EventEmitter<void>();
  readonly #changed = new EventEmitter<string>();
  readonly #pressed = new EventEmitter<TopButton>();
  readonly onDidAccept = this.#accepted.event;
  readonly onDidHide = this.#hidden.event;
  readonly onDidChangeValue = this.#changed.event;
  readonly onDidTriggerButton = this.#pressed.event;
  readonly #kind: 'list' | 'input';
  #isShown = false;

  constructor(kind: 'list' | 'input') {
    this.#kind = kind;
  }

  show(): void {
    this.#isShown = true;
    this.#ask().catch((error: unknown) => {
      stage.failed = error;
      this.hide();
    });
  }

  hide(): void {
    if (!this.#isShown) return;
    this.#isShown = false;
    this.#hidden.fire();
  }

  dispose(): void {
    this.hide();
  }

  /** Asks until it is gone: an entry that is only there to be read leaves it open. */
  async #ask(): Promise<void> {
    while (this.#isShown) {
      const reply = await ask(
        this.#kind === 'list'
          ? listAsked(this.title, this.placeholder, this.items, this.buttons)
          : {
              kind: 'input',
              title: this.title,
              hint: this.prompt,
              lines: [],
              proposed: this.value,
              buttons: this.buttons.map(({ tooltip = '' }) => tooltip),
            },
      );
      if (!this.#isShown) return;
      if (reply === undefined) this.hide();
      else if (typeof reply !== 'string') {
        const button = this.buttons.find(({ tooltip }) => tooltip === reply.press);
        if (button !== undefined) this.#pressed.fire(button);
      } else {
        if (this.#kind === 'list') this.selectedItems = this.activeItems = [found(this.items, reply)];
        else {
          this.value = reply;
          this.#changed.fire(reply);
        }
        this.#accepted.fire();
        // What is accepted may be told to be wrong; whoever types the same again would never end.
        if (this.#isShown && this.#kind === 'input') this.hide();
      }
    }
  }
}

function messages(kind: 'information' | 'warning' | 'error') {
  return async (sentence: string, ...rest: readonly unknown[]): Promise<unknown> => {
    const titles = rest.filter(item => typeof item === 'string');
    const asked: Asked = { kind, title: sentence, hint: '', lines: [], proposed: '', buttons: titles };
    const reply = await ask(asked);
    return titles.find(title => title === reply);
  };
}

function channel(name: string) {
  const append = (text: string) => stage.output.set(name, `${stage.output.get(name) ?? ''}${text}`);
  return {
    append,
    appendLine: (line: string) => append(`${line}\n`),
    info: (line: string) => append(`${line}\n`),
    error: (line: string) => append(`error: ${line}\n`),
    warn: (line: string) => append(`${line}\n`),
    clear: () => stage.output.delete(name),
    show() {},
    dispose() {},
  };
}

export const window = {
  activeTextEditor: undefined,
  visibleTextEditors: [],
  activeTerminal: undefined,
  showQuickPick,
  showInputBox,
  createQuickPick: () => new Picker('list'),
  createInputBox: () => new Picker('input'),
  showInformationMessage: messages('information'),
  showWarningMessage: messages('warning'),
  showErrorMessage: messages('error'),
  showOpenDialog: async () => undefined,
  setStatusBarMessage: never,
  createOutputChannel: channel,
  createTreeView: (id: string, { treeDataProvider }: { readonly treeDataProvider: RowProvider }) => {
    stage.views.set(id, treeDataProvider);
    return {
      visible: true,
      onDidChangeVisibility: never,
      reveal: async () => {},
      dispose: () => stage.views.delete(id),
    };
  },
  createStatusBarItem: () => ({ show() {}, hide() {}, dispose() {} }),
  createTerminal: ({ name = '' } = {}) => {
    stage.ran.push({ command: 'terminal', values: [name] });
    return { show() {}, sendText() {}, dispose() {} };
  },
  onDidChangeActiveTextEditor: never,
  onDidChangeWindowState: never,
  onDidCloseTerminal: never,
  showTextDocument: async (document: unknown) => {
    stage.ran.push({ command: 'showTextDocument', values: [document] });
    return { revealRange() {} };
  },
  withProgress: (
    _: unknown,
    task: (progress: unknown, token: { onCancellationRequested: () => Listened }) => unknown,
  ) => task({ report() {} }, { onCancellationRequested: never }),
};

const edited = new EventEmitter<{ readonly document: TextDocument }>();

/** Types another text into a document that is open. */
export async function type(uri: Uri, text: string): Promise<void> {
  const document = await openTextDocument(uri);
  document.setText(text);
  edited.fire({ document });
}

const configured = new EventEmitter<{ affectsConfiguration: (section: string) => boolean }>();

/** Sets a setting of the person, as the settings editor does. */
export function configure(id: string, value: unknown): void {
  stage.settings.set(id, value);
  configured.fire({ affectsConfiguration: section => id.startsWith(section) });
}

export const workspace = {
  isTrusted: true,
  get textDocuments() {
    return openDocuments();
  },
  workspaceFolders: [],
  getConfiguration: () => ({ get: (id: string) => stage.settings.get(id) }),
  onDidChangeConfiguration: configured.event,
  onDidGrantWorkspaceTrust: never,
  onDidOpenTextDocument: never,
  onDidCloseTextDocument: never,
  onDidChangeTextDocument: edited.event,
  onDidChangeWorkspaceFolders: never,
  registerTextDocumentContentProvider(
    scheme: string,
    provider: { provideTextDocumentContent: (uri: Uri) => string | Promise<string> },
  ) {
    providers.set(scheme, uri => provider.provideTextDocumentContent(uri));
    return { dispose: () => providers.delete(scheme) };
  },
  createFileSystemWatcher: () => ({
    onDidChange: never,
    onDidCreate: never,
    onDidDelete: never,
    dispose() {},
  }),
  findFiles: async () => [],
  openTextDocument,
  asRelativePath: (uri: Uri) => uri.path,
};

const handlers = new Map<string, (...values: readonly unknown[]) => unknown>();

export const commands = {
  registerCommand(id: string, handler: (...values: readonly unknown[]) => unknown) {
    handlers.set(id, handler);
    return { dispose: () => handlers.delete(id) };
  },
  async executeCommand(id: string, ...values: readonly unknown[]): Promise<unknown> {
    const handler = handlers.get(id);
    if (handler !== undefined) return handler(...values);
    stage.ran.push({ command: id, values });
    return undefined;
  },
};

export const env = {
  clipboard: {
    writeText: async (text: string) => {
      stage.clipboard = text;
    },
    readText: async () => stage.clipboard,
  },
  openExternal: async () => true,
  asExternalUri: async (uri: Uri) => uri,
};

export const l10n = {
  t: (sentence: string, values: Readonly<Record<string, unknown>>) =>
    sentence.replace(/\{(\w+)\}/g, (braces, name: string) => String(values[name] ?? braces)),
};

export const languages = {
  createDiagnosticCollection: () => ({
    set: (uri: Uri, found: readonly Diagnostic[]) =>
      stage.diagnostics.set(
        uri.path,
        found.map(({ range, message }) => `${range.start.line + 1}: ${message}`),
      ),
    delete: (uri: Uri) => stage.diagnostics.delete(uri.path),
    clear: () => stage.diagnostics.clear(),
    dispose() {},
  }),
  setTextDocumentLanguage: async (document: unknown) => document,
};

/** Everything that a test left behind. */
export function clearStage(): void {
  stage.asked = [];
  stage.ran = [];
  stage.settings.clear();
  stage.output.clear();
  stage.diagnostics.clear();
  forgetDocuments();
}
