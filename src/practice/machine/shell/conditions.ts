import { tidyPath } from '../file-system.ts';
import type { Outcome, Program, Shell, Surroundings } from './program.ts';

/** `test` and `[`: whether files are there, texts equal or numbers greater. */
export const conditions: Readonly<Record<string, Program>> = {
  test: (args, shell, around) => judged(args, shell, around),
  '[': (args, shell, around) =>
    args.at(-1) === ']' ? judged(args.slice(0, -1), shell, around) : { err: 'sh: [: missing ]\n', code: 2 },
};

function judged(args: readonly string[], shell: Shell, around: Surroundings): Outcome {
  if (args[0] === '!') {
    const { code = 0, ...told } = judged(args.slice(1), shell, around);
    return code > 1 ? { ...told, code } : { code: code === 0 ? 1 : 0 };
  }
  const holds = args.length > 2 ? compared(args) : ofOne(args, shell, around);
  if (holds === undefined) return { err: `sh: ${args[1] ?? args[0] ?? ''}: unknown operand\n`, code: 2 };
  return { code: holds ? 0 : 1 };
}

function ofOne([operator = '', value]: readonly string[], shell: Shell, { files }: Surroundings): boolean | undefined {
  if (value === undefined) return operator !== '';
  const kind = (): string | undefined => files.kind(tidyPath(value, shell.cwd));
  switch (operator) {
    case '-d':
      return kind() === 'folder';
    case '-f':
      return kind() === 'file';
    case '-e':
    case '-r':
    case '-w':
      return kind() !== undefined;
    case '-s':
      return kind() === 'file' && files.read(tidyPath(value, shell.cwd)) !== '';
    case '-n':
      return value !== '';
    case '-z':
      return value === '';
    default:
      return undefined;
  }
}

function compared([one = '', operator = '', other = '']: readonly string[]): boolean | undefined {
  switch (operator) {
    case '=':
    case '==':
      return one === other;
    case '!=':
      return one !== other;
    case '-eq':
      return Number(one) === Number(other);
    case '-ne':
      return Number(one) !== Number(other);
    case '-gt':
      return Number(one) > Number(other);
    case '-ge':
      return Number(one) >= Number(other);
    case '-lt':
      return Number(one) < Number(other);
    case '-le':
      return Number(one) <= Number(other);
    default:
      return undefined;
  }
}
