import type { Running, Streams, Task } from './running.ts';
import { environmentOf, type Machine } from './sandbox.ts';
import type { Shell, Surroundings } from './shell/program.ts';
import { newShell, runLine, type Said } from './shell/shell.ts';
import { surroundingsOf } from './surroundings.ts';

/** What a command has while it runs: a shell of its own, the place around it, and whoever listens. */
export interface Session {
  readonly shell: Shell;
  surroundings(): Surroundings;
  /** Runs a line in the shell, and ends when the line ends the shell. */
  run(line: string): void;
  /** Shows what was said, as a terminal does where there is one. */
  show(said: Pick<Said, 'out' | 'err'>): void;
  /** Shows a text as it is. */
  write(text: string): void;
  /** Does something after as many milliseconds as were slept, at once after none, and never after all time. */
  after(slept: number, what: () => void): void;
  /** Nobody waits any more for what was to come after a sleep. */
  stop(): void;
  /** Ends the command, once; with the code of its shell unless told. */
  end(code?: number): void;
  isOver(): boolean;
  readonly resized: Running['resized'];
}

/** Timers can run for 24 days; what sleeps longer does so for ever. */
const longestSleep = 2 ** 31 - 1;

export function newSession(machine: Machine, task: Task, streams: Streams): Session {
  const env = environmentOf(machine.registry, task.pod, task.container);
  if (task.tty) env.set('TERM', 'xterm');
  const shell = newShell(env);
  const screen = { columns: 80, rows: 24 };
  let over = false;
  let cancel = (): void => {};

  const surroundings = (): Surroundings => ({
    ...surroundingsOf(machine, task),
    screen: task.tty ? { ...screen } : undefined,
  });

  const crooked = (text: string): string => (task.tty ? text.replace(/\r?\n/g, '\r\n') : text);
  function show({ out, err }: Pick<Said, 'out' | 'err'>): void {
    if (out !== '') streams.out(crooked(out));
    if (err !== '') (task.tty ? streams.out : streams.err)(crooked(err));
  }

  function end(code = shell.ended ?? shell.code): void {
    if (over) return;
    over = true;
    streams.exit(code);
  }

  return {
    shell,
    surroundings,
    run(line) {
      if (over) return;
      show(runLine(line, shell, surroundings()));
      if (shell.ended !== undefined) end();
    },
    show,
    write: streams.out,
    after(slept, what) {
      if (slept <= 0) what();
      else if (slept <= longestSleep) cancel = machine.registry.clock.after(slept, what);
    },
    stop: () => cancel(),
    end,
    isOver: () => over,
    resized(columns, rows) {
      screen.columns = columns;
      screen.rows = rows;
    },
  };
}
