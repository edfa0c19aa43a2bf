import { tidyPath } from '../file-system.ts';
import { each } from './each.ts';
import { matcherOf } from './pattern.ts';
import type { Outcome, Program, Shell, Surroundings } from './program.ts';
import { tarReadsInput } from './tar.ts';

/** Programs that read files, or their input where none is named. */
export const filters: Readonly<Record<string, Program>> = {
  cat: filter('cat', text => ({ out: text })),
  cut(args, shell, around) {
    const { options, operands } = read(args, 'df');
    const apart = options.get('d') ?? '\t';
    const fields = (options.get('f') ?? '').split(',').map(Number);
    if (!fields.every(field => Number.isInteger(field) && field > 0))
      return { err: 'cut: expected a list of bytes, characters, or fields\n', code: 1 };
    return filter('cut', text => ({
      out: linesOf(text)
        .map(
          line =>
            `${line.includes(apart) ? fields.flatMap(field => line.split(apart)[field - 1] ?? []).join(apart) : line}\n`,
        )
        .join(''),
    }))(operands, shell, around);
  },
  grep,
  head: (args, shell, around) => ends('head', (lines, count) => lines.slice(0, count), args, shell, around),
  sort(args, shell, around) {
    const { flags, operands } = read(args, '');
    return filter('sort', text => {
      const sorted = linesOf(text).sort(
        (one, other) =>
          (flags.has('n') ? Number.parseFloat(one) - Number.parseFloat(other) || 0 : 0) ||
          (one < other ? -1 : one > other ? 1 : 0),
      );
      const told = flags.has('u') ? [...new Set(sorted)] : sorted;
      return { out: joined(flags.has('r') ? told.reverse() : told) };
    })(operands, shell, around);
  },
  tail: (args, shell, around) =>
    ends('tail', (lines, count) => lines.slice(Math.max(0, lines.length - count)), args, shell, around),
  tee(args, shell, around) {
    const { flags, operands } = read(args, '');
    const text = taken(shell);
    const { err = '', code = 0 } = each('tee', operands, file => {
      around.files.write(tidyPath(file, shell.cwd), text, flags.has('a'));
      return '';
    });
    return { out: text, err, code };
  },
  uniq(args, shell, around) {
    const { flags, operands } = read(args, '');
    return filter('uniq', text => {
      const runs: { line: string; count: number }[] = [];
      for (const line of linesOf(text)) {
        const last = runs.at(-1);
        if (last?.line === line) last.count += 1;
        else runs.push({ line, count: 1 });
      }
      return {
        out: joined(runs.map(({ line, count }) => (flags.has('c') ? `${String(count).padStart(7)} ${line}` : line))),
      };
    })(operands, shell, around);
  },
  wc(args, shell, around) {
    const { flags, operands } = read(args, '');
    return filter('wc', (text, name) => {
      const counts = [
        ...(flags.size === 0 || flags.has('l') ? [text.split('\n').length - 1] : []),
        ...(flags.size === 0 || flags.has('w') ? [text.split(/\s+/).filter(word => word !== '').length] : []),
        ...(flags.size === 0 || flags.has('c') ? [Buffer.byteLength(text)] : []),
      ];
      const told = counts.length === 1 ? String(counts[0]) : counts.map(count => String(count).padStart(9)).join(' ');
      return { out: `${told}${name === undefined ? '' : ` ${name}`}\n` };
    })(operands, shell, around);
  },
};

/** Whether a program would read its input: it is one of those that do, and no file is named. */
export function readsInput([program = '', ...args]: readonly string[]): boolean {
  if (program === 'tee') return true;
  if (program === 'tar') return tarReadsInput(args);
  if (!Object.hasOwn(filters, program)) return false;
  const { operands } = read(args, program === 'cut' ? 'df' : program === 'head' || program === 'tail' ? 'n' : '');
  return operands.length === (program === 'grep' ? 1 : 0);
}

type Filtered = (text: string, name: string | undefined) => { readonly out: string; readonly code?: number };

