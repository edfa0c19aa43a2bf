import type { CommandLineSay } from '../../../words/words.ts';
import type { Checked, Item } from '../check.ts';

const COLOURS = { error: 31, warning: 33, information: 36, hint: 90 } as const;

/** Of longer lines only the part around the place is shown, in characters. */
const LONGEST = 200;
const BEFORE = 40;

/** The problems of a file as text: where, what, and the line with a mark under the place. */
export function textOf({ items, lines }: Checked, colour: boolean, say: CommandLineSay): string {
  return items.map(item => itemText(item, lines.lineText(item.range.start.line), colour, say)).join('\n');
}

function itemText(item: Item, line: string, colour: boolean, say: CommandLineSay): string {
  const { start, end } = item.range;
  const paint = (text: string) => (colour ? `\u001b[${COLOURS[item.severity]}m${text}\u001b[0m` : text);
  const last = end.line === start.line ? end.character : line.length;
  const from = line.length > LONGEST ? Math.max(0, start.character - BEFORE) : 0;
  const shown = line.slice(from, from + LONGEST);
  const cut = { before: from > 0 ? '…' : '', behind: from + LONGEST < line.length ? '…' : '' };
  const mark = '^'.repeat(Math.max(1, Math.min(last, from + shown.length) - start.character));
  const indent = cut.before.replace('…', ' ') + line.slice(from, start.character).replace(/[^\t]/g, ' ');
  const head = `${item.file}:${start.line + 1}:${start.character + 1}: ${paint(say(`check-severity-${item.severity}`))} ${item.message} [${item.code}]`;
  return `${head}\n    ${cut.before}${shown}${cut.behind}\n    ${indent}${paint(mark)}\n`;
}
