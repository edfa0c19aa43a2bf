import { dedented } from './dedented.ts';

/** The number of a line, as editors, listings and `grep -n` write it: `12`, `12.`, `[12]`, `web.yaml:12:`, `12 |`. */
const NUMBER = /^\s*(?:[\d_./-]*[A-Za-z][\w./-]*[:-])?\[?(\d+)\]?(?=[ \t:|.)\u2502A-Za-z"'#{-]|$)/;
const ALONE = /^\s*\d+\s*$/;

/** Whether the first lines of a text are numbered: cheap, so most documents are through with it. */
export function isNumbered(text: string): boolean {
  const [first = '', second = ''] = text
    .slice(0, 2_000)
    .split(/\r?\n/)
    .filter(line => line.trim() !== '');
  return NUMBER.test(first) && NUMBER.test(second);
}

/** Lines without their numbers, if all of them are numbered one by one. */
export function withoutNumbers(lines: readonly string[]): string[] {
  const alone = lines.filter(line => ALONE.test(line));
  if (alone.length >= 3 && isCounting(alone)) {
    const rest = lines.filter(line => !ALONE.test(line));
    // Beside numbered blank lines the others are numbered too.
    if (!rest.some(line => /^\s*\d+[ \t:|.)\u2502]/.test(line))) return rest;
  }
  const full = lines.filter(line => line.trim() !== '');
  if (full.length < 3 || !isCounting(full)) return [...lines];
  return dedented(lines.map(line => line.replace(NUMBER, '').replace(/^[ \t]*[:|.)\u2502]/, '')));
}

function isCounting(lines: readonly string[]): boolean {
  const numbers = lines.map(line => Number.parseInt(NUMBER.exec(line)?.[1] ?? '', 10));
  return numbers.every((number, index) => index === 0 || number === (numbers[index - 1] ?? 0) + 1);
}
