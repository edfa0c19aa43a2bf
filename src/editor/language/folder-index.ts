import * as vscode from 'vscode';
import { LONGEST_TEXT, type Manifest, parseManifest } from '../../core/manifest/parse.ts';
import { Workspace } from '../../core/manifest/workspace.ts';
import type { Home } from '../../language/diagnostics.ts';
import type { ManifestSay } from '../../words/words.ts';
import { Disposables } from '../dispose.ts';
import type { Errors } from '../errors.ts';
import { isManifestDocument } from './selector.ts';

/** Files looked at most; a folder with more is left to the documents that are open. */
const MOST_FILES = 5_000;
const PATTERN = '**/*.{yaml,yml}';
/** Files read at the same time. */
const BATCH = 16;

/**
 * The objects of the opened folders: what stands on disk, and in its place what stands in an open document. Filled in the background,
 * a few milliseconds at a time, and kept up to date.
 */
export class FolderIndex implements vscode.Disposable {
  readonly workspace = new Workspace();
  readonly #held = new Disposables();
  readonly #affected = this.#held.add(new vscode.EventEmitter<readonly string[] | 'all'>());
  /** Files about which something else may be said now. */
  readonly onAffected = this.#affected.event;
  readonly #filled = this.#held.add(new vscode.EventEmitter<void>());
  /** Every file of the folder has been read. */
  readonly onFilled = this.#filled.event;
  readonly #errors: Errors;
  readonly #say: ManifestSay;
  #isCapTold = false;

  constructor(errors: Errors, say: ManifestSay) {
    this.#errors = errors;
    this.#say = say;
    const watcher = this.#held.add(vscode.workspace.createFileSystemWatcher(PATTERN));
    const reread = errors.guard('reading a changed manifest', (uri: vscode.Uri) => this.#readFile(uri));
    this.#held.add(watcher.onDidCreate(reread));
    this.#held.add(watcher.onDidChange(reread));
    this.#held.add(watcher.onDidDelete(uri => this.#tell(this.workspace.remove(fileKey(uri)))));
    this.#held.add(
      vscode.workspace.onDidChangeWorkspaceFolders(() => errors.run('reading the folder', () => this.fill())),
    );
  }

  /** Reads every YAML file of the folder that `files.exclude` does not hide. */
  async fill(): Promise<void> {
    const uris = await vscode.workspace.findFiles(PATTERN, undefined, MOST_FILES);
    for (let next = 0; next < uris.length && !this.#held.disposed; next += BATCH) {
      await Promise.all(
        uris.slice(next, next + BATCH).map(uri => this.#readFile(uri).catch(error => this.#unreadable(uri, error))),
      );
      await new Promise(resolve => setImmediate(resolve));
    }
    this.workspace.complete = uris.length < MOST_FILES;
    if (!this.workspace.complete) this.#tellCap();
    this.#affected.fire('all');
    this.#filled.fire();
  }

  /** Takes over an open document as it is now. */
  put(document: vscode.TextDocument, manifest: Manifest): void {
    if (belongs(document.uri)) this.#tell(this.workspace.put(fileKey(document.uri), manifest));
  }

  /** Where a document stands among others. One outside the opened folders, or not saved yet, stands alone. */
  homeOf(document: vscode.TextDocument, manifest: Manifest): Home {
    const file = fileKey(document.uri);
    if (belongs(document.uri)) return { file, workspace: this.workspace };
    const alone = new Workspace();
    alone.put(file, manifest);
    return { file, workspace: alone };
  }

  /** Reads what is not known yet beside a document that was opened: a watcher may miss the files of a folder that was just made. */
  async lookBeside(document: vscode.TextDocument): Promise<void> {
    if (!belongs(document.uri) || !isManifestDocument(document)) return;
    const beside = new vscode.RelativePattern(vscode.Uri.joinPath(document.uri, '..'), '*.{yaml,yml}');
    const uris = await vscode.workspace.findFiles(beside, undefined, MOST_FILES);
    const news = uris.filter(uri => !this.workspace.holds(fileKey(uri)));
    await Promise.all(news.map(uri => this.#readFile(uri).catch(error => this.#unreadable(uri, error))));
  }

  /** An open document is closed: what counts is on disk again. */
  async close(document: vscode.TextDocument): Promise<void> {
    if (!belongs(document.uri)) return;
    await this.#readFile(document.uri).catch(() => this.#tell(this.workspace.remove(fileKey(document.uri))));
  }

  dispose(): void {
    this.#held.dispose();
  }

  async #readFile(uri: vscode.Uri): Promise<void> {
    const key = fileKey(uri);
    if (isOpen(key)) return;
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > 4 * LONGEST_TEXT) return;
    const bytes = await vscode.workspace.fs.readFile(uri);
    if (isOpen(key)) return;
    this.#tell(this.workspace.put(key, parseManifest(new TextDecoder().decode(bytes))));
  }

  /** Once: what is missing in such a folder is not told, and nobody should take that for a good sign. */
  #tellCap(): void {
    if (this.#isCapTold) return;
    this.#isCapTold = true;
    const told = this.#say('index-capped', { limit: MOST_FILES });
    this.#errors.note(told);
    void vscode.window.showInformationMessage(told);
  }

  #unreadable(uri: vscode.Uri, error: unknown): void {
    // A file may be gone, or a link may lead nowhere; what cannot be read is not indexed.
    this.#errors.note(`not read: ${uri.path}`, error);
  }

  #tell(files: readonly string[]): void {
    if (files.length > 0) this.#affected.fire(files);
  }
}

/** A file as the workspace index names it: with slashes, and not percent-encoded, since kustomizations name files as people do. */
export function fileKey(uri: vscode.Uri): string {
  return uri.toString(true);
}

function belongs(uri: vscode.Uri): boolean {
  return vscode.workspace.getWorkspaceFolder(uri) !== undefined;
}

function isOpen(key: string): boolean {
  return vscode.workspace.textDocuments.some(document => isManifestDocument(document) && fileKey(document.uri) === key);
}
