import { tidyPath } from '../file-system.ts';
import { conditions } from './conditions.ts';
import { each } from './each.ts';
import { filters } from './filters.ts';
import { lookups } from './lookups.ts';
import type { Outcome, Program, Shell, Surroundings } from './program.ts';
import { tar } from './tar.ts';

/** The shells of the containers, which are like those of a small image: no bash. */
export const shells: readonly string[] = ['sh', 'ash'];

/** The programs of the containers, by name. */
export const programs: Readonly<Record<string, Program>> = {
  ...conditions,
  ...filters,
  ...lookups,
  cd(args, shell, around) {
    const target = tidyPath(args[0] ?? shell.env.get('HOME') ?? '/', shell.cwd);
    const kind = around.files.kind(target);
    if (kind !== 'folder')
      return {
        err: `sh: cd: can't cd to ${args[0] ?? target}: ${kind === undefined ? 'No such file or directory' : 'Not a directory'}\n`,
        code: 2,
      };
    shell.cwd = target;
    return {};
  },
  clear: () => ({ out: '\u001b[H\u001b[2J' }),
  command: (args, shell, around) =>
    args[0] === '-v'
      ? whereIs(args.slice(1), name => (builtIn.has(name) ? name : `/bin/${name}`))
      : (programs[args[0] ?? '']?.(args.slice(1), shell, around) ?? { err: `sh: ${args[0]}: not found\n`, code: 127 }),
  date: (_, __, around) => ({
    out: `${new Date(around.now()).toUTCString().replace(/^(\w+), (\d+) (\w+) (\d+) (\S+) GMT$/, '$1 $3 $2 $5 UTC $4')}\n`,
  }),
  df: diskFree,
  echo(args) {
    const bare = args[0] === '-n';
    return { out: args.slice(bare ? 1 : 0).join(' ') + (bare ? '' : '\n') };
  },
  env: (_, shell) => ({ out: [...shell.env].map(([name, value]) => `${name}=${value}\n`).join('') }),
  exit(args, shell) {
    const code = Number(args[0] ?? shell.code);
    if (!Number.isInteger(code)) return { err: `sh: exit: Illegal number: ${args[0] ?? ''}\n`, code: 2 };
    shell.ended = code & 255;
    return { code: shell.ended };
  },
  export(args, shell) {
    for (const word of args) {
      const [, name, value] = /^(\w+)=(.*)$/s.exec(word) ?? [];
      if (name !== undefined) shell.env.set(name, value ?? '');
    }
    return {};
  },
  false: () => ({ code: 1 }),
  hostname: (args, _, around) => ({ out: `${args[0] === '-f' ? around.fullName : around.hostname}\n` }),
  ls: list,
  mkdir(args, shell, around) {
    const names = args.filter(word => !word.startsWith('-'));
    if (names.length === 0) return { err: 'mkdir: missing operand\n', code: 1 };
    return each(
      'mkdir',
      names,
      name => {
        around.files.makeFolder(tidyPath(name, shell.cwd), args.includes('-p'));
        return '';
      },
      "can't create directory ",
    );
  },
  ps: (_, __, around) => ({
    out: `PID   USER     TIME  COMMAND\n${[...around.processes, 'ps'].map((command, index) => `${String(index === 0 ? 1 : 6 + index).padStart(5)} root      0:00 ${command}\n`).join('')}`,
  }),
  id: () => ({ out: 'uid=0(root) gid=0(root) groups=0(root)\n' }),
  printenv: ([name], shell) => {
    if (name === undefined) return { out: [...shell.env].map(([key, value]) => `${key}=${value}\n`).join('') };
    const value = shell.env.get(name);
    return value === undefined ? { code: 1 } : { out: `${value}\n` };
  },
  pwd: (_, shell) => ({ out: `${shell.cwd}\n` }),
  rm(args, shell, around) {
    const options = args.filter(word => /^-[rRf]+$/.test(word)).join('');
    const names = args.filter(word => !word.startsWith('-'));
    if (names.length === 0) return options.includes('f') ? {} : { err: 'rm: missing operand\n', code: 1 };
    return each(
      'rm',
      names,
      name => {
        const path = tidyPath(name, shell.cwd);
        if (options.includes('f') && around.files.kind(path) === undefined) return '';
        around.files.remove(path, /[rR]/.test(options));
        return '';
      },
      "can't remove ",
    );
  },
  sleep,
  stty(args, _, { screen }) {
    if (screen === undefined) return { err: 'stty: standard input: Not a tty\n', code: 1 };
    if (args[0] === 'size') return { out: `${screen.rows} ${screen.columns}\n` };
    return args.length === 0 ? { out: `speed 38400 baud; line = 0;\n` } : {};
  },
  tar,
  touch: (args, shell, around) =>
    each('touch', args, name => {
      around.files.write(tidyPath(name, shell.cwd), '', true);
      return '';
    }),
  true: () => ({}),
  uname: (args, _, { hostname }) => ({
    out: args.includes('-a') ? `Linux ${hostname} 6.12.0-practice x86_64 GNU/Linux\n` : 'Linux\n',
  }),
  which: args => whereIs(args, name => (builtIn.has(name) ? undefined : `/bin/${name}`)),
  whoami: () => ({ out: 'root\n' }),
};

