import * as vscode from 'vscode';
import { locate } from '../../core/manifest/locate.ts';
import type { Manifest, ManifestDocument } from '../../core/manifest/parse.ts';
import { type Diagnostic, diagnoseDocument, type Home } from '../../language/diagnostics.ts';
import { weighed } from '../../language/rule-settings.ts';
import type { Say } from '../../words/words.ts';
import { toRange, toSeverity } from '../convert.ts';
import { Disposables } from '../dispose.ts';
import type { Errors } from '../errors.ts';
import { settingIds } from '../ids.ts';
import { diagnosticsEnabled, ruleSettings } from '../settings.ts';
import type { Checking } from './check-options.ts';
import { type FolderIndex, fileKey } from './folder-index.ts';
import type { Manifests } from './manifests.ts';
import { linkedCode } from './rule-link.ts';
import { isManifestDocument } from './selector.ts';
import { inSlices } from './slices.ts';

/** How long typing must rest before a document is checked, in milliseconds. */
const REST = 120;
const SOURCE = 'ordinal';

/** Underlines what is wrong in the open manifests. A result is shown only for the version that it was worked out for. */
export class Diagnoser implements vscode.Disposable {
  readonly #held = new Disposables();
  readonly #shown = this.#held.add(vscode.languages.createDiagnosticCollection(SOURCE));
  readonly #waiting = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #manifests: Manifests;
  readonly #index: FolderIndex;
  readonly #checking: Checking;
  readonly #extensionUri: vscode.Uri;
  readonly #errors: Errors;
  readonly #say: Say;

  constructor(
    manifests: Manifests,
    index: FolderIndex,
    checking: Checking,
    extensionUri: vscode.Uri,
    errors: Errors,
    say: Say,
  ) {
    this.#manifests = manifests;
    this.#index = index;
    this.#checking = checking;
    this.#extensionUri = extensionUri;
    this.#errors = errors;
    this.#say = say;
    const { workspace } = vscode;
    this.#held.add(
      workspace.onDidOpenTextDocument(document => {
        this.#schedule(document, 0);
        this.#errors.run('reading what lies beside a manifest', () => this.#index.lookBeside(document));
      }),
    );
    this.#held.add(workspace.onDidChangeTextDocument(({ document }) => this.#schedule(document, REST)));
    this.#held.add(workspace.onDidSaveTextDocument(document => this.#saved(document)));
    this.#held.add(workspace.onDidCloseTextDocument(document => this.#closed(document)));
    this.#held.add(index.onAffected(files => this.#affected(files)));
    this.#held.add(checking.onChanged(() => this.#affected('all')));
    this.#held.add(
      workspace.onDidChangeConfiguration(event => {
        const ours = [settingIds.diagnostics, settingIds.rules];
        if (ours.some(id => event.affectsConfiguration(id))) this.#affected('all');
      }),
    );
    this.#affected('all');
  }

  dispose(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#held.dispose();
  }

  #affected(files: readonly string[] | 'all'): void {
    for (const document of vscode.workspace.textDocuments) {
      if (files === 'all' || files.includes(fileKey(document.uri))) this.#schedule(document, 0);
    }
  }

  #schedule(document: vscode.TextDocument, delay: number): void {
    if (!isManifestDocument(document)) return;
    const key = document.uri.toString();
    clearTimeout(this.#waiting.get(key));
    const check = () => {
      this.#waiting.delete(key);
      this.#errors.run('checking a manifest', () => this.#check(document, this.#manifests.inSlices(document)));
    };
    this.#waiting.set(key, setTimeout(check, delay));
  }

  #saved(document: vscode.TextDocument): void {
    if (!isManifestDocument(document)) return;
    this.#errors.run('checking a saved manifest', () => this.#check(document, this.#manifests.whenSaved(document)));
  }

  #closed(document: vscode.TextDocument): void {
    if (!isManifestDocument(document)) return;
    const key = document.uri.toString();
    clearTimeout(this.#waiting.get(key));
    this.#waiting.delete(key);
    this.#shown.delete(document.uri);
    this.#manifests.forget(document.uri);
    this.#errors.run('reading a closed manifest', () => this.#index.close(document));
  }

  async #check(document: vscode.TextDocument, reading: Promise<Manifest | undefined>): Promise<void> {
    const { version } = document;
    const [manifest, options] = await Promise.all([reading, this.#checking.options()]);
    const isWanted = () => !document.isClosed && document.version === version && !this.#held.disposed;
    if (manifest === undefined || !isWanted()) return;
    if (!diagnosticsEnabled(document.uri)) {
      this.#shown.delete(document.uri);
      return;
    }
    this.#index.put(document, manifest);
    const home = this.#index.homeOf(document, manifest);
    const found: Diagnostic[] = [];
    const settings = ruleSettings(document.uri);
    const check = (part: ManifestDocument) => found.push(...weighed(diagnoseDocument(part, home, options), settings));
    const finished = await inSlices(manifest.documents, check, isWanted);
    if (finished)
      this.#shown.set(
        document.uri,
        found.map(each => this.#toVsCode(document, manifest, each, home)),
      );
  }

  #toVsCode(document: vscode.TextDocument, manifest: Manifest, found: Diagnostic, home: Home): vscode.Diagnostic {
    const shown = new vscode.Diagnostic(toRange(document, found), this.#say.data(found), toSeverity(found.severity));
    shown.source = SOURCE;
    shown.code = linkedCode(found.code, this.#extensionUri);
    const related = found.related.flatMap(({ kind, namespace, name, path }) => {
      const other = home.workspace.find(kind, namespace, name)[0];
      const place = other === undefined ? undefined : this.#placeOf(document, manifest, other.file, other.document);
      if (other === undefined || place === undefined) return [];
      const range = locate(place.part, [...other.object.prefix, ...path], 'entry');
      const location = new vscode.Location(place.document.uri, toRange(place.document, range));
      return [new vscode.DiagnosticRelatedInformation(location, `${kind} ${name}`)];
    });
    if (related.length > 0) shown.relatedInformation = related;
    return shown;
  }

  /** A YAML document of this file or of another open one. */
  #placeOf(
    document: vscode.TextDocument,
    manifest: Manifest,
    file: string,
    index: number,
  ): { readonly document: vscode.TextDocument; readonly part: ManifestDocument } | undefined {
    const own = fileKey(document.uri) === file;
    const holder = own ? document : vscode.workspace.textDocuments.find(open => fileKey(open.uri) === file);
    if (holder === undefined) return undefined;
    const part = (own ? manifest : this.#manifests.of(holder)).documents[index];
    return part === undefined ? undefined : { document: holder, part };
  }
}
