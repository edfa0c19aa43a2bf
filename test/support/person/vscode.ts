/**
 * Stands in for the module `vscode`, so that the whole extension runs in plain Node: lists, input boxes and messages go to the person of
 * `stage.ts`, settings come from there, and what is only drawn is drawn nowhere. `ordinal.ts` has Node take it for `vscode`.
 */
import { messages, Picker, QuickPickItemKind, showInputBox, showQuickPick } from './asking.ts';
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
import { Disposable, EventEmitter, type Listened } from './emitter.ts';
import { type RowProvider, stage } from './stage.ts';

export { Disposable, EventEmitter, Position, QuickPickItemKind, Range, Uri };

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

export const StatusBarAlignment = { Left: 1, Right: 2 };
export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 };
export const DiagnosticSeverity = { Error: 0, Warning: 1, Information: 2, Hint: 3 };
export const ProgressLocation = { Window: 10, Notification: 15 };
export const InputBoxValidationSeverity = { Info: 1, Warning: 2, Error: 3 };
export const TextEditorRevealType = { AtTop: 3, InCenterIfOutsideViewport: 2 };

const never = () => ({ dispose() {} });

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
  activeTextEditor: undefined as { readonly document: TextDocument } | undefined,
  tabGroups: { all: [] },
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
      reveal: async (row: string) => void stage.revealed.push(row),
      dispose: () => stage.views.delete(id),
    };
  },
  createStatusBarItem: (id: string) => ({
    text: '',
    show() {
      stage.bar.set(id, this.text);
    },
    hide: () => stage.bar.delete(id),
    dispose: () => stage.bar.delete(id),
  }),
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
