import { readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { Terminal } from './cli/terminal.ts';
import { allSentences } from './words/spoken/all.ts';
import { speaker } from './words/words.ts';

/** What a command needs of its process. */
interface Process extends Terminal {
  readonly colour: boolean;
  readonly version: () => string;
}

/** Takes the arguments after its name; resolves with the exit code. */
type Command = (args: readonly string[], terminal: Process) => Promise<number>;

/** Each is loaded when it is asked for. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  check: async () => (await import('./cli/check/command.ts')).check,
  plan: async () => (await import('./cli/plan/command.ts')).plan,
  why: async () => (await import('./cli/why/command.ts')).why,
  watch: async () => (await import('./cli/watch/command.ts')).watch,
  practice: async () => (await import('./cli/practice/command.ts')).practice,
};

const unusable = 2;

async function run(args: readonly string[], terminal: Process): Promise<number> {
  const say = speaker(allSentences);
  const [name = '--help', ...rest] = args;
  if (name === '--help' || name === '-h' || name === 'help') {
    terminal.out(`${say('cli-usage')}\n`);
    return args.length === 0 ? unusable : 0;
  }
  if (name === '--version' || name === '-v') {
    terminal.out(`${version()}\n`);
    return 0;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) {
    terminal.err(`${say('cli-unknown-command', { name, known: Object.keys(commands).join(', ') })}\n`);
    return unusable;
  }
  const command = await load();
  if (!rest.includes('--help') && !rest.includes('-h')) return command(rest, terminal);
  // No command knows the option, and each answers what it does not know with its usage: asked for, that is no fault.
  await command(['--help'], { ...terminal, err: terminal.out });
  return 0;
}

/** From package.json, which lies beside the folder of this file, built or not. */
function version(): string {
  const own = realpathSync(process.argv[1] ?? '');
  const found: unknown = JSON.parse(readFileSync(path.join(path.dirname(own), '..', 'package.json'), 'utf8'));
  const isPackage = typeof found === 'object' && found !== null && 'version' in found;
  return isPackage ? String(found.version) : '';
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** Fires at the first signal to end; a second one ends the process at once. Until a command asks for it, signals do what they always do. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}

let interrupted: AbortSignal | undefined;

// Whoever reads our output may stop before its end, as `head` does.
process.stdout.on('error', () => process.exit());

run(process.argv.slice(2), {
  out: text => process.stdout.write(text),
  err: text => process.stderr.write(text),
  stdin: readStdin,
  version,
  colour: process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined,
  environment: process.env,
  get interrupted() {
    interrupted ??= interruption();
    return interrupted;
  },
}).then(
  code => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${speaker(allSentences)('cli-unexpected', { reason })}\n`);
    process.exitCode = unusable;
  },
);
