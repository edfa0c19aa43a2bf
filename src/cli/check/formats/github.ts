import type { Item } from '../check.ts';

const COMMANDS = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' } as const;

/** Workflow commands, which GitHub shows as annotations beside the lines of a pull request. */
export function githubOf(items: readonly Item[]): string {
  return items.map(item => `${command(item)}\n`).join('');
}

function command({ file, range: { start, end }, severity, code, message }: Item): string {
  const place = {
    file: forward(file),
    line: start.line + 1,
    endLine: end.line + 1,
    // Columns count only within one line.
    ...(start.line === end.line ? { col: start.character + 1, endColumn: end.character + 1 } : {}),
    title: code,
  };
  const properties = Object.entries(place).map(([key, value]) => `${key}=${property(String(value))}`);
  return `::${COMMANDS[severity]} ${properties.join(',')}::${escaped(message)}`;
}

function property(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function forward(file: string): string {
  return file.replaceAll('\\', '/');
}
