import { ClusterError, type Connection, type ExecEnd, type Execution } from '../../cluster/connection.ts';
import type { Place } from '../../cluster/run-in-pod.ts';
import type { Errors } from '../errors.ts';
import { pickShell } from './pick-shell.ts';
import { type ShellNews, told } from './shell-news.ts';

/** The screen of a terminal. */
export interface Screen {
  /** Resolves when more may be written. */
  write(text: string): Promise<void>;
  /** Says something that is not of the shell, on lines of its own. */
  tell(news: ShellNews): void;
  /** The terminal is no longer needed. */
  close(): void;
}

/** A shell in a container, from its opening to its end, and again if a person wants. */
export interface ShellSession {
  start(): void;
  type(text: string): void;
  resize(columns: number, rows: number): void;
  /** Lets go of everything; nothing is written after it. */
  dispose(): void;
}

const ENTER = /[\r\n]/;
/** Control-C, Control-D and Escape. */
const LEAVE: readonly string[] = ['\u0003', '\u0004', '\u001b'];
/** What is typed before the shell is there is kept for it, up to this many letters. */
const MOST_TYPED = 10_000;

/** How long until a person is told that it takes long, and until it is given up, in milliseconds. */
const PATIENCE = { quiet: 4_000, most: 30_000 };

export function shellSession(
  connection: Pick<Connection, 'exec' | 'closed'>,
  place: Place,
  screen: Screen,
  errors: Pick<Errors, 'run'>,
): ShellSession {
  const disposing = new AbortController();
  let size: { readonly columns: number; readonly rows: number } | undefined;
  let state: 'starting' | 'running' | 'over' = 'over';
  let running: Execution | undefined;
  let typed = '';

  const say = (news: ShellNews) => {
    if (!disposing.signal.aborted) screen.tell(news);
  };

  /** Resolves with the end of the shell, once it was opened; `opened` is called when it is. */
  async function open(signal: AbortSignal, opened: () => void): Promise<ExecEnd | undefined> {
    const shell = await pickShell(connection, place, signal);
    if (shell === undefined) {
      say({ kind: 'no-shell' });
      return undefined;
    }
    say({ kind: 'opened', shell });
    const { container, ...pod } = place;
    const execution = await connection.exec(pod, {
      container,
      command: [shell],
      tty: true,
      stdin: true,
      signal,
      onOutput: text => (disposing.signal.aborted ? undefined : screen.write(text)),
    });
    opened();
    running = execution;
    state = 'running';
    if (size !== undefined) execution.resize(size.columns, size.rows);
    if (typed !== '') execution.write(typed);
    typed = '';
    return execution.ended;
  }

  /** Whether there is anything left to read in the terminal. */
  async function attempt(): Promise<boolean> {
    const late = new AbortController();
    const seconds = Math.round(PATIENCE.most / 1_000);
    const telling = setTimeout(() => say({ kind: 'waits', seconds }), PATIENCE.quiet);
    const ending = setTimeout(() => late.abort(), PATIENCE.most);
    const stopClock = () => {
      clearTimeout(telling);
      clearTimeout(ending);
    };
    disposing.signal.addEventListener('abort', stopClock, { once: true });
    try {
      const end = await open(AbortSignal.any([disposing.signal, late.signal]), stopClock);
      if (end?.reason === 'exited' && end.code === 0) return false;
      if (end !== undefined) say(told(end));
      return true;
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      if (late.signal.aborted) say({ kind: 'given-up', seconds });
      else
        say(error.failure.kind === 'aborted' ? { kind: 'disconnected' } : { kind: 'refused', failure: error.failure });
      return true;
    } finally {
      stopClock();
      disposing.signal.removeEventListener('abort', stopClock);
    }
  }

  /** What fails by a fault of ours leaves a terminal that can be tried again, like every other failure. */
  async function runOnce(): Promise<void> {
    state = 'starting';
    let isReadOn = true;
    try {
      isReadOn = await attempt();
    } finally {
      running = undefined;
      typed = '';
      state = 'over';
      if (!isReadOn) screen.close();
      else if (!connection.closed.aborted) say({ kind: 'again' });
    }
  }

  const run = () => errors.run('a shell in a pod', runOnce);

  return {
    start: run,
    type(text) {
      if (state === 'running') running?.write(text);
      else if (state === 'starting') typed = (typed + text).slice(0, MOST_TYPED);
      else if (LEAVE.includes(text) || connection.closed.aborted) screen.close();
      else if (ENTER.test(text)) run();
    },
    resize(columns, rows) {
      size = { columns, rows };
      running?.resize(columns, rows);
    },
    dispose: () => disposing.abort(),
  };
}
