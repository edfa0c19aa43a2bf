import { parseArgs } from 'node:util';
import { createMirror, type KindName, type Mirror } from '../../cluster/mirror.ts';
import type { Workload } from '../../cluster/sight.ts';
import type { CommandLineSay } from '../../words/words.ts';
import { reach, WHERE_OPTIONS, type Where } from '../cluster/reach.ts';
import { parsed } from '../parsed.ts';
import { answering, refusal } from '../refusal.ts';
import { EXIT, type Terminal } from '../terminal.ts';
import { liveSnapshot } from '../why/live.ts';
import { judge } from '../why/snapshot.ts';
import { whyText } from '../why/text.ts';
import { parseWorkload, type WorkloadName } from '../workload.ts';
import { parseDuration } from './duration.ts';
import { firstRead } from './first-read.ts';
import { type Ending, followToEnd } from './follow.ts';

const KINDS: readonly KindName[] = [
  'StatefulSet',
  'Deployment',
  'Pod',
  'PersistentVolumeClaim',
  'ControllerRevision',
  'ReplicaSet',
];

/**
 * `ordinal watch NAME`: follows a rollout to the sentence with which kubectl ends. Resolves with the exit code: 0 when it succeeded, 1 when
 * it failed or took longer than `--timeout`, 2 when it could not be followed.
 */
export function watch(args: readonly string[], terminal: Terminal): Promise<number> {
  return answering(terminal, async say => {
    const asked = readArguments(args);
    if (asked === undefined) throw refusal('watch-usage');
    const ending = await follow(asked, terminal, say);
    if (ending === 'interrupted') return EXIT.interrupted;
    if (ending === 'success') return EXIT.well;
    if (ending === 'timeout') terminal.err(`${say('watch-timeout', { name: asked.wanted.name })}\n`);
    await explain(asked, terminal, say);
    return EXIT.trouble;
  });
}

interface Asked {
  readonly wanted: WorkloadName;
  readonly where: Where;
  /** Milliseconds; for ever without it. */
  readonly timeout: number | undefined;
}

function readArguments(args: readonly string[]): Asked | undefined {
  const read = parsed(() =>
    parseArgs({
      args: [...args],
      options: { ...WHERE_OPTIONS, timeout: { type: 'string' } },
      allowPositionals: true,
    }),
  );
  if (read === undefined) return undefined;
  const { timeout, context, namespace, kubeconfig } = read.values;
  const [name, ...more] = read.positionals;
  const wanted = name === undefined ? undefined : parseWorkload(name);
  const patience = timeout === undefined ? undefined : parseDuration(timeout);
  if (wanted === undefined || more.length > 0 || (timeout !== undefined && patience === undefined)) return undefined;
  return { wanted, where: { context, namespace, kubeconfig }, timeout: patience };
}

async function follow(asked: Asked, terminal: Terminal, say: CommandLineSay): Promise<Ending> {
  const { connection, context, namespace } = await reach(asked.where, terminal);
  const mirror = createMirror(connection, { kinds: KINDS, namespace });
  const limit = asked.timeout === undefined ? [] : [AbortSignal.timeout(asked.timeout)];
  const until = AbortSignal.any([terminal.interrupted, ...limit]);
  try {
    await firstRead(mirror, context.server, until);
    if (until.aborted) return terminal.interrupted.aborted ? 'interrupted' : 'timeout';
    const target = targetOf(mirror, asked.wanted, namespace);
    if (target === undefined)
      throw refusal('cli-no-workload', { namespace, context: context.name, name: asked.wanted.name });
    const write = (line: string) => terminal.out(`${line}\n`);
    const ending = await followToEnd({ mirror, target, where: `${context.name} / ${namespace}`, say, write, until });
    return ending === 'aborted' ? (terminal.interrupted.aborted ? 'interrupted' : 'timeout') : ending;
  } finally {
    mirror.stop();
    connection.close();
  }
}

function targetOf(mirror: Mirror, { kind, name }: WorkloadName, namespace: string): Workload | undefined {
  const kinds = kind === undefined ? (['StatefulSet', 'Deployment'] as const) : [kind];
  const found = kinds.find(candidate => mirror.get(candidate, namespace, name) !== undefined);
  return found === undefined ? undefined : { kind: found, namespace, name };
}

/** Why it does not go on, for whoever finds this in a log. */
async function explain({ wanted, where }: Asked, terminal: Terminal, say: CommandLineSay): Promise<void> {
  const { snapshot } = await liveSnapshot(where, terminal);
  const { context, kubeconfig } = where;
  for (const judged of judge(snapshot, wanted)) terminal.err(whyText(judged, { context, kubeconfig }, say));
}