/** A program that does the same with each file, or with its input. */
function filter(program: string, work: Filtered): Program {
  return (names, shell, around) => {
    if (names.length === 0) return work(taken(shell), undefined);
    let worst = 0;
    const told = each(program, names, name => {
      const { out, code = 0 } = work(around.files.read(tidyPath(name, shell.cwd)), name);
      worst = Math.max(worst, code);
      return out;
    });
    return { ...told, code: Math.max(worst, told.code ?? 0) };
  };
}

function ends(
  program: string,
  part: (lines: string[], count: number) => string[],
  args: readonly string[],
  shell: Shell,
  around: Surroundings,
): Outcome {
  const short = args.map(word => word.replace(/^-(\d+)$/, '-n$1'));
  const { options, operands } = read(short, 'n');
  const count = Number(options.get('n') ?? 10);
  if (!Number.isInteger(count) || count < 0)
    return { err: `${program}: invalid number '${options.get('n')}'\n`, code: 1 };
  return filter(program, (text, name) => {
    const title = operands.length > 1 ? `==> ${name} <==\n` : '';
    return { out: title + joined(part(linesOf(text), count)) };
  })(operands, shell, around);
}

function grep(args: readonly string[], shell: Shell, around: Surroundings): Outcome {
  const { flags, operands } = read(args, '');
  const [pattern, ...names] = operands;
  if (pattern === undefined) return { err: 'Usage: grep [-cinvqE] PATTERN [FILE]...\n', code: 2 };
  const matches = matcher(pattern, flags);
  if (matches === undefined) return { err: `grep: bad regex '${pattern}'\n`, code: 2 };
  let found = false;
  const told = filter('grep', (text, name) => {
    const hits = linesOf(text).flatMap((line, index) => (matches(line) ? [{ line, number: index + 1 }] : []));
    found ||= hits.length > 0;
    if (flags.has('q')) return { out: '' };
    const before = names.length > 1 ? `${name}:` : '';
    if (flags.has('c')) return { out: `${before}${hits.length}\n` };
    return { out: joined(hits.map(({ line, number }) => `${before}${flags.has('n') ? `${number}:` : ''}${line}`)) };
  })(names, shell, around);
  return { ...told, code: (told.code ?? 0) > 0 ? 2 : found ? 0 : 1 };
}

function matcher(pattern: string, flags: ReadonlySet<string>): ((line: string) => boolean) | undefined {
  const wanted = flags.has('v') ? (hit: boolean) => !hit : (hit: boolean) => hit;
  if (flags.has('F') || !/[\\^$.*+?()[\]{}|]/.test(pattern)) {
    const lower = (text: string) => (flags.has('i') ? text.toLowerCase() : text);
    return line => wanted(lower(line).includes(lower(pattern)));
  }
  const matches = matcherOf(pattern, { extended: flags.has('E'), ignoresCase: flags.has('i') });
  return matches === undefined ? undefined : line => wanted(matches(line));
}

interface Arguments {
  readonly flags: ReadonlySet<string>;
  /** Of letters that take a value. */
  readonly options: ReadonlyMap<string, string>;
  readonly operands: readonly string[];
}

function read(args: readonly string[], valued: string): Arguments {
  const flags = new Set<string>();
  const options = new Map<string, string>();
  const operands: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index] ?? '';
    if (!/^-\w/.test(word)) operands.push(word);
    else if (valued.includes(word[1] ?? ' ')) {
      options.set(word[1] ?? '', word.length > 2 ? word.slice(2) : (args[index + 1] ?? ''));
      if (word.length === 2) index += 1;
    } else for (const letter of word.slice(1)) flags.add(letter);
  }
  return { flags, options, operands };
}

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function joined(lines: readonly string[]): string {
  return lines.map(line => `${line}\n`).join('');
}

/** What came to the input and nobody has read yet. */
function taken(shell: Shell): string {
  const { input } = shell;
  shell.input = '';
  return input;
}
