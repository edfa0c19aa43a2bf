import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout as pause } from 'node:timers/promises';
import { root } from './paths.ts';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds after which the program is killed; 10 minutes unless told. */
  readonly deadline?: number;
}

export interface RunResult {
  readonly code: number;
  /** What it printed, both streams. */
  readonly output: string;
}

/** Runs a program to its end and resolves with its exit code and output; rejects only when it cannot start. */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const deadline = options.deadline ?? 600_000;
  const child = spawn(program, args, {
    cwd: options.cwd ?? root,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const collect = (text: string) => {
    output += text;
  };
  readText(child, collect);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      collect(`\nKilled: it ran for more than ${deadline / 1000} s.`);
      child.kill('SIGKILL');
    }, deadline);
    child.on('error', error => {
      clearTimeout(timer);
      reject(new Error(`${program} did not start: ${error.message}`));
    });
    child.on('close', code => {
      clearTimeout(timer);
      resolve({ code: code ?? 1, output });
    });
  });
}

/** Like `run`, but rejects with the output when the program fails. */
export async function runOrThrow(program: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { code, output } = await run(program, args, options);
  if (code !== 0)
    throw new Error(`${[path.basename(program), ...args].join(' ')} failed (exit code ${code}):\n${output.trim()}`);
  return output;
}

/** The npm that started this script, or the one on the PATH. Calm: only errors are printed. */
export function npm(args: readonly string[], options: RunOptions = {}): Promise<string> {
  const all = [...args, '--loglevel=error', '--no-fund', '--no-audit', '--no-progress'];
  const script = process.env['npm_execpath'];
  return script?.endsWith('.js') === true
    ? runOrThrow(process.execPath, [script, ...all], options)
    : runOrThrow('npm', all, options);
}

/** Hands over what a child prints, as text that never breaks inside a character. */
export function readText(child: ChildProcess, onText: (text: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) {
    const decoder = new StringDecoder('utf8');
    stream?.on('data', (data: Buffer) => onText(decoder.write(data)));
  }
}

/**
 * Starts a program that runs until `stopGroup`, in a process group of its own, so that what it starts in turn ends with it,
 * also when this process ends early.
 */
export function startGroup(program: string, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  const child = spawn(program, args, {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  const onExit = () => signalGroup(child, 'SIGKILL');
  process.once('exit', onExit);
  child.once('exit', () => process.off('exit', onExit));
  return child;
}

/** Asks a group started by `startGroup` to end, and waits until all of it is gone; what remains after the grace time (milliseconds) is killed. */
export async function stopGroup(child: ChildProcess, grace = 5000): Promise<void> {
  const end = performance.now() + grace;
  signalGroup(child, 'SIGTERM');
  while (performance.now() < end && isRunning(child)) await pause(20);
  signalGroup(child, 'SIGKILL');
}

function isRunning(child: ChildProcess): boolean {
  return process.platform === 'win32' ? child.exitCode === null && child.signalCode === null : signalGroup(child, 0);
}

/** Whether there was somebody in the group to hear it. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (child.pid === undefined) return false;
  try {
    return process.platform === 'win32' ? child.kill(signal) : process.kill(-child.pid, signal);
  } catch {
    return false;
  }
}
