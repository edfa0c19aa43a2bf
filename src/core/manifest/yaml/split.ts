/** The text of one YAML document and where it stands. */
export interface Chunk {
  readonly start: number;
  readonly text: string;
}

/** `---` and `...` at the margin end a document even inside quotes and block scalars, so splitting needs no parser. */
const MARKER = /(^\uFEFF?|\n)(---|\.\.\.)(?=[ \t\r\n]|$)/g;

/**
 * Cuts a text into its YAML documents, so that after an edit only the document that changed is parsed again.
 * Comments and directives above a `---` belong to the document below it. A document may be empty; a text without any content has none.
 */
export function splitDocuments(text: string): Chunk[] {
  const chunks: Chunk[] = [];
  let start = 0;
  let marked = false;
  const close = (end: number): void => {
    if (marked || !isPreamble(text.slice(start, end))) chunks.push({ start, text: text.slice(start, end) });
    start = end;
    marked = false;
  };
  for (const match of text.matchAll(MARKER)) {
    const at = match.index + (match[1] ?? '').length;
    if (match[2] === '...') {
      const line = text.indexOf('\n', at);
      close(line < 0 ? text.length : line + 1);
      continue;
    }
    if (marked || !isPreamble(text.slice(start, at))) close(at);
    marked = true;
  }
  close(text.length);
  return chunks;
}

/** Nothing but blank lines, comments and directives. */
function isPreamble(text: string): boolean {
  return !/^(?!%)[ \t]*[^ \t\r\n#\uFEFF]/m.test(text);
}
