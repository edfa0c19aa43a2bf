/**
 * Fixtures marked in the text: under a line stands a comment whose carets show the flagged words of that line, and the code.
 * `#<^^^ code` marks from the very first character of the line. The marks are taken out before the text is checked.
 */
export interface Mark {
  readonly code: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

const MARK = /^#(<| *)(\^+) ([a-z-]+)$/;

export function readMarks(marked: string): { readonly text: string; readonly marks: readonly Mark[] } {
  const lines: string[] = [];
  const marks: Mark[] = [];
  for (const line of marked.split('\n')) {
    const match = MARK.exec(line.replace(/\r$/, ''));
    if (match === null) {
      lines.push(line);
      continue;
    }
    const [, before = '', carets = '', code = ''] = match;
    const start = before === '<' ? 0 : before.length + 1;
    marks.push({ code, line: lines.length - 1, start, end: start + carets.length });
  }
  return { text: lines.join('\n'), marks };
}

/** The text with the marks put under its lines. */
export function writeMarks(text: string, marks: readonly Mark[]): string {
  return text
    .split('\n')
    .flatMap((line, index) => [line, ...marks.filter(mark => mark.line === index).map(markLine)])
    .join('\n');
}

function markLine({ start, end, code }: Mark): string {
  return `#${start === 0 ? '<' : ' '.repeat(start - 1)}${'^'.repeat(end - start)} ${code}`;
}
