import type { Running, Streams, Task } from './running.ts';
import type { Machine } from './sandbox.ts';
import { newSession, type Session } from './session.ts';
import { readsInput as readsItsInput } from './shell/filters.ts';
import { parseLine, SyntaxFault } from './shell/parse.ts';
import { isShell, notFound, programName, runProgram } from './shell/shell.ts';
import { terminal } from './shell/terminal.ts';

/** The most that is kept of an input until it is read. */
const mostInput = 1024 * 1024;

/** Starts a program in a container. It may end before this returns. */
export function execute(machine: Machine, task: Task, streams: Streams): Running {
  const session = newSession(machine, task, streams);
  const [first = '', ...args] = task.command;
  const program = programName(first);
  if (isShell(program) && args[0] !== '-c' && task.stdin) return task.tty ? interactive(session) : scripted(session);
  if (readsInput(task, program, args)) return gathered(session, task.command);
  single(session, task.command, '');
  return { input() {}, inputEnded() {}, resized: session.resized, stop: session.stop };
}

/** Runs the command with all of its input, and ends. */
function single(session: Session, command: readonly string[], input: string): void {
  session.shell.input = input;
  const said = runProgram(command, session.shell, session.surroundings());
  if (said === undefined) {
    const why = `exec: "${command[0] ?? ''}": executable file not found in $PATH`;
    session.show({
      out: '',
      err: `OCI runtime exec failed: exec failed: unable to start container process: ${why}: unknown\n`,
    });
    session.end(notFound);
    return;
  }
  const finish = (): void => {
    session.show({ out: said.out ?? '', err: said.err ?? '' });
    session.end(said.code ?? 0);
  };
  session.after(session.shell.slept, finish);
}

/** A command that reads its input runs when it has all of it. */
function gathered(session: Session, command: readonly string[]): Running {
  let input = '';
  return {
    resized: session.resized,
    stop: session.stop,
    input(text) {
      if (input.length < mostInput) input += text;
    },
    inputEnded() {
      if (!session.isOver()) single(session, command, input);
    },
  };
}

/** A shell that reads lines from its input. */
function scripted(session: Session): Running {
  let rest = '';
  return {
    resized: session.resized,
    input(text) {
      const lines = (rest + text).split('\n');
      rest = (lines.pop() ?? '').slice(0, mostInput);
      for (const line of lines) session.run(line);
    },
    inputEnded() {
      if (rest !== '') session.run(rest);
      session.end();
    },
  };
}

/** A shell at a terminal. */
function interactive(session: Session): Running {
  const line = terminal(() => `${session.shell.cwd} # `, {
    write: session.write,
    enter(entered) {
      if (session.isOver()) return;
      session.run(entered);
      if (!session.isOver()) line.prompt();
    },
    leave() {
      session.write('exit\r\n');
      session.end();
    },
  });
  line.prompt();
  return {
    resized: session.resized,
    input(text) {
      if (!session.isOver()) line.type(text);
    },
    inputEnded: () => session.end(),
  };
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
