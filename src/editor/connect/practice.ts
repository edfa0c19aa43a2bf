import { type ChildProcess, fork } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { withoutSecrets } from '../../core/secrets.ts';
import type { Say } from '../../words/words.ts';
import type { Disposable } from '../dispose.ts';
import { commandIds, PACE_VARIABLE } from '../ids.ts';
import { Answer } from '../problems.ts';
import { type Readable, signal } from '../signal.ts';

export type PracticeStatus = 'stopped' | 'starting' | 'running';

/** The practice cluster in a process of its own. It ends when it is told to, and when this process ends: the channel between them closes. */
export interface Practice extends Disposable {
  readonly status: Readable<PracticeStatus>;
  /** Where its kubeconfig is, while it runs. */
  kubeconfig(): string | undefined;
  /** Starts it, or joins a start under way; resolves with the path of its kubeconfig. With a lesson it begins where that begins. */
  start(lesson?: string): Promise<string>;
  stop(): Promise<void>;
  /** Throws away what it keeps from one start to the next. To be called while it is stopped. */
  forget(): Promise<void>;
}

/** How long a stop may take before the process is ended, in milliseconds. What it holds is saved every few seconds. */
const STOP_PATIENCE = 3_000;
const LINES_KEPT = 20;

/**
 * `program` is the path of dist/practice.js; `say` words what went wrong; `note` writes to the log. In `folder` it keeps what it holds, so that
 * it goes on where it was when the window is opened again.
 */
export function practiceCluster(program: string, say: Say, note: (line: string) => void, folder?: string): Practice {
  const state = folder === undefined ? undefined : path.join(folder, 'practice.json');
  const status = signal<PracticeStatus>('stopped');
  let child: ChildProcess | undefined;
  let starting: Promise<string> | undefined;
  let running: string | undefined;

  async function start(lesson?: string): Promise<string> {
    if (running !== undefined) return running;
    starting ??= launch(lesson).finally(() => {
      starting = undefined;
    });
    return starting;
  }

  async function launch(lesson: string | undefined): Promise<string> {
    status.set('starting');
    if (folder !== undefined) await mkdir(folder, { recursive: true });
    const kept = state === undefined ? [] : ['--state', state];
    // the environment may ask for another pace
    const pace = process.env[PACE_VARIABLE] === undefined ? ['--pace', 'human'] : [];
    const taught = lesson === undefined ? [] : ['--lesson', lesson];
    const started = fork(program, [...pace, ...kept, ...taught], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: [],
    });
    child = started;
    started.once('exit', () => {
      if (child !== started) return;
      child = undefined;
      running = undefined;
      status.set('stopped');
    });
    try {
      const ready = await kubeconfigOf(started, note);
      running = ready;
      status.set('running');
      return ready;
    } catch (error) {
      started.kill();
      const detail = withoutSecrets(error instanceof Error ? error.message : String(error));
      throw new Answer({
        severity: 'error',
        sentence: say('practice-failed', { detail }),
        buttons: [
          { title: say('button-try-again'), command: commandIds.startPractice },
          { title: say('button-show-log'), command: commandIds.showLog },
        ],
      });
    }
  }

  async function stop(): Promise<void> {
    const ending = child;
    if (ending === undefined) return;
    const ended = new Promise<void>(resolve => ending.once('exit', () => resolve()));
    const timer = setTimeout(() => ending.kill('SIGKILL'), STOP_PATIENCE);
    ending.kill();
    await ended;
    clearTimeout(timer);
  }

  return {
    status,
    kubeconfig: () => running,
    start,
    stop,
    async forget() {
      if (state !== undefined) await rm(state, { force: true });
    },
    dispose() {
      child?.kill();
    },
  };
}

/** The path after `kubeconfig: `, which the process prints when it is ready. Rejects with its last words if it ends before. */
function kubeconfigOf(child: ChildProcess, note: (line: string) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const last: string[] = [];
    const keep = (line: string) => {
      note(line);
      last.push(line);
      last.splice(0, last.length - LINES_KEPT);
    };
    if (child.stderr !== null) createInterface({ input: child.stderr }).on('line', keep);
    if (child.stdout !== null) {
      createInterface({ input: child.stdout }).on('line', line => {
        const found = /^kubeconfig: (.+)$/.exec(line)?.[1];
        if (found === undefined) keep(line);
        else resolve(found);
      });
    }
    child.once('error', reject);
    // `close`, not `exit`: by then its last words have been read.
    child.once('close', code => reject(new Error(last.findLast(line => line.trim() !== '') ?? `exit code ${code}`)));
  });
}
