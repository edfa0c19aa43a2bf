/** Files and ranges as the stand-in for `vscode` has them: as much as commands need. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

interface Parts {
  readonly scheme: string;
  readonly path: string;
  readonly query?: string;
}

export class Uri {
  readonly scheme: string;
  readonly path: string;
  readonly query: string;
  readonly authority = '';

  constructor({ scheme, path, query = '' }: Parts) {
    this.scheme = scheme;
    this.path = path;
    this.query = query;
  }

  static file(path: string): Uri {
    return new Uri({ scheme: 'file', path });
  }

  static from(parts: Parts): Uri {
    return new Uri(parts);
  }

  static parse(text: string): Uri {
    const { protocol, pathname, search } = new URL(text);
    return new Uri({ scheme: protocol.slice(0, -1), path: pathname, query: search.slice(1) });
  }

  static joinPath(base: Uri, ...more: readonly string[]): Uri {
    return new Uri({ ...base, path: [base.path, ...more].join('/') });
  }

  get fsPath(): string {
    return this.scheme === 'file' ? fileURLToPath(pathToFileURL(this.path)) : this.path;
  }

  toString(): string {
    return `${this.scheme}:${this.path}${this.query === '' ? '' : `?${this.query}`}`;
  }
}

export class Position {
  readonly line: number;
  readonly character: number;

  constructor(line: number, character: number) {
    this.line = line;
    this.character = character;
  }
}

export class Range {
  readonly start: Position;
  readonly end: Position;

  constructor(start: Position, end: Position) {
    this.start = start;
    this.end = end;
  }
}

export class TextDocument {
  readonly uri: Uri;
  readonly languageId: string;
  readonly isDirty: boolean;
  readonly isUntitled: boolean;
  version = 1;
  #text: string;

  constructor(uri: Uri, text: string, languageId = 'yaml') {
    this.uri = uri;
    this.#text = text;
    this.languageId = languageId;
    this.isUntitled = uri.scheme === 'untitled';
    this.isDirty = this.isUntitled;
  }

  getText(): string {
    return this.#text;
  }

  setText(text: string): void {
    this.#text = text;
    this.version += 1;
  }

  positionAt(offset: number): Position {
    const before = this.#text.slice(0, offset).split('\n');
    return new Position(before.length - 1, before.at(-1)?.length ?? 0);
  }
}

const opened = new Map<string, TextDocument>();
/** Who provides documents of a scheme that is no file's. */
export const providers = new Map<string, (uri: Uri) => string | Promise<string>>();

export function openDocuments(): readonly TextDocument[] {
  return [...opened.values()];
}

export async function openTextDocument(
  of: Uri | { readonly content: string; readonly language?: string },
): Promise<TextDocument> {
  if (!(of instanceof Uri))
    return new TextDocument(
      new Uri({ scheme: 'untitled', path: 'Untitled-1' }),
      of.content,
      of.language ?? 'plaintext',
    );
  const known = opened.get(of.toString());
  if (known !== undefined) return known;
  const provide = providers.get(of.scheme);
  const text = provide === undefined ? await readFile(of.fsPath, 'utf8') : await provide(of);
  const document = new TextDocument(of, text);
  opened.set(of.toString(), document);
  return document;
}

export function forgetDocuments(): void {
  opened.clear();
}
