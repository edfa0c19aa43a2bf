import { readContent } from '../../core/manifest/content.ts';
import { LONGEST_TEXT, type Manifest, type ManifestDocument, parseManifest } from '../../core/manifest/parse.ts';
import { splitDocuments } from '../../core/manifest/yaml/split.ts';
import { inSlices } from './slices.ts';

/** A text as it is at a version; VS Code's TextDocument is one. */
export interface VersionedText {
  readonly uri: { toString(): string };
  readonly version: number;
  getText(): string;
}

/** Characters above which a file is not read even when it is saved. */
const LONGEST_SAVED = 20_000_000;
/** Characters up to which a whole file is read at once. */
const SHORT = 20_000;

/**
 * What the open documents hold, read once a version. Each reading takes over the documents that the one before it had,
 * so a keystroke in a long file costs one YAML document.
 */
export class Manifests {
  readonly #read = new Map<string, { readonly version: number; readonly manifest: Manifest }>();

  /** The manifest of a text as it is now; reads what changed since the last time. */
  of(text: VersionedText): Manifest {
    const key = text.uri.toString();
    const known = this.#read.get(key);
    if (known?.version === text.version) return known.manifest;
    return this.#keep(text, parseManifest(text.getText(), known?.manifest));
  }

  /** The same for a text that may be long and new: in slices. `undefined` if the text changed meanwhile. */
  async inSlices(text: VersionedText): Promise<Manifest | undefined> {
    const known = this.#read.get(text.uri.toString());
    const { version } = text;
    const whole = text.getText();
    if (known !== undefined || whole.length <= SHORT || whole.length > LONGEST_TEXT || whole.includes('\0')) {
      return this.of(text);
    }
    return this.#readInSlices(text, whole, version);
  }

  /** Reads a file of any length, since it was saved and no keystroke waits. */
  async whenSaved(text: VersionedText): Promise<Manifest | undefined> {
    const whole = text.getText();
    if (whole.length <= LONGEST_TEXT) return this.of(text);
    if (whole.length > LONGEST_SAVED || whole.includes('\0')) return undefined;
    return this.#readInSlices(text, whole, text.version);
  }

  forget(uri: VersionedText['uri']): void {
    this.#read.delete(uri.toString());
  }

  async #readInSlices(text: VersionedText, whole: string, version: number): Promise<Manifest | undefined> {
    const documents: ManifestDocument[] = [];
    const finished = await inSlices(
      splitDocuments(whole),
      ({ start, text: chunk }) => documents.push({ index: documents.length, start, content: readContent(chunk) }),
      () => text.version === version,
    );
    return finished ? this.#keep(text, { text: whole, documents, unread: undefined }) : undefined;
  }

  #keep(text: VersionedText, manifest: Manifest): Manifest {
    this.#read.set(text.uri.toString(), { version: text.version, manifest });
    return manifest;
  }
}
