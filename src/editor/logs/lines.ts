/** Puts a prefix before every line of a text that comes in pieces. */
export interface Prefixer {
  /** The lines that the piece completes, each with its line break. */
  push(text: string): string;
  /** What is left without a line break, as a line. */
  end(): string;
}

/** A line longer than this is given out in parts: somebody's dump on one line must not fill memory. */
const LONGEST = 100_000;

export function prefixer(prefix: string): Prefixer {
  let rest = '';
  const line = (text: string) => `${prefix}${text.endsWith('\r') ? text.slice(0, -1) : text}\n`;
  return {
    push(text) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > LONGEST) {
        lines.push(rest);
        rest = '';
      }
      return lines.map(line).join('');
    },
    end() {
      const last = rest === '' ? '' : line(rest);
      rest = '';
      return last;
    },
  };
}
