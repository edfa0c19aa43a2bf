import { parseQuantity } from '../../core/quantity.ts';
import type { Container, Pod } from '../../core/statefulset/model.ts';
import { at, listOf } from '../json.ts';
import { mountedClaims } from '../orders.ts';
import { resources } from '../resources.ts';
import { lookUp } from './lookup.ts';
import { environmentOf, filesOf, fullNameOf, hostnameOf, type Machine, mountPathOf, nameServer } from './sandbox.ts';
import { readsInput as readsItsInput } from './shell/filters.ts';
import { parseLine, SyntaxFault } from './shell/parse.ts';
import type { Surroundings } from './shell/program.ts';
import { isShell, newShell, notFound, programName, runLine, runProgram, type Said } from './shell/shell.ts';
import { terminal } from './shell/terminal.ts';

/** A program that runs in a container, seen from outside. */
export interface Running {
  input(text: string): void;
  /** Nothing more will come. */
  inputEnded(): void;
  /** The terminal has another size, in letters and lines. */
  resized(columns: number, rows: number): void;
  /** Nobody is there any more. */
  readonly stop?: () => void;
}

export interface Streams {
  out(text: string): void;
  err(text: string): void;
  /** The program has ended; called once, after everything else. */
  exit(code: number): void;
}

export interface Task {
  readonly pod: Pod;
  readonly container: Container;
  readonly command: readonly string[];
  readonly tty: boolean;
  readonly stdin: boolean;
}

/** The most that is kept of an input until it is read. */
const mostInput = 1024 * 1024;

/** Starts a program in a container. It may end before this returns. */
export function execute(machine: Machine, task: Task, streams: Streams): Running {
  const { registry } = machine;
  const env = environmentOf(registry, task.pod, task.container);
  if (task.tty) env.set('TERM', 'xterm');
  const shell = newShell(env);
  const [first = '', ...args] = task.command;
  const program = programName(first);

  const screen = { columns: 80, rows: 24 };
  const surroundings = (): Surroundings => ({
    ...surroundingsOf(machine, task),
    screen: task.tty ? { ...screen } : undefined,
  });
  function resized(columns: number, rows: number): void {
    screen.columns = columns;
    screen.rows = rows;
  }

  const crooked = (text: string): string => (task.tty ? text.replace(/\r?\n/g, '\r\n') : text);
  function show({ out, err }: Pick<Said, 'out' | 'err'>): void {
    if (out !== '') streams.out(crooked(out));
    if (err !== '') (task.tty ? streams.out : streams.err)(crooked(err));
  }

  if (isShell(program) && args[0] !== '-c' && task.stdin) {
    return task.tty ? interactive() : scripted();
  }
  if (readsInput(task, program, args)) return gathered();
  single('');
  return { input() {}, inputEnded() {}, resized };

  /** Runs the command with all of its input, and ends. */
  function single(input: string): void {
    shell.input = input;
    const said = runProgram(task.command, shell, surroundings());
    if (said === undefined) {
      const why = `exec: "${first}": executable file not found in $PATH`;
      show({
        out: '',
        err: `OCI runtime exec failed: exec failed: unable to start container process: ${why}: unknown\n`,
      });
      streams.exit(notFound);
      return;
    }
    show({ out: said.out ?? '', err: said.err ?? '' });
    streams.exit(said.code ?? 0);
  }

  /** A command that reads its input runs when it has all of it. */
  function gathered(): Running {
    let input = '';
    let done = false;
    return {
      resized,
      input(text) {
        if (input.length < mostInput) input += text;
      },
      inputEnded() {
        if (!done) single(input);
        done = true;
      },
    };
  }

  /** A shell that reads lines from its input. */
  function scripted(): Running {
    let rest = '';
    let done = false;
    function run(line: string): void {
      if (done) return;
      show(runLine(line, shell, surroundings()));
      if (shell.ended !== undefined) finish();
    }
    function finish(): void {
      if (done) return;
      done = true;
      streams.exit(shell.ended ?? shell.code);
    }
    return {
      resized,
      input(text) {
        const lines = (rest + text).split('\n');
        rest = (lines.pop() ?? '').slice(0, mostInput);
        for (const line of lines) run(line);
      },
      inputEnded() {
        if (rest !== '') run(rest);
        finish();
      },
    };
  }

  /** A shell at a terminal. */
  function interactive(): Running {
    let done = false;
    const line = terminal(() => `${shell.cwd} # `, {
      write: streams.out,
      enter(entered) {
        if (done) return;
        show(runLine(entered, shell, surroundings()));
        if (shell.ended === undefined) line.prompt();
        else finish();
      },
      leave() {
        streams.out('exit\r\n');
        finish();
      },
    });
    function finish(): void {
      if (done) return;
      done = true;
      streams.exit(shell.ended ?? shell.code);
    }
    line.prompt();
    return {
      resized,
      input(text) {
        if (!done) line.type(text);
      },
      inputEnded: finish,
    };
  }
}

/** Whether a command waits for input: one that reads, without a file, alone or at the beginning of a pipe in a line for a shell. */
function readsInput({ stdin, tty }: Task, program: string, args: readonly string[]): boolean {
  if (!stdin || tty) return false;
  if (!isShell(program)) return readsItsInput([program, ...args]);
  try {
    return parseLine(args[1] ?? '', () => 'x').some(
      ({ words, piped, redirects }) => !piped && redirects.every(({ from }) => from !== 0) && readsItsInput(words),
    );
  } catch (error) {
    if (error instanceof SyntaxFault) return false;
    throw error;
  }
}

function surroundingsOf(machine: Machine, { pod: begun, container, command }: Task): Omit<Surroundings, 'screen'> {
  const { registry } = machine;
  // a claim may have grown, and the container may have started again, since the last line
  const pod = registry.find(resources.pods, begun.metadata.namespace, begun.metadata.name) ?? begun;
  const own = [...listOf(at(container, 'command')), ...listOf(at(container, 'args'))].map(String).join(' ');
  const mounts = new Map(container.volumeMounts?.map(mount => [mountPathOf(mount), mount.name]));
  return {
    files: filesOf(machine, pod, container),
    hostname: hostnameOf(pod),
    fullName: fullNameOf(pod),
    processes: [own === '' ? programOf(container) : own, command.join(' ')],
    nameServer,
    lookUp: name => lookUp(registry, pod.metadata.namespace ?? 'default', name),
    capacityOf(path) {
      const volume = mounts.get(path);
      if (volume === undefined) return undefined;
      const [claim] = mountedClaims(registry, pod, { name: '', volumeMounts: [{ name: volume, mountPath: path }] });
      const capacity = parseQuantity(claim?.status?.capacity?.['storage']);
      return capacity === undefined ? undefined : capacity.nano / 1_000_000_000n;
    },
    now: registry.clock.stamp,
  };
}

/** `registry/shop/nginx:1.27` runs nginx. */
function programOf(container: Container): string {
  const image = (container.image ?? '').split('@')[0] ?? '';
  return image.slice(image.lastIndexOf('/') + 1).split(':')[0] || 'app';
}
