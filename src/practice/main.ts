import path from 'node:path';
import { parseArgs } from 'node:util';
import type { PracticeOptions } from './cluster.ts';
import { startPractice } from './cluster.ts';
import { ForeignFile } from './kubeconfig.ts';
import { findLesson, lessons } from './lessons/lessons.ts';
import { isPace } from './nodes/stage.ts';
import { readVersion } from './version.ts';

/** How the practice cluster is asked for: `--port N --speed X --pace human --state FILE --kubeconfig FILE --name NAME --lesson NAME --fill SETS --kubernetes-version 1.37`. The token may be fixed by ORDINAL_PRACTICE_TOKEN. */
export type Settings = Pick<
  PracticeOptions,
  'port' | 'speed' | 'pace' | 'stateFile' | 'kubeconfigFile' | 'name' | 'lesson' | 'fill' | 'token' | 'kubernetes'
>;

const fastest = 1000;
const mostSets = 5_000;
const podsPerSet = 10;
/** What a person can give to `kubectl --context` without quotes. */
const contextName = /^[A-Za-z0-9][\w.@-]{0,62}$/;

export { ForeignFile };

/** What `--lesson` may name. */
export const lessonNames: readonly string[] = lessons.map(({ name }) => name);

export { findLesson };

/** Reads options; undefined when they make no sense. */
export function readSettings(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Settings | undefined {
  const values = valuesOf(args);
  if (values === undefined) return undefined;
  const port = Number(values.port ?? 0);
  const speed = Number(values.speed ?? 1);
  const isPort = Number.isInteger(port) && port >= 0 && port <= 65_535;
  if (!isPort || !(speed >= 1 && speed <= fastest)) return undefined;
  const pace = values.pace ?? (environment['ORDINAL_PRACTICE_PACE'] || undefined);
  if (pace !== undefined && !isPace(pace)) return undefined;
  if (values.name !== undefined && !contextName.test(values.name)) return undefined;
  if (values.lesson !== undefined && findLesson(values.lesson) === undefined) return undefined;
  const sets = Number(values.fill ?? 0);
  if (!(Number.isInteger(sets) && sets >= 0 && sets <= mostSets)) return undefined;
  const asked = values['kubernetes-version'];
  const kubernetes = asked === undefined ? undefined : readVersion(asked);
  if (asked !== undefined && kubernetes === undefined) return undefined;
  const token = environment['ORDINAL_PRACTICE_TOKEN'];
  return {
    port,
    speed,
    ...(pace === undefined ? {} : { pace }),
    ...(values.state === undefined ? {} : { stateFile: path.resolve(values.state) }),
    ...(values.kubeconfig === undefined ? {} : { kubeconfigFile: path.resolve(values.kubeconfig) }),
    ...(values.name === undefined ? {} : { name: values.name }),
    ...(values.lesson === undefined ? {} : { lesson: values.lesson }),
    ...(sets === 0 ? {} : { fill: { sets, podsPerSet } }),
    ...(kubernetes === undefined ? {} : { kubernetes }),
    ...(token === undefined || token === '' ? {} : { token }),
  };
}

interface Values {
  readonly port?: string;
  readonly speed?: string;
  readonly pace?: string;
  readonly state?: string;
  readonly kubeconfig?: string;
  readonly name?: string;
  readonly lesson?: string;
  readonly fill?: string;
  readonly 'kubernetes-version'?: string;
}

function valuesOf(args: readonly string[]): Values | undefined {
  try {
    const text = { type: 'string' } as const;
    const options = {
      port: text,
      speed: text,
      pace: text,
      state: text,
      kubeconfig: text,
      name: text,
      lesson: text,
      fill: text,
      'kubernetes-version': text,
    };
    return parseArgs({ args: [...args], options }).values;
  } catch {
    return undefined;
  }
}

/**
 * Runs a practice cluster until the process is told to end: by a signal, or by the editor that started it going away. Calls `ready` with
 * the path of the kubeconfig. Rejects when it cannot start.
 */
export async function runPractice(settings: Settings, ready: (kubeconfig: string) => void): Promise<void> {
  const ended = endOfProcess();
  const cluster = await startPractice({ ...settings, report: error => console.error(error) });
  process.once('exit', cluster.removeFiles);
  ready(cluster.kubeconfig);
  await ended;
  await cluster.stop();
  process.off('exit', cluster.removeFiles);
}

/** Resolves at the first signal to end, or when the channel to the process that started this one closes. */
function endOfProcess(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => resolve());
    if (process.channel !== undefined) process.once('disconnect', () => resolve());
  });
}

/** The process that the editor starts; `ordinal practice` loads this file and calls `runPractice` itself. */
async function main(): Promise<void> {
  const settings = readSettings(process.argv.slice(2), process.env);
  if (settings === undefined)
    throw new Error(
      'options: --port N --speed X --pace recorded|human --state FILE --kubeconfig FILE --name NAME --lesson NAME --kubernetes-version 1.34 to 1.37',
    );
  await runPractice(settings, kubeconfig => console.log(`kubeconfig: ${kubeconfig}`));
}

if (/^(practice\.js|main\.ts)$/.test(path.basename(process.argv[1] ?? ''))) {
  main().then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exit(1);
    },
  );
}
