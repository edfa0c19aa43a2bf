import { readRuleSettings } from '../../language/rule-settings.ts';
import { loadFields } from '../../language/tables.ts';
import { allSentences } from '../../words/spoken/all.ts';
import { type CommandLineSay, speaker } from '../../words/words.ts';
import { type Asked, isTold, type Misuse, readArguments } from './arguments.ts';
import { causesOf, withUnreadable } from './causes.ts';
import { type Checked, checkSources, type Found } from './check.ts';
import { kustomizationsBeside, sourcesOf } from './files.ts';
import { githubOf } from './formats/github.ts';
import { sarifOf } from './formats/sarif.ts';
import { textOf } from './formats/text.ts';
import type { Source } from './read.ts';

/** What the command needs of its process, handed in so that tests need none. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly stdin: () => Promise<string>;
  readonly colour: boolean;
  /** Of Ordinal itself. */
  readonly version: () => string;
}

const CLEAN = 0;
const FOUND = 1;
const UNUSABLE = 2;

/**
 * `ordinal check [--format …] [--severity …] [--off …] [--kubernetes-version …] PATH…`: checks manifests as the editor does. Resolves with the exit
 * code: 0 without errors, 1 with, 2 when it was called wrongly or a file could not be read.
 */
export async function check(args: readonly string[], terminal: Terminal): Promise<number> {
  const say = speaker(allSentences);
  const asked = readArguments(args);
  if ('code' in asked) {
    terminal.err(`${misuse(asked, say)}${say('check-usage')}\n`);
    return UNUSABLE;
  }
  const [sources, fields] = await Promise.all([sourcesOf(asked.paths, terminal.stdin), loadFields()]);
  for (const source of sources) if (source.text === undefined) terminal.err(`${whyUnreadable(source, say)}\n`);
  if (sources.length === 0) terminal.err(`${say('check-nothing', { paths: asked.paths.join(', ') })}\n`);
  const settings = readRuleSettings(Object.fromEntries(asked.off.map(name => [name, 'off'])));
  const options = { version: asked.version, fields, settings };
  const beside = await kustomizationsBeside(sources);
  const whole = isWhole(sources, asked.paths);
  const all = checkSources(sources, { beside, whole }, options, say);
  const told = all.map(file => ({ ...file, items: file.items.filter(item => isTold(item.severity, asked.severity)) }));
  terminal.out(printed(told, asked.format, terminal, say));
  if (asked.format === 'text') {
    terminal.err(`${summary(told, say)}\n`);
    if (!whole && sources.some(({ text }) => text !== undefined)) terminal.err(`${say('check-alone')}\n`);
  }
  if (sources.some(({ text }) => text === undefined)) return UNUSABLE;
  return itemsOf(told).some(({ severity }) => severity === 'error') ? FOUND : CLEAN;
}

/** What was wrong with the arguments, on a line of its own. Who asks for help is told nothing else. */
function misuse(told: Misuse, say: CommandLineSay): string {
  const { option } = told.values;
  return option === '--help' || option === '-h' ? '' : `${say.data(told)}\n`;
}

function whyUnreadable({ name, unreadable }: Source, say: CommandLineSay): string {
  const { why = 'failed', code = '' } = unreadable ?? {};
  return say.data({ code: `check-unreadable-${why}`, values: { file: name, reason: code } });
}

function printed(files: readonly Checked[], format: Asked['format'], terminal: Terminal, say: CommandLineSay): string {
  const items = itemsOf(files);
  switch (format) {
    case 'text':
      return asText(files, terminal.colour, say);
    case 'json':
      return `${JSON.stringify(causesOf(withUnreadable(items, say)), null, 2)}\n`;
    case 'sarif':
      return sarifOf(withUnreadable(items, say), terminal.version());
    case 'github':
      return githubOf(items);
  }
}

/** Single files say nothing about what else there is; a folder does. */
function isWhole(sources: readonly Source[], paths: readonly string[]): boolean {
  const names = new Set(sources.map(({ name }) => name));
  return sources.length > 0 && paths.every(path => !names.has(path));
}

function asText(files: readonly Checked[], colour: boolean, say: CommandLineSay): string {
  return files
    .filter(({ items }) => items.length > 0)
    .map(file => `${textOf(file, colour, say)}\n`)
    .join('');
}

function summary(files: readonly Checked[], say: CommandLineSay): string {
  const items = itemsOf(files);
  const count = (severity: Found['severity']) => items.filter(item => item.severity === severity).length;
  return say('check-summary', {
    files: files.filter(({ source }) => source.text !== undefined).length,
    errors: count('error'),
    warnings: count('warning'),
    notes: count('information') + count('hint'),
  });
}

function itemsOf(files: readonly Checked[]): Found[] {
  return files.flatMap(({ items }) => items);
}
