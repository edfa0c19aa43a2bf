import { type Content, type ContentObject, readContent } from './content.ts';
import { splitDocuments } from './yaml/split.ts';

/** Why a whole file is left alone: not text, or too long to be read with every keystroke. */
export type Unread = 'binary' | 'too-long';

/** A file of YAML documents, read. */
export interface Manifest {
  readonly text: string;
  readonly documents: readonly ManifestDocument[];
  /** Nothing was read, and why. */
  readonly unread: Unread | undefined;
}

/** One document and where it stands in its file. Everything that can be used again when text above it changes is in `content`. */
export interface ManifestDocument {
  readonly index: number;
  /** Offset in the file from which the offsets in `content` count. */
  readonly start: number;
  readonly content: Content;
}

/** An object together with its document. */
export interface ManifestObject extends ContentObject {
  readonly document: ManifestDocument;
}

/** Characters above which a file is read only when asked for. */
export const LONGEST_TEXT = 1_000_000;

const LONE_RETURN = /\r(?!\n)/g;

/**
 * Reads a file. Documents whose text stands unchanged in `previous`, the same file before an edit, are taken from there,
 * so the cost of a keystroke is that of one document. Never throws.
 * `longest` is the number of characters above which the file is left unread.
 */
export function parseManifest(written: string, previous?: Manifest, longest = LONGEST_TEXT): Manifest {
  // A carriage return alone ends a line, for the API server's reader as for editors. One character stands for the other, so places stay.
  const text = written.replaceAll(LONE_RETURN, '\n');
  if (text.length > longest) return { text, documents: [], unread: 'too-long' };
  if (text.includes('\0')) return { text, documents: [], unread: 'binary' };
  // Each is taken once: two documents of one text are two all the same.
  const known = new Map<string, Content[]>();
  for (const { content } of previous?.documents ?? []) {
    const same = known.get(content.text);
    if (same === undefined) known.set(content.text, [content]);
    else same.push(content);
  }
  const documents: ManifestDocument[] = [];
  for (const [index, { start, text: chunk }] of splitDocuments(text).entries()) {
    documents.push({ index, start, content: known.get(chunk)?.shift() ?? readContent(chunk) });
  }
  return { text, documents, unread: undefined };
}

/** The objects of a file in order, those in lists too. */
export function objectsOf({ documents }: Manifest): ManifestObject[] {
  return documents.flatMap(document => document.content.objects.map(object => ({ ...object, document })));
}

/** The document in which an offset lies; at a border the later one. */
export function documentAt({ documents }: Manifest, offset: number): ManifestDocument | undefined {
  return documents.findLast(({ start }) => start <= offset);
}