/** What is part of the shell and no file. */
const builtIn: ReadonlySet<string> = new Set(['cd', 'command', 'exit', 'export']);

/** Says where programs are; the code is 1 when one of them is nowhere. */
function whereIs(names: readonly string[], placeOf: (name: string) => string | undefined): Outcome {
  const isThere = (name: string) => Object.hasOwn(programs, name) || shells.includes(name);
  const places = names.map(name => (isThere(name) ? placeOf(name) : undefined));
  return {
    out: places.map(place => (place === undefined ? '' : `${place}\n`)).join(''),
    code: places.includes(undefined) ? 1 : 0,
  };
}

function list(args: readonly string[], shell: Shell, { files }: Surroundings): Outcome {
  const options = args.filter(word => word.startsWith('-')).join('');
  const names = args.filter(word => !word.startsWith('-'));
  const long = options.includes('l');
  const lineOf = (path: string, name: string): string => {
    if (!long) return `${name}\n`;
    const folder = files.kind(path) === 'folder';
    const size = folder ? 4096 : Buffer.byteLength(files.read(path));
    return `${folder ? 'drwxr-xr-x' : '-rw-r--r--'}    1 root     root     ${String(size).padStart(9)} ${name}\n`;
  };
  return each('ls', names.length === 0 ? ['.'] : names, name => {
    const path = tidyPath(name, shell.cwd);
    if (files.kind(path) === 'file') return lineOf(path, name);
    const shown = files.list(path).filter(entry => options.includes('a') || !entry.startsWith('.'));
    const lines = shown.map(entry => lineOf(tidyPath(entry, path), entry)).join('');
    return names.length > 1 ? `${name}:\n${lines}` : lines;
  });
}

function diskFree(_: readonly string[], __: Shell, { files, capacityOf }: Surroundings): Outcome {
  const lines = files.mounts.flatMap(mount => {
    const capacity = capacityOf(mount.path);
    if (capacity === undefined) return [];
    const blocks = Number(capacity / 1024n);
    const bytes = [...mount.disk.values()].reduce((sum, text) => sum + Buffer.byteLength(text ?? ''), 0);
    const used = mount.full ? blocks : Math.ceil(bytes / 1024);
    const share = `${blocks === 0 ? 0 : Math.ceil((100 * used) / blocks)}%`;
    const cells = [
      '/dev/practice'.padEnd(20),
      ...[blocks, used, blocks - used].map(cell => String(cell).padStart(10)),
      share.padStart(5),
    ];
    return [`${cells.join(' ')} ${mount.path}\n`];
  });
  return { out: `Filesystem           1K-blocks       Used  Available  Use% Mounted on\n${lines.join('')}` };
}

const seconds: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3_600, d: 86_400 };

function sleep(args: readonly string[], shell: Shell): Outcome {
  if (args.length === 0) return { err: 'sleep: missing operand\n', code: 1 };
  for (const word of args) {
    const [, number, unit = ''] = /^(\d+(?:\.\d+)?|inf(?:inity)?)([smhd]?)$/.exec(word) ?? [];
    if (number === undefined) return { err: `sleep: invalid number '${word}'\n`, code: 1 };
    const times = number.startsWith('inf') ? Number.POSITIVE_INFINITY : Number(number);
    shell.slept += times * (seconds[unit] ?? 1) * 1_000;
  }
  return {};
}
