import { parseArgs } from 'node:util';
import { loadFields } from '../../language/tables.ts';
import { speaker } from '../../words/words.ts';
import { type Checked, checkSources, type Item } from './check.ts';
import { type Source, sourcesOf } from './files.ts';
import { textOf } from './text.ts';

/** What the command needs of its process, handed in so that tests need none. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly stdin: () => Promise<string>;
  readonly colour: boolean;
}

const CLEAN = 0;
const FOUND = 1;
const UNUSABLE = 2;

/**
 * `ordinal check [--format text|json] PATH…`: checks manifests as the editor does. Resolves with the exit code: 0 without errors, 1 with,
 * 2 when it was called wrongly or a file could not be read.
 */
export async function check(args: readonly string[], terminal: Terminal): Promise<number> {
  const say = speaker();
  const asked = parse(args);
  if (asked === undefined) {
    terminal.err(`${say('check-usage')}\n`);
    return UNUSABLE;
  }
  const sources = await sourcesOf(asked.paths, terminal.stdin);
  const unreadable = sources.filter(({ text }) => text === undefined);
  for (const { name, reason } of unreadable) terminal.err(`${say('check-unreadable', { file: name, reason })}\n`);
  const files = checkSources(sources, isWhole(sources, asked.paths), { fields: await loadFields() }, say);
  terminal.out(asked.format === 'json' ? asJson(files) : asText(files, terminal.colour));
  if (asked.format === 'text') terminal.err(`${summary(files)}\n`);
  if (unreadable.length > 0) return UNUSABLE;
  return itemsOf(files).some(({ severity }) => severity === 'error') ? FOUND : CLEAN;
}

interface Asked {
  readonly format: 'text' | 'json';
  readonly paths: readonly string[];
}

function parse(args: readonly string[]): Asked | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { format: { type: 'string', default: 'text' } },
      allowPositionals: true,
    });
    const { format } = values;
    if ((format !== 'text' && format !== 'json') || positionals.length === 0) return undefined;
    return { format, paths: positionals };
  } catch {
    // parseArgs throws on options it does not know; the usage says which there are.
    return undefined;
  }
}

/** Single files say nothing about what else there is; a folder does. */
function isWhole(sources: readonly Source[], paths: readonly string[]): boolean {
  return paths.length > 0 && sources.length > 0 && paths.every(path => !sources.some(({ name }) => name === path));
}

function asJson(files: readonly Checked[]): string {
  return `${JSON.stringify(itemsOf(files), null, 2)}\n`;
}

function asText(files: readonly Checked[], colour: boolean): string {
  return files
    .filter(({ items }) => items.length > 0)
    .map(file => `${textOf(file, colour, speaker())}\n`)
    .join('');
}

function summary(files: readonly Checked[]): string {
  const items = itemsOf(files);
  const count = (severity: Item['severity']) => items.filter(item => item.severity === severity).length;
  return speaker()('check-summary', {
    files: files.length,
    errors: count('error'),
    warnings: count('warning'),
    notes: count('information') + count('hint'),
  });
}

function itemsOf(files: readonly Checked[]): Item[] {
  return files.flatMap(({ items }) => items);
}
