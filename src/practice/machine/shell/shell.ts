import { FileError, tidyPath } from '../file-system.ts';
import { type Outcome, programs, type Shell, type Surroundings } from './commands.ts';
import { type Command, parseLine, SyntaxFault } from './parse.ts';

/** The code of a command that is not there. */
export const notFound = 127;

export interface Said {
  readonly out: string;
  readonly err: string;
  readonly code: number;
}

export function newShell(env: ReadonlyMap<string, string>, input = ''): Shell {
  return { cwd: '/', env: new Map(env), code: 0, ended: undefined, input };
}

/** Runs a line (or several) in a shell, which remembers folder, variables and how the last command ended. */
export function runLine(line: string, shell: Shell, around: Surroundings): Said {
  let out = '';
  let err = '';
  for (const single of line.split('\n')) {
    for (const step of commandsOf(single, shell)) {
      const command = step();
      if (shell.ended !== undefined) break;
      if (typeof command === 'string') {
        err += command;
        shell.code = 2;
        continue;
      }
      if (command.when !== 'always' && (command.when === 'success') !== (shell.code === 0)) continue;
      const said = runCommand(command, shell, around);
      out += said.out;
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
  try {
    return read().map((_, index) => () => read()[index] ?? { words: [], when: 'always' });
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    return [() => `sh: ${error.message}\n`];
  }
}

function runCommand({ words, redirect }: Command, shell: Shell, around: Surroundings): Said {
  const said = complete(runWords(words, shell, around));
  if (redirect === undefined) return said;
  try {
    around.files.write(tidyPath(redirect.file, shell.cwd), said.out, redirect.append);
    return { ...said, out: '' };
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const cannot = error.message === 'No space left on device' ? 'write error' : `can't create ${redirect.file}`;
    return { out: '', err: `${said.err}sh: ${cannot}: ${error.message}\n`, code: 1 };
  }
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
  return runLine(args[1] ?? '', inner, around);
}

/** `/bin/cat` is `cat`. */
export function programName(word: string): string {
  return word.replace(/^(?:\/usr)?(?:\/local)?\/s?bin\//, '');
}

export function isShell(program: string): boolean {
  return program === 'sh' || program === 'bash' || program === 'ash';
}

function complete({ out = '', err = '', code = 0 }: Outcome): Said {
  return { out, err, code };
}
