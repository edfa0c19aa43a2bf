import { FileError, tidyPath } from '../file-system.ts';
import { programs, shells } from './commands.ts';
import { type Command, parseLine, type Redirect, SyntaxFault } from './parse.ts';
import type { Outcome, Shell, Surroundings } from './program.ts';

/** The code of a command that is not there. */
export const notFound = 127;

export interface Said {
  readonly out: string;
  readonly err: string;
  readonly code: number;
}

export function newShell(env: ReadonlyMap<string, string>, input = ''): Shell {
  return { cwd: '/', env: new Map(env), code: 0, ended: undefined, slept: 0, input };
}

/** Runs a line (or several) in a shell, which remembers folder, variables and how the last command ended. */
export function runLine(line: string, shell: Shell, around: Surroundings): Said {
  let out = '';
  let err = '';
  for (const single of line.split('\n')) {
    let isSkipped = false;
    let handed = '';
    for (const step of commandsOf(single, shell)) {
      const command = step();
      if (shell.ended !== undefined) break;
      if (typeof command === 'string') {
        err += command;
        shell.code = 2;
        continue;
      }
      const { when, piped, feeds } = command;
      if (!piped) isSkipped = when !== 'always' && (when === 'success') !== (shell.code === 0);
      if (isSkipped) continue;
      // What stands in a pipe runs in a shell of its own: it changes neither folder nor variables, and `exit` ends it alone.
      const own = piped || feeds ? { ...shell, env: new Map(shell.env) } : shell;
      if (piped) own.input = handed;
      const said = runCommand(command, own, around);
      shell.slept = own.slept;
      if (feeds && !piped) shell.input = own.input;
      handed = feeds ? said.out : '';
      out += feeds ? '' : said.out;
      err += said.err;
      shell.code = said.code;
    }
  }
  return { out, err, code: shell.ended ?? shell.code };
}

/** The commands of a line, each read when its turn comes: its variables may have been set by the one before. */
function commandsOf(line: string, shell: Shell): (() => Command | string)[] {
  const read = (): Command[] =>
    parseLine(line, name => (name === '?' ? String(shell.code) : (shell.env.get(name) ?? '')));
  const nothing: Command = { words: [], redirects: [], when: 'always', piped: false, feeds: false };
  try {
    return read().map((_, index) => () => read()[index] ?? nothing);
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    return [() => `sh: ${error.message}\n`];
  }
}

function runCommand({ words, redirects }: Command, shell: Shell, around: Surroundings): Said {
  for (const redirect of redirects) {
    if (redirect.from !== 0) continue;
    try {
      shell.input = redirect.file === nowhere ? '' : around.files.read(tidyPath(redirect.file, shell.cwd));
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      return { out: '', err: `sh: can't open ${redirect.file}: ${error.message.toLowerCase()}\n`, code: 1 };
    }
  }
  return redirected(complete(runWords(words, shell, around)), redirects, shell, around);
}

const nowhere = '/dev/null';

/** Sends the outputs of a command where they were told to go, in the order in which that stands. */
function redirected(said: Said, redirects: readonly Redirect[], shell: Shell, around: Surroundings): Said {
  type Sink = 'out' | 'err' | { readonly file: string; readonly append: boolean };
  const sinks: { 1: Sink; 2: Sink } = { 1: 'out', 2: 'err' };
  for (const redirect of redirects) {
    if (redirect.from === 0) continue;
    sinks[redirect.from] = 'joins' in redirect ? sinks[redirect.from === 1 ? 2 : 1] : redirect;
  }
  const told = { out: '', err: '' };
  let { code } = said;
  const begun = new Set<string>();
  for (const [sink, text] of [
    [sinks[1], said.out],
    [sinks[2], said.err],
  ] as const) {
    if (typeof sink === 'string') {
      told[sink] += text;
      continue;
    }
    if (sink.file === nowhere) continue;
    const path = tidyPath(sink.file, shell.cwd);
    try {
      around.files.write(path, text, sink.append || begun.has(path));
      begun.add(path);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      const cannot = error.message === 'No space left on device' ? 'write error' : `can't create ${sink.file}`;
      told.err += `sh: ${cannot}: ${error.message}\n`;
      code = 1;
    }
  }
  return { ...told, code };
}

function runWords(words: readonly string[], shell: Shell, around: Surroundings): Outcome {
  const [first, ...args] = words;
  if (first === undefined) return {};
  const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(first) ?? [];
  if (name !== undefined && args.length === 0) {
    shell.env.set(name, value ?? '');
    return {};
  }
  return runProgram(words, shell, around) ?? { err: `sh: ${first}: not found\n`, code: notFound };
}

/** Runs a program with arguments; undefined when there is no such program. */
export function runProgram(words: readonly string[], shell: Shell, around: Surroundings): Outcome | undefined {
  const [first = '', ...args] = words;
  const program = programName(first);
  if (isShell(program)) return runInner(args, shell, around);
  return Object.hasOwn(programs, program) ? programs[program]?.(args, shell, around) : undefined;
}

/** `sh -c LINE` inside a shell; without one it would wait for input that is not coming. */
function runInner(args: readonly string[], shell: Shell, around: Surroundings): Outcome {
  if (args[0] !== '-c') return {};
  const inner = { ...shell, env: new Map(shell.env), ended: undefined };
  const said = runLine(args[1] ?? '', inner, around);
  shell.slept = inner.slept;
  return said;
}

/** `/bin/cat` is `cat`. */
export function programName(word: string): string {
  return word.replace(/^(?:\/usr)?(?:\/local)?\/s?bin\//, '');
}

export function isShell(program: string): boolean {
  return shells.includes(program);
}

function complete({ out = '', err = '', code = 0 }: Outcome): Said {
  return { out, err, code };
}
