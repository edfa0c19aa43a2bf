import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';

/** Why a file could not be read; `words` has a sentence for each. */
export type Unreadable = 'missing' | 'forbidden' | 'folder' | 'binary' | 'too-large' | 'loop' | 'failed';

/** A file to check and its text; the text is missing where it could not be read. */
export interface Source {
  /** As a person would write it: from where the command runs, if it was asked for that way. */
  readonly name: string;
  /** Absolute, with forward slashes: the name it has among others. */
  readonly id: string;
  readonly text: string | undefined;
  /** Set where the text is missing. */
  readonly unreadable?: { readonly why: Unreadable; readonly code: string };
  /** Where a byte stands that is no UTF-8. The API server's reader of YAML takes no other encoding without a mark. */
  readonly badByte?: number;
}

/** Beyond this nobody wrote a file, and a person waits for half a minute while a gigabyte of memory fills. In bytes. */
const LARGEST_FILE = 32 * 1024 * 1024;

const REASONS: Readonly<Record<string, Unreadable>> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EACCES: 'forbidden',
  EPERM: 'forbidden',
  EISDIR: 'folder',
  ELOOP: 'loop',
};

/** Reads a file. Never throws: what went wrong is in the source. */
export async function readSource(name: string): Promise<Source> {
  const own = { name, id: path.resolve(name).split(path.sep).join('/') };
  let file: FileHandle | undefined;
  try {
    file = await open(name);
    const { size } = await file.stat();
    if (size > LARGEST_FILE) return { ...own, text: undefined, unreadable: { why: 'too-large', code: 'EFBIG' } };
    return { ...own, ...decoded(await file.readFile()) };
  } catch (error) {
    return { ...own, text: undefined, unreadable: unreadable(error) };
  } finally {
    await file?.close();
  }
}

/** Why reading failed, with the system's own code for those who look it up. */
export function unreadable(error: unknown): { readonly why: Unreadable; readonly code: string } {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return { why: REASONS[code] ?? 'failed', code };
}

/**
 * The text in the bytes of a file: UTF-8, or UTF-16 with its mark, as Windows PowerShell writes it and YAML allows it.
 * Without the mark: editors do not count it as a character either.
 */
export function decoded(bytes: Uint8Array): Pick<Source, 'text' | 'unreadable' | 'badByte'> {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes) };
  if (first === 0xfe && second === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes) };
  if (bytes.includes(0)) return { text: undefined, unreadable: { why: 'binary', code: '' } };
  const text = new TextDecoder().decode(bytes);
  const replaced = text.indexOf('\uFFFD');
  // The character itself may stand in a text that was mistreated before; only bytes that are no UTF-8 are refused.
  return replaced < 0 || isUtf8(bytes) ? { text } : { text, badByte: replaced };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
